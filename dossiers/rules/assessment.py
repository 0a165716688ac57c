"""What turned since the provisions were last asked: what is new against a line, what is over."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BigIntegerField, QuerySet

from dossiers.enums import Verdict
from dossiers.models import Assessment, Dossier
from dossiers.rules.eligibility.finding import Finding, Findings
from nganam_awards.core.query_text import Blank, PreparedRows


OF_DOSSIER = ""  # the key of what concerns the whole
_PRESSING = {Verdict.FAIL.value, Verdict.WARNING.value}


class Turned(NamedTuple):
    """Of one line."""

    new: frozenset[str] = frozenset()  # codes of findings
    over: tuple[str, ...] = ()  # sentences that hold no more


class TurnedSince(NamedTuple):
    """Since which assessment, and what."""

    since: Assessment | None
    of: dict[str, Turned]

    def of_line(self, line: int) -> Turned:
        """Of one line."""
        return self.of.get(str(line), Turned())

    @property
    def count(self) -> int:
        """How many lines read otherwise now."""
        return len(self.of)


def kept(findings: Findings) -> dict[str, dict[str, list[str]]]:
    """What is kept of them: everything that did not pass, with its sentence."""
    told = {OF_DOSSIER: _open(findings.of_dossier)}
    told |= {str(line): _open(rows) for line, rows in findings.of_lines.items()}
    return {key: rows for key, rows in told.items() if rows}


def turned(dossier: Dossier, findings: Findings) -> TurnedSince:
    """Of every line against the newest assessment; one query.

    Both saw what the town sees. Of the dossier as a whole nothing is compared: its places and
    papers were not asked there, and have pages of their own.
    """
    before = next(iter(_NEWEST.answer(dossier.pk)), None)
    if before is None:
        return TurnedSince(None, {})
    now = kept(findings)
    keys = list(map(str, findings.of_lines))  # a line that left is nobody's concern
    found = {key: _turned(before.findings.get(key, {}), now.get(key, {})) for key in keys}
    return TurnedSince(before, {key: one for key, one in found.items() if one != Turned()})


def _newest(dossier: Blank) -> QuerySet[Assessment]:
    return Assessment.objects.filter(dossier=dossier).order_by("-pk")[:1]


_NEWEST = PreparedRows(_newest, BigIntegerField())


def _turned(before: dict[str, list[str]], now: dict[str, list[str]]) -> Turned:
    pressing = {code for code, (verdict, _) in now.items() if verdict in _PRESSING}
    pressed = {code for code, (verdict, _) in before.items() if verdict in _PRESSING}
    over = tuple(before[code][1] for code in sorted(pressed - pressing))
    return Turned(frozenset(pressing - pressed), over)


def _open(rows: Iterable[Finding]) -> dict[str, list[str]]:
    return {one.code: [one.verdict.value, one.text] for one in rows if one.verdict != Verdict.PASS}

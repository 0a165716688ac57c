"""Holds a dossier against the provisions: reads the evidence, the law of its two days, and asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from campaigns.models import Quota
from dossiers.models import Dossier, Nomination
from dossiers.queries import evidence_reader
from dossiers.queries.checklist import merit_day
from dossiers.queries.evidence import DossierEvidence, LineEvidence
from dossiers.rules.eligibility.catalogue import examine, examine_line, examine_lines
from dossiers.rules.eligibility.finding import Finding, Findings
from law.queries.checklist import Asked
from law.queries.provision import Law


class Examination(NamedTuple):
    """What was found, by which state of the law and of the facts."""

    findings: Findings
    rules_stamp: UUID
    evidence: DossierEvidence | tuple[LineEvidence, ...]

    @property
    def data_sha(self) -> str:
        """Equal where every fact is equal; the day of asking is none."""
        return sha256(repr(_timeless(self.evidence)).encode()).hexdigest()

    def of(self, line: int) -> tuple[Finding, ...]:
        """On one line, what weighs most first."""
        return self.findings.of(line)

    @property
    def has_overruled(self) -> bool:
        """Was anybody recommended in spite of a provision?"""
        return any(one.overruled for rows in self.findings.of_lines.values() for one in rows)

    def failed(self, lines: Iterable[Nomination]) -> dict[int, list[Finding]]:
        """Of these lines what failed and nobody went on in spite of."""
        found = {line.pk: [one for one in self.of(line.pk) if one.is_failed] for line in lines}
        return {pk: rows for pk, rows in found.items() if rows}


def of_dossier(
    dossier: Dossier,
    lines: Sequence[Nomination],
    *,
    day: date | None = None,
    places: Iterable[Quota] = (),
    asked: Iterable[Asked] | None = None,
    there: Iterable[str] = (),
    by_town: bool = False,
) -> Examination:
    """The dossier as a whole and each of these lines, on a day of decision, else today.

    `asked`, `there`: papers that its procedure asks and those that are there; nothing is said of
    papers where they are not given. `by_town`: as the town will read a dossier that is being filed.
    """
    law = evidence_reader.law_of(dossier, day)
    evidence = evidence_reader.read(
        dossier,
        lines,
        law=law,
        places=places,
        by_town=by_town,
        **_papers(asked or (), set(there)),
    )
    return Examination(examine(evidence, law), _stamp(law), evidence)


def of_lines(lines: Sequence[Nomination], day: date) -> Examination:
    """Lines of several dossiers of one merit year, with their dossiers, on a day of decision."""
    merits = {line.dossier_id: merit_day(line.dossier) for line in lines}
    if not merits:
        return Examination(Findings(), UUID(int=0), ())
    newest = Law(max(merits.values()), day)
    facts = tuple(evidence_reader.read_lines(lines, newest))
    found: dict[int, tuple[Finding, ...]] = {}
    for merit in dict.fromkeys(merits.values()):
        theirs = [
            one for line, one in zip(lines, facts, strict=True) if merits[line.dossier_id] == merit
        ]
        law = Law(merit, day, newest.stamp)
        found |= zip((one.pk for one in theirs), examine_lines(theirs, law), strict=True)
    return Examination(Findings((), found), _stamp(newest), facts)


def of_line(dossier: Dossier, line: Nomination) -> tuple[Finding, ...]:
    """One line alone, saved or as it is being typed."""
    law = evidence_reader.law_of(dossier)
    return examine_line(evidence_reader.read_line(dossier, line, law=law), law)


def with_facts(dossier: Dossier, line: LineEvidence) -> tuple[Finding, ...]:
    """The findings were these the facts: what a what-if shows. Nothing is read but the law."""
    return examine_line(line, evidence_reader.law_of(dossier))


def _papers(asked: Iterable[Asked], there: set[str]) -> dict:
    required = [paper.item for paper in asked if paper.item.is_required]
    return {
        "missing": [item.get_part_display().lower() for item in required if item.part not in there],
        "asked_papers": [item.get_part_display().lower() for item in required],
        "papers_citation": next((item.citation for item in required), ""),
        "are_papers_verified": all(item.is_verified for item in required),
    }


def _stamp(law: Law) -> UUID:
    return law.stamp or UUID(int=0)


def _timeless(evidence: DossierEvidence | tuple[LineEvidence, ...]) -> tuple:
    if isinstance(evidence, tuple):
        return tuple(_of_line(line) for line in evidence)
    rest = {name: value for name, value in vars(evidence).items() if name not in {"today", "lines"}}
    return (_timeless(evidence.lines), tuple(sorted(rest.items())))


def _of_line(line: LineEvidence) -> tuple:
    """Its facts; an award type by its key, and nothing that the clock or an officer adds."""
    return (line.pk, line.kind, line.award.pk, *_REST(line))


_APART = {"pk", "kind", "award", "today", "overruled"}
_REST = attrgetter(*(name for name in LineEvidence._fields if name not in _APART))

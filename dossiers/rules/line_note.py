"""Why somebody should look at a nominee: findings, what others said, criteria that are not met."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dossiers.enums import CriterionVerdict, Verdict
from dossiers.models import CriterionAnswer, Dossier, Nomination
from dossiers.queries import testimony as testimony_queries
from dossiers.queries.criterion import Criteria
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding, Findings
from dossiers.workflow import NO_LONGER_ASKED


PLAN = "Kế hoạch khen thưởng được duyệt"
# What is asked about once more by whoever others answered to: it says the same in more words.
_TOLD_BY_OTHERS = frozenset({"consultation"})


class LineNote(NamedTuple):
    """What wants a look; `url` leads to what it was compared with.

    `reason` says to the unit why not, where this note is the reason; `short` stands under a name
    in a list. `code` names the finding that an officer may overrule.
    """

    verdict: str  # «fail» or «ask»
    text: str
    citation: str
    url: str = ""
    reason: str = ""
    short: str = ""
    code: str = ""
    can_overrule: bool = False

    @property
    def label(self) -> str:
        """The badge's word."""
        return str((Verdict.FAIL if self.verdict == "fail" else Verdict.WARNING).label)

    @property
    def tone(self) -> str:
        """As a colour."""
        return "stop" if self.verdict == "fail" else "wait"


def standing(notes: list[LineNote]) -> str:
    """One word for all notes of a line: what failed weighs more than what wants a look."""
    return min((note.verdict for note in notes), key=("fail", "ask").index, default="pass")


def of_lines(
    dossier: Dossier,
    lines: Iterable[Nomination],
    *,
    findings: Findings | None = None,
    criteria: Criteria | None = None,
) -> dict[int, list[LineNote]]:
    """{line: its notes}; lines without any are well. What was read already may be given."""
    lines = [line for line in lines if line.state not in NO_LONGER_ASKED]
    notes: defaultdict[int, list[LineNote]] = defaultdict(list)
    if not lines:
        return notes
    if findings is None:
        findings = examination.of_dossier(dossier, lines).findings
    for line in lines:
        notes[line.pk] += from_findings(findings.of(line.pk))
    for line, told in testimony_queries.line_notes(dossier, lines):
        notes[line.pk].append(LineNote(*told))
    asked = {line.pk for line in lines}
    for answer in (criteria or Criteria(dossier)).unmet():
        if answer.line_id in asked:
            notes[answer.line_id].append(_of_answer(answer))
    return defaultdict(list, {pk: rows for pk, rows in notes.items() if rows})


def from_findings(findings: Sequence[Finding]) -> list[LineNote]:
    """What failed or wants a look; what is not known holds nobody up and is told elsewhere."""
    return [
        LineNote(
            "fail" if one.verdict == Verdict.FAIL else "ask",
            one.text,
            one.citation,
            one.url,
            one.reason,
            one.short or one.title,
            one.code,
            one.can_overrule and one.verdict == Verdict.FAIL,
        )
        for one in findings
        if one.verdict in {Verdict.FAIL, Verdict.WARNING}
        and not one.overruled
        and one.key not in _TOLD_BY_OTHERS
    ]


def _of_answer(answer: CriterionAnswer) -> LineNote:
    is_unmet = answer.verdict == CriterionVerdict.UNMET
    word = "Chưa đạt" if is_unmet else "Chưa rõ"
    return LineNote(
        "fail" if is_unmet else "ask",
        f"{word} tiêu chí «{answer.asked}»: {answer.words}",
        PLAN,
        reason=f"Chưa đạt tiêu chí «{answer.asked}»: {answer.words}" if is_unmet else "",
        short=f"{word} tiêu chí",
    )

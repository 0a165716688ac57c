"""One nominee (trường hợp) on the appraisal page: conditions, criteria, history, comments."""

from typing import NamedTuple

from dossiers.enums import Verdict
from dossiers.models import Dossier, Nomination, Overruling
from dossiers.queries import history as history_queries
from dossiers.queries.criterion import CriterionAsked
from dossiers.rules import comment as comment_rules
from dossiers.rules.assessment import Turned
from dossiers.rules.eligibility.finding import Finding
from dossiers.rules.line_note import LineNote
from dossiers.views.line import Shown
from honourees.models import Award
from units.models import User


class InSpite(NamedTuple):
    """A finding that an officer answered, and the answer."""

    finding: Finding
    said: Overruling


class Case(NamedTuple):
    """What is known of one nominee, what speaks against it first."""

    open: list[LineNote]
    unknown: list[Finding]
    overruled: list[InSpite]
    passed: list[Finding]
    votes: str
    turned: Turned
    criteria: list[CriterionAsked]
    awards: list[Award]
    asked_before: list[Nomination]

    @property
    def open_criteria(self) -> list[CriterionAsked]:
        """Not met, not clear, or not answered yet."""
        return [one for one in self.criteria if one.verdict != "pass"]

    @property
    def met(self) -> int:
        """How many criteria are met, each with its evidence."""
        return len(self.criteria) - len(self.open_criteria)

    @property
    def told(self) -> str:
        """«1 không đạt, 1 cân nhắc, 2 chưa rõ, 7 đạt»."""
        failed = sum(note.verdict == "fail" for note in self.open)
        numbers = (
            (failed, "không đạt"),
            (len(self.open) - failed, "cân nhắc"),
            (len(self.overruled), "vẫn đề nghị"),
            (len(self.unknown), "chưa rõ"),
            (len(self.passed), "đạt"),
        )
        return ", ".join(f"{count} {words}" for count, words in numbers if count)


def case_of(user: User, item: Shown, context: dict) -> Case:
    """Of one line of the page, with its dossier loaded."""
    line = item.line
    findings = context["examined"].of(line.pk)
    return Case(
        open=sorted(item.notes, key=lambda note: note.verdict != "fail"),
        unknown=[one for one in findings if one.verdict == Verdict.UNKNOWN],
        overruled=_in_spite(line, [one for one in findings if one.overruled]),
        passed=[one for one in findings if one.verdict == Verdict.PASS],
        votes=_votes(line),
        turned=context["turned"].of_line(line.pk),
        criteria=context["criteria"].of(line),
        awards=history_queries.awards_of(line),
        asked_before=history_queries.asked_before(line, user),
    )


def _in_spite(line: Nomination, findings: list[Finding]) -> list[InSpite]:
    said = history_queries.overrulings_of(line) if findings else {}
    return [InSpite(one, said[one.code]) for one in findings if one.code in said]


def _votes(line: Nomination) -> str:
    """«Họp xét: 13/15 phiếu đồng ý (86,7 %)», as the unit's minutes say."""
    if not line.votes_total:
        return ""
    percent = f"{line.votes_for * 100 / line.votes_total:.1f}".replace(".", ",")
    return f"Họp xét: {line.votes_for}/{line.votes_total} phiếu đồng ý ({percent} %)."


def comments_context(user: User, dossier: Dossier, line: Nomination | None) -> dict:
    """Internal comments on this line and on the dossier; nothing at all for whoever may not."""
    if not comment_rules.can_read(user, dossier):
        return {"can_comment": False, "all_comments": []}
    newest = history_queries.newest_comments(dossier)
    return {
        "all_comments": newest,
        "can_comment": comment_rules.can_write(user, dossier),
        "comments": [one for one in newest if one.line_id in {None, line.pk if line else None}],
        "other_comments": [
            one for one in newest if one.line_id and (line is None or one.line_id != line.pk)
        ],
        "typed_comment": "",
    }

"""One nominee (trường hợp) on the appraisal page: conditions, criteria, history, comments."""

from typing import NamedTuple

from dossiers.models import Dossier, InternalComment, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.queries.condition import passed_by
from dossiers.queries.criterion import Asked, Criteria
from dossiers.queries.eligibility import Finding, LineNote
from dossiers.rules import comment as comment_rules
from honourees.models import Award
from units.models import User


HISTORY = 12  # awards and earlier nominations that are drawn
COMMENTS = 100


class Case(NamedTuple):
    """What is known of one nominee, what speaks against it first."""

    open: list[LineNote]
    passed: list[Finding]
    criteria: list[Asked]
    awards: list[Award]
    asked_before: list[Nomination]

    @property
    def open_criteria(self) -> list[Asked]:
        """Not met, not clear, or not answered yet."""
        return [one for one in self.criteria if one.verdict != "pass"]

    @property
    def met(self) -> int:
        """How many criteria are met, each with its evidence."""
        return len(self.criteria) - len(self.open_criteria)

    @property
    def told(self) -> str:
        """«1 không đạt, 1 chưa rõ, 7 đạt»."""
        failed = sum(note.verdict == "fail" for note in self.open)
        numbers = (
            (failed, "không đạt"),
            (len(self.open) - failed, "chưa rõ"),
            (len(self.passed), "đạt"),
        )
        return ", ".join(f"{count} {words}" for count, words in numbers if count)


def case_of(line: Nomination, notes: list[LineNote], criteria: Criteria) -> Case:
    """Of one line, with its dossier loaded."""
    known = line.honouree_id
    awards = (
        Award.objects.filter(honouree=known, revoked_on=None) if known else Award.objects.none()
    )
    earlier = Nomination.objects.none()
    if known:
        earlier = Nomination.objects.filter(honouree=known, award=None)
        earlier = earlier.exclude(dossier=line.dossier_id).exclude(dossier__state__in=UNIT_STATES)
        earlier = earlier.select_related("dossier", "award_type").order_by("-pk")
    return Case(
        open=sorted(notes, key=lambda note: note.verdict != "fail"),
        passed=passed_by(line, notes),
        criteria=criteria.of(line),
        awards=list(awards.select_related("award_type").order_by("-merit_year", "-pk")[:HISTORY]),
        asked_before=list(earlier[:HISTORY]),
    )


def comments_context(user: User, dossier: Dossier, line: Nomination | None) -> dict:
    """Internal comments on this line and on the dossier; nothing at all for whoever may not."""
    if not comment_rules.can_read(user, dossier):
        return {"can_comment": False, "all_comments": []}
    rows = InternalComment.objects.filter(dossier=dossier).select_related("by", "line")
    newest = list(rows.order_by("-pk")[:COMMENTS])[::-1]
    return {
        "all_comments": newest,
        "can_comment": comment_rules.can_write(user, dossier),
        "comments": [one for one in newest if one.line_id in {None, line.pk if line else None}],
        "other_comments": [
            one for one in newest if one.line_id and (line is None or one.line_id != line.pk)
        ],
        "typed_comment": "",
    }

"""What the regime of a day chooses for single awards: asked about, posted, before whom."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from law.figures import Audience, AwardKey, CouncilShare, VoteBase, VoteForm, YesNo
from law.models import AwardRule, RuleSet
from law.queries.stamp import kept


COUNCIL_KEYS = (AwardKey.COUNCIL_VOTE, AwardKey.COUNCIL_BASE, AwardKey.COUNCIL_SHARE)


class AwardChoice(NamedTuple):
    """The choices for one award, with where the two procedures are written."""

    is_consulted: bool = False
    posting_days: int = 0  # of the calendar; 0: not posted
    audience: str = Audience.UNITS.value
    takes_unsigned: bool = False
    consultation_source: str = ""
    posting_source: str = ""


class CouncilChoice(NamedTuple):
    """How the Council is asked about one award in one category, and where that is written."""

    form: VoteForm = VoteForm.NONE
    base: VoteBase = VoteBase.ALL
    share: CouncilShare = CouncilShare.TOWN
    source: str = ""


@kept
def choices_on(day: date) -> dict[int, AwardChoice]:
    """{award type: its choices} of the newest regime in force.

    An award without rows is neither asked about nor posted.
    """
    found: dict[int, dict[str, AwardRule]] = {}
    for row in _rows_on(day).exclude(key__in=COUNCIL_KEYS).filter(category=""):
        found.setdefault(row.award_type_id, {})[row.key] = row
    return {award: _choice(chosen) for award, chosen in found.items()}


@kept
def council_choices_on(day: date) -> dict[tuple[int, str], CouncilChoice]:
    """{(award type, category or ""): the choice} of the newest regime in force.

    A category that has rows of its own wins over ""; what it does not say, "" says.
    """
    found: dict[tuple[int, str], dict[str, AwardRule]] = {}
    for row in _rows_on(day).filter(key__in=COUNCIL_KEYS):
        found.setdefault((row.award_type_id, row.category), {})[row.key] = row
    return {
        (award, category): _council_choice(found.get((award, ""), {}) | chosen)
        for (award, category), chosen in found.items()
    }


def asks_council(day: date, award_type: str, category: str) -> Q:
    """Rows about whose award and category, at these paths, the law of the day asks the Council.

    A condition that reads nothing by itself: the text of a question that holds it may be kept.
    """
    votes = _rows_on(day).order_by().filter(key=AwardKey.COUNCIL_VOTE)
    votes = votes.filter(award_type=OuterRef(award_type))
    own, general = votes.filter(category=OuterRef(category)), votes.filter(category="")
    return Q(_asked(own)) | (Q(_asked(general)) & ~Q(Exists(own)))


def _asked(votes: QuerySet[AwardRule]) -> Exists:
    return Exists(votes.exclude(value=VoteForm.NONE))


def council_form_on(day: date, award_type: str, category: str) -> Coalesce:
    """How the Council is asked about a row's award and category, as a column of the row.

    The names say where in the row they stand. Twin of `council_choices_on`, for lists: nothing is
    read before the list itself.
    """
    rows = _rows_on(day).filter(
        Q(category="") | Q(category=OuterRef(category)),
        award_type=OuterRef(award_type),
        key=AwardKey.COUNCIL_VOTE,
    )
    own_first = rows.order_by("-category", "-valid_from").values("value")[:1]
    return Coalesce(Subquery(own_first), Value(VoteForm.NONE.value))


def _rows_on(day: date) -> QuerySet[AwardRule]:
    newest = RuleSet.objects.valid_on(day).order_by("-valid_from").values("pk")[:1]
    rows = AwardRule.objects.valid_on(day).filter(rule_set=Subquery(newest))
    return rows.order_by("valid_from")


def _council_choice(rows: dict[str, AwardRule]) -> CouncilChoice:
    def read(key: AwardKey, otherwise: object) -> object:
        return rows[key].read if key in rows else otherwise

    return CouncilChoice(
        form=read(AwardKey.COUNCIL_VOTE, VoteForm.NONE),
        base=read(AwardKey.COUNCIL_BASE, VoteBase.ALL),
        share=read(AwardKey.COUNCIL_SHARE, CouncilShare.TOWN),
        source=_source(rows, AwardKey.COUNCIL_VOTE),
    )


def _source(rows: dict[str, AwardRule], key: AwardKey) -> str:
    if key not in rows:
        return ""
    return rows[key].citation + ("" if rows[key].is_verified else " · chưa kiểm chứng")


def _choice(rows: dict[str, AwardRule]) -> AwardChoice:
    def read(key: AwardKey, otherwise: object) -> object:
        return rows[key].read if key in rows else otherwise

    return AwardChoice(
        is_consulted=read(AwardKey.CONSULTATION, YesNo.NO) == YesNo.YES,
        posting_days=read(AwardKey.POSTING_DAYS, 0),
        audience=read(AwardKey.POSTING_AUDIENCE, Audience.UNITS).value,
        takes_unsigned=read(AwardKey.UNSIGNED_OBJECTION, YesNo.NO) == YesNo.YES,
        consultation_source=_source(rows, AwardKey.CONSULTATION),
        posting_source=_source(rows, AwardKey.POSTING_DAYS),
    )

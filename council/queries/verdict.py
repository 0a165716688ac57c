"""What the Council has said of a line, read by whoever goes on with it."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.lookups import In

from council.enums import Hold, LineOutcome
from council.models import CaseLine
from council.queries.rule import asked_on
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core.registry import lines_on_paper, vote_standings
from nganam_awards.core.word_list import OneOf, keys_as_rows


def passed() -> Exists:
    """Nominations whose newest conclusion, for the award they are proposed for now, is a pass."""
    return _newest(LineOutcome.PASSED, instead_of=LineOutcome.FAILED)


def failed() -> Exists:
    """Nominations whose newest conclusion is that they did not pass: only another vote helps."""
    return _newest(LineOutcome.FAILED, instead_of=LineOutcome.PASSED)


def pending() -> Exists:
    """Nominations that lie before the Council and have no conclusion yet."""
    return Exists(CaseLine.objects.filter(nomination=OuterRef("pk"), outcome="").order_by())


def cleared(day: date) -> Q:
    """Nominations that the law of that day lets go on to a decision without another vote."""
    return ~Q(pending()) & ~Q(failed()) & (~asked_on(day) | Q(passed()))


def _newest(outcome: LineOutcome, *, instead_of: LineOutcome) -> Exists:
    """A line lies before the Council once at a time, so its rows are in the order of the votes."""
    later = CaseLine.objects.filter(
        nomination=OuterRef("nomination"),
        case__award_type=OuterRef("case__award_type"),
        outcome=instead_of,
        pk__gt=OuterRef("pk"),
    )
    rows = CaseLine.objects.filter(
        ~Exists(later.order_by()),
        nomination=OuterRef("pk"),
        case__award_type=OuterRef("award_type"),
        outcome=outcome,
    )
    return Exists(rows.order_by())


def in_finished() -> OneOf:
    """Recommended lines of finished dossiers.

    Nearly every dossier is finished: joined, PostgreSQL reads all of them to meet those few that
    still hold such a line. So it is asked of the dossiers of recommended lines alone, once each.
    """
    offered = Nomination.objects.filter(state=NominationState.RECOMMENDED).order_by()
    holding = OneOf("pk", offered.values("dossier").distinct())
    finished = Dossier.objects.filter(holding, state__in=FINISHED_STATES).order_by()
    return OneOf("dossier", finished.values("pk"))


def of_finished() -> In:
    """The same, asked line by line: where every such line is grouped by what the Council said.

    Of keys that are gathered first PostgreSQL expects ten, and answers each condition of 3,000
    lines by a question of its own: 230 ms for 70.
    """
    state = Dossier.objects.filter(pk=OuterRef("dossier")).order_by().values("state")
    return In(Subquery(state), FINISHED_STATES)


def waiting(day: date) -> QuerySet[Nomination]:
    """Recommended lines of finished dossiers that must come before the Council and do not yet.

    What stands in a live decision already went there by the rule of the day it was composed.
    """
    rows = Nomination.objects.filter(
        *(~Q(Exists(ask())) for ask in lines_on_paper),
        asked_on(day),
        ~Q(pending()),
        ~Q(passed()),
        in_finished(),
        state=NominationState.RECOMMENDED,
    )
    rows = rows.select_related("dossier__unit", "dossier__plan__campaign", "award_type")
    return rows.order_by("award_type__order", "dossier__unit__sort_key", "dossier_id", "name_key")


class HeldUp(NamedTuple):
    """How many lines no decision may take yet because of the Council."""

    there: int = 0  # before it, without a conclusion
    missing: int = 0  # to be brought there

    @property
    def count(self) -> int:
        """Both."""
        return self.there + self.missing


def hold_on(day: date) -> Case:
    """What keeps a recommended nomination from a decision of that day, as a column of it.

    Nothing where `cleared` lets it go on.
    """
    return Case(
        When(pending(), then=Value(Hold.THERE.value)),
        When(asked_on(day) & ~Q(passed()), then=Value(Hold.MISSING.value)),
        When(failed(), then=Value(Hold.FAILED.value)),
        default=Value(""),
        output_field=CharField(),
    )


def results_of(nominations: Collection[Nomination]) -> dict[int, CaseLine]:
    """{nomination: its newest conclusion}, with case, session and papers, in one query."""
    rows = CaseLine.objects.filter(
        nomination__in=keys_as_rows(line.pk for line in nominations),
        case__award_type=F("nomination__award_type"),
        outcome__in=[LineOutcome.PASSED, LineOutcome.FAILED],
    )
    rows = rows.select_related("case__session__minutes", "case__count_minutes", "case__award_type")
    papers = [f"case__{way}__context" for way in ("session__minutes", "count_minutes")]
    return {row.nomination_id: row for row in rows.defer(*papers).order_by("pk")}


class LineStanding(NamedTuple):
    """Where the Council stands with one line: before it now, and what it said last."""

    is_pending: bool = False
    outcome: str = ""


def standings_of(nominations: Collection[Nomination]) -> dict[int, LineStanding]:
    """{nomination: where the Council stands with it}, in one query; none: it never came there."""
    rows = CaseLine.objects.filter(nomination__in=keys_as_rows(line.pk for line in nominations))
    rows = rows.exclude(outcome=LineOutcome.OUT).order_by("pk")
    awards = {line.pk: line.award_type_id for line in nominations}
    pending, outcomes = set(), {}
    for pk, award, outcome in rows.values_list("nomination", "case__award_type", "outcome"):
        if not outcome:
            pending.add(pk)
        elif award == awards[pk]:
            outcomes[pk] = outcome
    there = {*pending, *outcomes}
    return {pk: LineStanding(pk in pending, outcomes.get(pk, "")) for pk in there}


_TOLD = {
    LineOutcome.PASSED.value: ("passed", "Hội đồng đã thông qua."),
    LineOutcome.FAILED.value: ("failed", "Hội đồng không thông qua."),
}


def told_of(nominations: Collection[Nomination]) -> dict[int, tuple[str, str]]:
    """The same for whoever holds lines against the law (`registry.vote_standings`)."""
    found = {}
    for pk, standing in standings_of(nominations).items():
        if standing.is_pending:
            found[pk] = ("waiting", "Đang chờ Hội đồng kết luận.")
        elif standing.outcome in _TOLD:
            found[pk] = _TOLD[standing.outcome]
    return found


def register() -> None:
    """Called once when the apps are loaded."""
    vote_standings.add(told_of)

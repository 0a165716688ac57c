"""What the Council has said of a line, read by whoever goes on with it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from council.enums import CaseOutcome
from council.models import CaseLine
from council.queries.rule import asked_on
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.workflow import FINISHED_STATES


def passed() -> Exists:
    """Nominations that the Council passed, for the award they are proposed for now."""
    rows = CaseLine.objects.filter(nomination=OuterRef("pk"), outcome=CaseOutcome.PASSED)
    return Exists(rows.filter(case__award_type=OuterRef("award_type")).order_by())


def pending() -> Exists:
    """Nominations that lie before the Council and have no conclusion yet."""
    return Exists(CaseLine.objects.filter(nomination=OuterRef("pk"), outcome="").order_by())


def cleared(day: date) -> Q:
    """Nominations that the law of that day lets go on to a decision without another vote."""
    return ~Q(pending()) & (~asked_on(day) | Q(passed()))


def waiting(day: date) -> QuerySet[Nomination]:
    """Recommended lines of finished dossiers that must come before the Council and do not yet."""
    rows = Nomination.objects.filter(
        asked_on(day),
        ~Q(pending()),
        ~Q(passed()),
        state=NominationState.RECOMMENDED,
        dossier__state__in=FINISHED_STATES,
    )
    rows = rows.select_related("dossier__unit", "dossier__plan__campaign", "award_type")
    return rows.order_by("award_type__order", "dossier__unit__sort_key", "dossier_id", "name_key")


def results_of(nominations: list[Nomination]) -> dict[int, CaseLine]:
    """{nomination: its newest conclusion}, with case and session, in one query."""
    rows = CaseLine.objects.filter(
        nomination__in=[line.pk for line in nominations],
        outcome__in=[CaseOutcome.PASSED, CaseOutcome.FAILED],
    )
    rows = rows.select_related("case__session", "case__award_type").order_by("pk")
    return {row.nomination_id: row for row in rows}

"""Last days of plans that come near: sending one at the start of the year, filing under one."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from campaigns.enums import PlanReminderKind as K, PlanState
from campaigns.models import AwardPlan, FilingExtension, PlanReminder
from campaigns.queries import window as window_queries
from law.queries import regime as regime_queries
from nganam_awards.core.registry import plan_filers


# Days left at which a unit is reminded: the office's habit, not law.
DAYS = (14, 7, 3, 1, 0)
IN_UNIT = (PlanState.DRAFT, PlanState.AWAITING_HEAD)


def due(today: date) -> Iterator[PlanReminder]:
    """Reminders that should stand on the day, the last threshold passed of each; not saved.

    Those that were noted already come again: the unique row tells them apart.
    """
    cutoff = regime_queries.rule_set_on(today).cutoff_in(today.year)
    if (mark := _passed(cutoff, today)) is not None:
        drafts = AwardPlan.objects.filter(state__in=IN_UNIT, review_year=today.year)
        for plan in drafts.select_related("campaign"):
            yield _noted(plan, plan.campaign.organiser_id, K.SEND, cutoff, mark)
    last = last_days(_open(today))
    filed = filed_under({plan.pk for plan, _ in last})
    for (plan, unit), day in last.items():
        if (plan.pk, unit) not in filed and (mark := _passed(day, today)) is not None:
            yield _noted(plan, unit, K.FILE, day, mark)


def last_days(plans: Iterable[AwardPlan]) -> dict[tuple[AwardPlan, int], date]:
    """{(plan, unit that files under it): its last day, with what was granted to it}."""
    plans = list(plans)
    found = {
        (plan, unit): window_queries.closes_on(plan) for plan in plans for unit in _filing(plan)
    }
    by_pk = {plan.pk: plan for plan in plans}
    granted = FilingExtension.objects.filter(plan__in=plans).order_by("pk")
    for plan, unit, day in granted.values_list("plan", "unit", "closes_on"):
        if (key := (by_pk[plan], unit)) in found:
            found[key] = max(window_queries.closes_on(by_pk[plan]), day)
    return found


def filed_under(plans: Iterable[int]) -> set[tuple[int, int]]:
    """(plan, unit) that has filed; whoever has is not reminded."""
    plans = list(plans)
    return {pair for ask in plan_filers for pair in ask(plans)}


def still_wait(reminders: Iterable[PlanReminder]) -> list[PlanReminder]:
    """Those whose plan stands where the reminder met it, with the same last day before it."""
    reminders = list(reminders)
    plans = {row.plan_id: row.plan for row in reminders if row.kind == K.FILE}
    open_ones = [plan for plan in plans.values() if plan.state == PlanState.APPROVED]
    last = {(plan.pk, unit): day for (plan, unit), day in last_days(open_ones).items()}
    filed = filed_under(plans)
    return [
        row
        for row in reminders
        if (
            row.plan.state in IN_UNIT
            if row.kind == K.SEND
            else last.get((row.plan_id, row.unit_id)) == row.about_on
            and (row.plan_id, row.unit_id) not in filed
        )
    ]


def _filing(plan: AwardPlan) -> set[int]:
    """Units that file under it; Phòng Nội vụ launches for the whole town and files nothing."""
    organiser = set() if plan.campaign.is_town_wide else {plan.campaign.organiser_id}
    return organiser | {unit.pk for unit in plan.participants.all()}


def _open(today: date) -> Iterable[AwardPlan]:
    """Approved plans of the year that file today; those whose end is far off are left out."""
    rows = AwardPlan.objects.filter(state=PlanState.APPROVED, review_year=today.year)
    rows = rows.select_related("campaign").prefetch_related("participants")
    return [plan for plan in rows if window_queries.opens_on(plan) <= today]


def _passed(day: date, today: date) -> int | None:
    left = (day - today) // timedelta(days=1)
    return min((mark for mark in DAYS if 0 <= left <= mark), default=None)


def _noted(plan: AwardPlan, unit: int, kind: K, day: date, mark: int) -> PlanReminder:
    return PlanReminder(plan=plan, unit_id=unit, kind=kind, about_on=day, threshold=mark)

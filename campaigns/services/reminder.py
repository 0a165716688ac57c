"""Reminders of last days of plans: noted once for each threshold, then told."""

from django.db import transaction

from campaigns.models import PlanReminder
from campaigns.notifications.reminder import tell_of_plans
from campaigns.queries import reminder as reminder_queries
from law.queries import office_hour as office_hour_queries
from nganam_awards.core import clock


AT_ONCE = 1_000


def note_due() -> int:
    """Writes down which thresholds are behind on this working day; how many are looked at."""
    now = clock.now()
    if not office_hour_queries.is_open(now):
        return 0
    found = list(reminder_queries.due(now.date()))
    PlanReminder.objects.bulk_create(found, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(found)


def tell_noted() -> int:
    """Tells what was noted and not told; what has ended meanwhile is forgotten. How many."""
    with transaction.atomic():
        rows = PlanReminder.objects.untold().order_by("pk")
        locked = list(
            rows.select_for_update(of=("self",), skip_locked=True)
            .select_related("plan__campaign", "unit")
            .prefetch_related("plan__participants")[:AT_ONCE]
        )
        waiting = reminder_queries.still_wait(locked)
        told = {row.pk for row in waiting}
        gone = {row.pk for row in locked} - told
        PlanReminder.objects.filter(pk__in=gone).delete()
        count = tell_of_plans(waiting)
        PlanReminder.objects.filter(pk__in=told).update(told_at=clock.now())
    return count

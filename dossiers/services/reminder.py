"""Reminders: noted once for each threshold, then told, each person once for all of a kind.

Two movements, so that either may be repeated at any time: a row that was not told is what waits.
"""

from django.db import transaction

from dossiers.enums import ReminderKind
from dossiers.models import Dossier, DossierReminder
from dossiers.models.reminder import LONGEST_REMINDER
from dossiers.notifications.reminder import tell_of_reminders
from dossiers.queries import reminder as reminder_queries
from law.queries import office_hour as office_hour_queries
from nganam_awards.core import clock
from nganam_awards.core.text import clean_line
from units.models import User


AT_ONCE = 1_000


def note_by_hand(dossier: Dossier, *, by: User, words: str = "") -> DossierReminder:
    """Notes that a person reminds whoever has the next step; the caller holds the dossier locked.

    Told within half a minute, several dossiers of one person in one message.
    """
    today = clock.today()
    before = dossier.reminders.filter(kind=ReminderKind.BY_HAND, about_on=today).count()
    return DossierReminder.objects.create(
        dossier=dossier,
        kind=ReminderKind.BY_HAND,
        about_on=today,
        threshold=before,
        by=by,
        words=clean_line(words)[:LONGEST_REMINDER],
    )


def note_due() -> int:
    """Writes down which thresholds are behind on this working day; how many are looked at."""
    now = clock.now()
    if not office_hour_queries.is_open(now):
        return 0
    found = list(reminder_queries.due(now.date()))
    DossierReminder.objects.bulk_create(found, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(found)


def tell_noted() -> int:
    """Tells what was noted and not told; how many messages.

    What has ended meanwhile is told to nobody and forgotten: its row would say that somebody was.
    """
    with transaction.atomic():
        rows = DossierReminder.objects.untold().order_by("pk")
        locked = list(
            rows.select_for_update(of=("self",), skip_locked=True)
            .select_related("dossier__unit", "dossier__officer", "dossier__supplement", "by")
            .defer("dossier__supplement__before", "dossier__supplement__changes")[:AT_ONCE]
        )
        open_ones = [row for row in locked if reminder_queries.still_waits(row)]
        gone = {row.pk for row in locked} - {row.pk for row in open_ones}
        DossierReminder.objects.filter(pk__in=gone).delete()
        count = tell_of_reminders(open_ones)
        told = [row.pk for row in open_ones]
        DossierReminder.objects.filter(pk__in=told).update(told_at=clock.now())
    return count

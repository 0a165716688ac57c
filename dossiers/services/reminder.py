"""Reminders: noted once for each threshold, then told, each person once for all of a kind.

Two movements, so that either may be repeated at any time: a row that was not told is what waits.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import ReminderKind
from dossiers.models import Dossier, DossierReminder
from dossiers.notifications.reminder import tell_of_reminders
from dossiers.queries import reminder as reminder_queries
from dossiers.rules import reminder as reminder_rules
from law.queries import office_hour as office_hour_queries
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line
from units.models import User


AT_ONCE = 1_000


def remind(dossier: Dossier, *, by: User, words: str = "") -> DossierReminder:
    """Reminds by hand whoever has the next step; once a day for each dossier.

    They are told within half a minute, those of whom several dossiers are reminded in one message.
    Raises PermissionDenied to strangers, Refused with what stands in the way.
    """
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if not reminder_rules.can_remind(by, locked):
            raise PermissionDenied
        if blockers := reminder_rules.remind_blockers(locked, by):
            raise Refused(*blockers)
        return DossierReminder.objects.create(
            dossier=locked,
            kind=ReminderKind.BY_HAND,
            about_on=clock.today(),
            threshold=0,
            by=by,
            words=clean_line(words)[:300],
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

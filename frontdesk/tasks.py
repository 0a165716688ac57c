"""What the clock does across the rooms; every task may run twice (law 7)."""

from datetime import datetime

from celery import shared_task
from django.db import transaction

from frontdesk import digest
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.models import MailChoice


@shared_task
def write_digests() -> None:
    """By the office clock, at half past seven: one letter a person who wants it and has work."""
    morning = digest.morning(clock.now())
    if morning is None:
        return
    waiting = MailChoice.objects.awaiting_digest(morning).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        _write(pk, morning)


def _write(pk: int, morning: datetime) -> None:
    """A second delivery finds the day written on the row and leaves."""
    with transaction.atomic():
        rows = MailChoice.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        choice = rows.awaiting_digest(morning).filter(pk=pk).select_related("user").first()
        if choice is None:
            return
        day = morning.date()
        if (found := digest.digest_of(choice.user, day)) is not None:
            subject = f"Việc sáng {day:%d/%m/%Y}: {found.count} việc đang chờ anh/chị"
            outbox.mail(
                choice.user, subject, "emails/digest.txt", f"digest:{day}:{pk}", digest=found
            )
        choice.digested_on = day
        choice.save(update_fields=["digested_on"])

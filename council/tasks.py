"""What the clock does for the Council; every task may run twice (law 7)."""

from celery import shared_task

from council.services import reminder as reminder_services


@shared_task
def remind_of_near() -> None:
    """By the office clock: sessions and written opinions that come near, once a person and day."""
    reminder_services.tell_due()

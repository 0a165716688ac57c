"""What the clock does with plans; every task may run twice (law 7)."""

from celery import shared_task

from campaigns.services import reminder as reminder_services


@shared_task
def remind_of_last_days() -> None:
    """By the office clock: last days of sending and filing, once for each threshold."""
    if reminder_services.note_due():
        reminder_services.tell_noted()

"""What the clock does with dossiers; every task may run twice (law 7)."""

from celery import shared_task

from dossiers import chores, transitions


@shared_task
def empty_trash() -> None:
    """Once a day: drafts that lay in the bin long enough go for good."""
    chores.empty_trash()


@shared_task
def stop_overdue() -> None:
    """Once a day: what nobody supplemented in time ends."""
    transitions.stop_overdue()

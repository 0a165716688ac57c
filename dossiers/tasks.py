"""What the clock does with dossiers; every task may run twice (law 7)."""

from celery import shared_task

from dossiers import chores


@shared_task
def empty_trash() -> None:
    """Once a day: drafts that lay in the bin long enough go for good."""
    chores.empty_trash()

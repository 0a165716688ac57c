"""What the clock does with dossiers; every task may run twice (law 7)."""

from celery import shared_task

from dossiers import chores, importing, scanning, transitions


@shared_task
def empty_trash() -> None:
    """Once a day: drafts that lay in the bin long enough go for good."""
    chores.empty_trash()


@shared_task
def stop_overdue() -> None:
    """Once a day: what nobody supplemented in time ends."""
    transitions.stop_overdue()


@shared_task
def check_list(pk: int) -> None:
    """One Excel list, if nobody else is at it."""
    importing.run(pk)


@shared_task
def check_left_behind() -> None:
    """Lists whose check nobody took up, or whose machine died."""
    for pk in importing.left_behind():
        importing.run(pk)


@shared_task
def scan_attachment(pk: int) -> None:
    """One file, if it still waits."""
    scanning.run(pk)


@shared_task
def scan_waiting() -> None:
    """Files whose message was lost, or whose scanner was silent."""
    for pk in scanning.due():
        scan_attachment.delay(pk)

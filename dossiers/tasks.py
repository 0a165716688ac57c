"""What the clock does with dossiers; every task may run twice (law 7)."""

from celery import shared_task

from dossiers.services import (
    list_import as list_import_services,
    scan as scan_services,
    trash as trash_services,
)
from dossiers.transitions import supplement as supplement_transitions


@shared_task
def empty_trash() -> None:
    """By the office clock: drafts that lay in the bin long enough go for good."""
    trash_services.empty_trash()


@shared_task
def stop_overdue() -> None:
    """By the office clock: what nobody supplemented in time ends."""
    supplement_transitions.stop_overdue()


@shared_task
def check_list(pk: int) -> None:
    """One Excel list, if nobody else is at it."""
    list_import_services.run(pk)


@shared_task
def check_left_behind() -> None:
    """Lists whose check nobody took up, or whose machine died."""
    for pk in list_import_services.left_behind():
        list_import_services.run(pk)


@shared_task
def scan_attachment(pk: int) -> None:
    """One file, if it still waits."""
    scan_services.run(pk)


@shared_task
def scan_waiting() -> None:
    """Files whose message was lost, or whose scanner was silent."""
    for pk in scan_services.due():
        scan_attachment.delay(pk)

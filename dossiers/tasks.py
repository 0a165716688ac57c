"""What the clock does with dossiers; every task may run twice (law 7)."""

from celery import shared_task

from dossiers.models import ListImport
from dossiers.services import (
    list_import as list_import_services,
    reminder as reminder_services,
    trash as trash_services,
)
from dossiers.transitions import supplement as supplement_transitions
from nganam_awards.core.files.stored_file import StoredFile


@shared_task
def empty_trash() -> None:
    """By the office clock: drafts that lay in the bin long enough go for good."""
    trash_services.empty_trash()


@shared_task
def stop_overdue() -> None:
    """By the office clock: what nobody supplemented in time ends."""
    supplement_transitions.stop_overdue()


@shared_task
def remind_of_due() -> None:
    """By the office clock, on working days: what is due or late is noted once a threshold."""
    if reminder_services.note_due():
        reminder_services.tell_noted()


@shared_task
def tell_reminders() -> None:
    """Reminders by hand, gathered for half a minute so that one person reads one message."""
    reminder_services.tell_noted()


@shared_task
def check_list(pk: int) -> None:
    """One Excel list, if nobody else is at it; then its copy with what is wrong beside it."""
    list_import_services.run(pk)
    mark_list.delay(pk)


@shared_task
def mark_list(pk: int) -> None:
    """The copy of a checked list with its problems written into it."""
    list_import_services.mark(pk)


@shared_task
def check_left_behind() -> None:
    """Lists whose check nobody took up, or whose machine died."""
    for pk in list_import_services.left_behind():
        check_list.delay(pk)


def check_scanned(row: StoredFile) -> None:
    """A list whose scan is over waits no longer for its check."""
    if isinstance(row, ListImport):
        check_list.delay(row.pk)

"""What the clock does with dossiers; every task may run twice (law 7)."""

from uuid import UUID

from celery import shared_task

from dossiers.models import ListImport
from dossiers.services import (
    bulk as bulk_services,
    limit as limit_services,
    list_import as list_import_services,
    member as member_services,
    reminder as reminder_services,
    trash as trash_services,
)
from dossiers.transitions import bulk as bulk_transitions, supplement as supplement_transitions
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.registry import calendar_listeners, scan_listeners
from units.models import User


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
def read_members(line: int, token: str, file: str, person: int) -> None:
    """The rows of a list of members. Twice is once: the file is read and gone."""
    by = User.objects.get(pk=person)
    member_services.read(line, token, UUID(file), by=by)


@shared_task
def check_left_behind() -> None:
    """Lists whose check nobody took up, or whose machine died."""
    for pk in list_import_services.left_behind():
        check_list.delay(pk)


def check_scanned(row: StoredFile) -> None:
    """A list whose scan is over waits no longer for its check."""
    if isinstance(row, ListImport):
        check_list.delay(row.pk)


@shared_task
def recalculate(pk: int) -> None:
    """The days of open dossiers, as a changed calendar counts them."""
    limit_services.run(pk)


@shared_task
def recalculate_left_behind() -> None:
    """Runs nobody took up, or whose machine died."""
    for pk in limit_services.left_behind():
        recalculate.delay(pk)


def follow_calendar(words: str, by: User | None) -> None:
    """A changed calendar moves the days of open dossiers: few at once, many in a worker."""
    recalculation = limit_services.order(words, by)
    if recalculation is not None:
        start = recalculate if limit_services.is_short(recalculation) else recalculate.delay
        after_commit(start, recalculation.pk)


@shared_task
def run_bulk(pk: int) -> None:
    """What was confirmed for many dossiers; delivered twice, the items are shared."""
    bulk_transitions.run(pk)


@shared_task
def run_bulks_left_behind() -> None:
    """Bulks that nobody took up, or whose machine died."""
    for pk in bulk_services.left_behind():
        run_bulk.delay(pk)


def register() -> None:
    """Called once when the apps are loaded."""
    scan_listeners.add(check_scanned)
    calendar_listeners.add(follow_calendar)

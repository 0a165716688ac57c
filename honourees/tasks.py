"""What workers do with the register: lists of earlier years, records that may be one (law 7)."""

from celery import shared_task

from honourees.models import PastList
from honourees.services import likeness as likeness_services, past_list as past_list_services
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.registry import scan_listeners


@shared_task
def check_past_list(pk: int) -> None:
    """One list, if nobody else is at it."""
    past_list_services.run(pk)


@shared_task
def write_past_list(pk: int) -> None:
    """The rows that a person has confirmed."""
    past_list_services.write(pk)


@shared_task
def past_lists_left_behind() -> None:
    """Lists that nobody took up, or whose machine died."""
    to_check, to_write = past_list_services.left_behind()
    for pk in to_check:
        check_past_list.delay(pk)
    for pk in to_write:
        write_past_list.delay(pk)


def check_scanned(row: StoredFile) -> None:
    """A list whose scan is over waits no longer for its check."""
    if isinstance(row, PastList):
        check_past_list.delay(row.pk)


def register() -> None:
    """Called once when the apps are loaded."""
    scan_listeners.add(check_scanned)


@shared_task
def look_at_new() -> None:
    """New records, held against those they may be: after an issue, a filing, an import."""
    likeness_services.look_at_new()


@shared_task
def look_again() -> None:
    """Every night a part of the register anew."""
    likeness_services.look_again()

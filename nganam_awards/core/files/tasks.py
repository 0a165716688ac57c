"""Opening what took long; scanning for viruses after the upload, again while the scanner is silent.

Every task may run twice (law 7); beat asks again for what a lost message or a silence left.
"""

from collections.abc import Iterator
from datetime import timedelta

from celery import shared_task
from django.apps import apps
from django.db import transaction
from django.db.models import Q

from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files import acceptance, antivirus, child
from nganam_awards.core.files.stored_file import UNANSWERED, Scan, StoredFile
from nganam_awards.core.models import KeptUpload
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import scan_listeners


PATIENCE = timedelta(minutes=10)  # a file waits no longer for a silent scanner
_AGAIN = timedelta(hours=1)  # between two tries with a silent scanner, once patience is over
_AT_ONCE = 50
MOST_TRIES = 2  # to open one file


@shared_task
def scan(label: str, pk: int) -> None:
    """Scan one file, if it still has no answer, and write what came of it."""
    rows = apps.get_model(label)._default_manager.filter(pk=pk, scan__in=UNANSWERED)
    if (row := rows.first()) is None:
        return
    try:
        with row.file.open("rb") as file:
            virus = antivirus.virus_in(file)
    except (antivirus.Silent, FileNotFoundError):
        _note_silence(row)
    else:
        _note_answer(row, virus)


@shared_task
def open_stored(label: str, pk: int) -> None:
    """Open a file that the request could not wait for; after two tries nobody reads it."""
    if (row := _next_try(apps.get_model(label), pk)) is None:
        return
    try:
        with row.file.open("rb") as file:
            kind, page_count = acceptance.inspect(
                file, row.name, row.accepted_kinds, child.IN_BACKGROUND
            )
    except child.BeyondLimits as refusal:
        if row.tries >= MOST_TRIES:
            _note_flaw(row, *refusal.reasons)
    except Refused as refusal:
        _note_flaw(row, *refusal.reasons)
    except FileNotFoundError:
        _note_flaw(row, "Tệp không còn trên máy chủ.")
    else:
        _note_opened(row, acceptance.CONTENT_TYPES[kind], page_count)


@shared_task
def scan_waiting() -> None:
    """Files whose message was lost, whose worker died, or whose scanner was silent."""
    for model in _stored_models():
        for pk in model._default_manager.filter(scan=Scan.OPENING).values_list("pk")[:_AT_ONCE]:
            open_stored.delay(model._meta.label, *pk)
    for row in due():
        scan.delay(row._meta.label, row.pk)


@shared_task
def forget_kept_uploads() -> None:
    """Files kept for forms that nobody sent again."""
    old = KeptUpload.objects.filter(kept_at__lt=clock.machine_now() - KeptUpload.LASTS)
    for row in old.order_by("pk")[:_AT_ONCE]:
        with transaction.atomic():
            row.delete()
            after_commit(row.file.storage.delete, row.file.name)


def due() -> list[StoredFile]:
    """Files that wait for their scan, those whose scanner was silent an hour ago, and at last
    those from before the office had a scanner."""
    if not antivirus.is_on():
        return []
    return [row for found in _kinds_of_due() for row in found][:_AT_ONCE]


def send(row: StoredFile) -> None:
    """Ask for the scan once the transaction stands; beat finds what this message loses."""
    if row.scan == Scan.OPENING:
        after_commit(open_stored.delay, row._meta.label, row.pk)
    if row.scan == Scan.WAITING:
        after_commit(scan.delay, row._meta.label, row.pk)


def next_scan() -> Scan:
    """What comes once a file has been opened."""
    return Scan.WAITING if antivirus.is_on() else Scan.OFF


def _stored_models() -> list[type[StoredFile]]:
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def _next_try(model: type[StoredFile], pk: int) -> StoredFile | None:
    """The row with its try counted, so that a worker that dies of it counts, too."""
    with transaction.atomic():
        rows = model._default_manager.select_for_update(of=("self",), no_key=True)
        row = rows.filter(pk=pk, scan=Scan.OPENING).first()
        if row is None:
            return None
        if row.tries < MOST_TRIES:
            row.tries += 1
            row.save(update_fields=["tries"])
            return row
    _note_flaw(row, *child.BeyondLimits().reasons)
    return None


def _note_opened(row: StoredFile, content_type: str, page_count: int | None) -> None:
    with transaction.atomic():
        if (locked := _locked(row, Scan.OPENING)) is None:
            return
        locked.content_type, locked.page_count = content_type, page_count
        locked.scan = next_scan()
        locked.save(update_fields=["content_type", "page_count", "scan"])
        send(locked)
        if locked.scan == Scan.OFF:
            _tell(locked)


def _note_flaw(row: StoredFile, *reasons: str) -> None:
    with transaction.atomic():
        if (locked := _locked(row, Scan.OPENING)) is None:
            return
        locked.scan, locked.flaw = Scan.UNREADABLE, " ".join(reasons)[:1000]
        locked.save(update_fields=["scan", "flaw"])
        _tell(locked)


def _kinds_of_due() -> Iterator[list[StoredFile]]:
    silent_long = Q(scan=Scan.SILENT, scanned_at__lt=clock.machine_now() - _AGAIN)
    for wanted in (Q(scan=Scan.WAITING) | silent_long, Q(scan=Scan.OFF)):
        for model in _stored_models():
            yield list(model._default_manager.filter(wanted).order_by("pk")[:_AT_ONCE])


def _note_answer(row: StoredFile, virus: str) -> None:
    with transaction.atomic():
        if (locked := _locked(row)) is None:
            return
        locked.scan = Scan.INFECTED if virus else Scan.CLEAN
        locked.virus, locked.scanned_at = virus[:100], clock.machine_now()
        locked.save(update_fields=["scan", "virus", "scanned_at"])
        _tell(locked)


def _note_silence(row: StoredFile) -> None:
    now = clock.machine_now()
    with transaction.atomic():
        if (locked := _locked(row)) is None:
            return
        before, locked.scan_asked_at = locked.scan, locked.scan_asked_at or now
        if before == Scan.OFF or now - locked.scan_asked_at >= PATIENCE:
            locked.scan = Scan.SILENT  # what was in use already waits for nobody
        locked.scanned_at = now
        locked.save(update_fields=["scan", "scan_asked_at", "scanned_at"])
        if before == Scan.WAITING and locked.scan == Scan.SILENT:
            _tell(locked)


def _locked(row: StoredFile, *states: Scan) -> StoredFile | None:
    """The row, if it still holds the file that was looked at and nobody answered for it."""
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=row.pk, file=row.file.name, scan__in=states or UNANSWERED).first()


def _tell(row: StoredFile) -> None:
    for listener in scan_listeners:
        after_commit(listener, row)

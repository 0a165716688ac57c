"""Scanning for viruses: after the upload, again while the scanner is silent, never twice over.

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
from nganam_awards.core.files import antivirus
from nganam_awards.core.files.stored_file import UNANSWERED, Scan, StoredFile
from nganam_awards.core.models import KeptUpload
from nganam_awards.core.registry import scan_listeners


PATIENCE = timedelta(minutes=10)  # a file waits no longer for a silent scanner
_AGAIN = timedelta(hours=1)  # between two tries with a silent scanner, once patience is over
_AT_ONCE = 50


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
def scan_waiting() -> None:
    """Files whose message was lost, or whose scanner was silent."""
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
    if row.scan == Scan.WAITING:
        after_commit(scan.delay, row._meta.label, row.pk)


def _kinds_of_due() -> Iterator[list[StoredFile]]:
    silent_long = Q(scan=Scan.SILENT, scanned_at__lt=clock.machine_now() - _AGAIN)
    for wanted in (Q(scan=Scan.WAITING) | silent_long, Q(scan=Scan.OFF)):
        for model in apps.get_models():
            if issubclass(model, StoredFile):
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


def _locked(row: StoredFile) -> StoredFile | None:
    """The row, if it still holds the file that was scanned and nobody answered for it."""
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=row.pk, file=row.file.name, scan__in=UNANSWERED).first()


def _tell(row: StoredFile) -> None:
    for listener in scan_listeners:
        after_commit(listener, row)

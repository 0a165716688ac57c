"""Quét vi-rút tệp đính kèm: after the upload, again while the scanner is silent, never twice over.

A file that waits is not handed over; one whose scanner stayed silent for `PATIENCE` goes on with a
word to whoever opens it, so that a broken scanner stops nobody in December. Beat asks again.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from dossiers.enums import Scan
from dossiers.models import Attachment
from nganam_awards.core import clock
from nganam_awards.core.files import antivirus


PATIENCE = timedelta(minutes=10)
_AGAIN = timedelta(hours=1)  # between two tries with a silent scanner, once patience is over
_AT_ONCE = 50


def first_state() -> str:
    """What a fresh upload waits for."""
    return Scan.WAITING if antivirus.is_on() else Scan.OFF


def run(pk: int) -> None:
    """Scan one file and write what came of it."""
    attachment = Attachment.objects.filter(pk=pk, scan__in=[Scan.WAITING, Scan.SILENT]).first()
    if attachment is None:
        return
    try:
        with attachment.file.open("rb") as file:
            virus = antivirus.virus_in(file)
    except (antivirus.Silent, FileNotFoundError):
        _note_silence(attachment)
        return
    Attachment.objects.filter(pk=pk).update(
        scan=Scan.INFECTED if virus else Scan.CLEAN,
        virus=virus[:100],
        scanned_at=clock.machine_now(),
    )


def due() -> list[int]:
    """Files that wait for their scan, and those whose scanner was silent an hour ago."""
    if not antivirus.is_on():
        return []
    rows = Attachment.objects.filter(
        Q(scan=Scan.WAITING) | Q(scan=Scan.SILENT, scanned_at__lt=clock.machine_now() - _AGAIN)
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])


def _note_silence(attachment: Attachment) -> None:
    now = clock.machine_now()
    with transaction.atomic():
        row = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
        if row is None or row.scan not in {Scan.WAITING, Scan.SILENT}:
            return
        row.scan_asked_at = row.scan_asked_at or now
        if now - row.scan_asked_at >= PATIENCE:
            row.scan = Scan.SILENT
        row.scanned_at = now
        row.save(update_fields=["scan", "scan_asked_at", "scanned_at"])

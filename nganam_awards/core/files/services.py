"""Keeping what strangers upload: the same way in for every kind of file, and the way out."""

from collections.abc import Iterable
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files import tasks
from nganam_awards.core.files.acceptance import LIMIT_BYTES, Accepted
from nganam_awards.core.files.stored_file import Scan, StoredFile
from nganam_awards.core.models import KeptUpload


def store(row: StoredFile, upload: File, found: Accepted, *, by: object) -> StoredFile:
    """Keep an accepted file in its row; the scan is ordered once the transaction stands.

    What took too long to open is opened by a worker first.

    A row that held another file holds this one from now on.
    """
    if row.file:
        after_commit(row.file.storage.delete, row.file.name)
    upload.seek(0)
    upload.name = found.name
    row.file, row.name = upload, found.name
    row.content_type, row.size, row.sha256 = found.content_type, found.size, found.sha256
    row.page_count = found.page_count
    row.scan, row.virus = tasks.next_scan() if found.is_opened else Scan.OPENING, ""
    row.tries, row.flaw = 0, ""
    row.scan_asked_at = row.scanned_at = None
    row.uploaded_by, row.uploaded_at = by, clock.now()
    row.save()
    tasks.send(row)
    return row


def discard(row: StoredFile) -> None:
    """Delete a file: its row now, its bytes once the transaction stands."""
    row.delete()
    after_commit(row.file.storage.delete, row.file.name)


def keep_uploads(
    uploads: Iterable[UploadedFile], *, page: str, field: str, by: object
) -> list[KeptUpload]:
    """Giữ lại tệp đã chọn of a form that comes back; of this field nothing older stays."""
    with transaction.atomic():
        kept = [_kept(upload, page=page, field=field, by=by) for upload in uploads]
        found = [row for row in kept if row is not None]
        older = KeptUpload.objects.filter(person=by.pk, page=page, field=field)
        forget_uploads(older.exclude(pk__in=[row.pk for row in found]))
    return found


def _kept(upload: UploadedFile, *, page: str, field: str, by: object) -> KeptUpload | None:
    """The row that holds it; None for what no form would take anyway."""
    if (row := getattr(upload, "kept", None)) is not None:
        return row
    if not 0 < upload.size <= LIMIT_BYTES:
        return None
    upload.seek(0)
    return KeptUpload.objects.create(
        person_id=by.pk,
        page=page,
        field=field,
        file=File(upload, name=upload.name),
        name=upload.name[-255:],
        content_type=(upload.content_type or "")[:100],
        size=upload.size,
    )


def kept_uploads(keys: Iterable[UUID], *, page: str, field: str, by: object) -> list[UploadedFile]:
    """The files again, as if chosen once more; only their own person's, on their own page."""
    rows = KeptUpload.objects.filter(key__in=list(keys), person=by.pk, page=page, field=field)
    found = []
    for row in rows.filter(kept_at__gte=clock.machine_now() - KeptUpload.LASTS).order_by("pk"):
        if not row.file.storage.exists(row.file.name):
            continue
        upload = UploadedFile(row.file.open("rb"), row.name, row.content_type, row.size)
        upload.kept = row
        found.append(upload)
    return found


def forget_uploads(rows: Iterable[KeptUpload]) -> None:
    """What was taken, chosen anew or left behind."""
    with transaction.atomic():
        for row in rows:
            row.delete()
            after_commit(row.file.storage.delete, row.file.name)

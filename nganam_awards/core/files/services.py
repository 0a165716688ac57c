"""Keeping what strangers upload: the same way in for every kind of file, and the way out."""

from django.core.files.base import File

from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files import antivirus, tasks
from nganam_awards.core.files.acceptance import Accepted
from nganam_awards.core.files.stored_file import Scan, StoredFile


def store(row: StoredFile, upload: File, found: Accepted, *, by: object) -> StoredFile:
    """Keep an accepted file in its row; the scan is ordered once the transaction stands.

    A row that held another file holds this one from now on.
    """
    if row.file:
        after_commit(row.file.storage.delete, row.file.name)
    upload.seek(0)
    upload.name = found.name
    row.file, row.name = upload, found.name
    row.content_type, row.size, row.sha256 = found.content_type, found.size, found.sha256
    row.page_count = found.page_count
    row.scan, row.virus = Scan.WAITING if antivirus.is_on() else Scan.OFF, ""
    row.scan_asked_at = row.scanned_at = None
    row.uploaded_by, row.uploaded_at = by, clock.now()
    row.save()
    tasks.send(row)
    return row


def discard(row: StoredFile) -> None:
    """Delete a file: its row now, its bytes once the transaction stands."""
    row.delete()
    after_commit(row.file.storage.delete, row.file.name)

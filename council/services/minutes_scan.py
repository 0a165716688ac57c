"""Keeps the minutes as chair and secretary signed them."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from council.models import CouncilSession, SignedMinutes
from council.rules import minutes_scan as minutes_scan_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import AlreadyDone
from units.models import User
from units.services.act import named, note


def bring(obj: CouncilSession, *, upload: UploadedFile, by: User) -> SignedMinutes:
    """Stores the signed copy; a later one takes its place, and the log keeps what stood there."""
    found = acceptance.accept(upload, SignedMinutes.accepted_kinds)
    with transaction.atomic():
        locked = workflow.lock(CouncilSession, obj.pk)
        if not minutes_scan_rules.can_bring(by, locked):
            raise PermissionDenied
        row = SignedMinutes.objects.filter(session=locked).first() or SignedMinutes(session=locked)
        if row.pk and row.sha256 == found.sha256:
            raise AlreadyDone(f"«{row.name}» đã được tải lên trước đó, không có gì thay đổi.")
        if row.pk:
            note(by, "Thay biên bản đã ký của Hội đồng", _told(locked, row))
        return file_services.store(row, upload, found, by=by)


def _told(obj: CouncilSession, row: SignedMinutes) -> str:
    """Which file stood there: by its name, its hand and its hash."""
    at = clock.as_office(row.uploaded_at)
    told = f"{obj}: bản trước «{row.name}», {named(row.uploaded_by)} tải lên {at:%H:%M %d/%m/%Y}"
    return f"{told[:320]}, SHA-256 {row.sha256}"

"""A file that was uploaded, accepted and kept: what it is, and what the virus scanner said of it.

A file that waits for its scan is not handed over; one whose scanner stayed silent goes on with a
word to whoever opens it, so that a broken scanner stops nobody in December.
"""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from nganam_awards.core import clock
from nganam_awards.core.files.acceptance import ALL_KINDS


class Scan(models.TextChoices):
    """A file's virus scan (quét vi-rút); nothing is scanned where the office has no scanner."""

    OFF = "off", "Không quét vi-rút"
    WAITING = "waiting", "Đang quét vi-rút"
    CLEAN = "clean", "Không có vi-rút"
    INFECTED = "infected", "Có vi-rút"
    SILENT = "silent", "Chưa quét được vi-rút"
    OPENING = "opening", "Đang kiểm tra tệp"
    UNREADABLE = "unreadable", "Không đọc được"


# Without a word of the scanner yet; `off` too, for files from before there was one.
UNANSWERED = (Scan.OFF, Scan.WAITING, Scan.SILENT)
REFUSED = (Scan.INFECTED, Scan.UNREADABLE)  # never opened to anybody


def storage_name(row: "StoredFile", filename: str) -> str:
    """A name that says nothing, with the extension that the content earned."""
    return f"{row.folder}/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class StoredFile(models.Model):
    """An uploaded file: opened to be believed, scanned, stored outside the web root."""

    file = models.FileField("tệp", upload_to=storage_name, max_length=200)
    name = models.CharField("tên tệp", max_length=150)
    content_type = models.CharField("định dạng", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    page_count = models.PositiveIntegerField("số trang", null=True, blank=True)
    scan = models.CharField("quét vi-rút", max_length=10, choices=Scan.choices, default=Scan.OFF)
    tries = models.PositiveSmallIntegerField("số lần mở thử", default=0)
    flaw = models.CharField("vì sao không nhận", max_length=1000, blank=True)
    virus = models.CharField("vi-rút", max_length=100, blank=True)
    scan_asked_at = models.DateTimeField("hỏi máy quét lần đầu (giờ máy)", null=True, blank=True)
    scanned_at = models.DateTimeField("máy quét trả lời (giờ máy)", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", default=clock.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_names_its_virus",
                condition=~Q(scan=Scan.INFECTED) | ~Q(virus=""),
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
            models.CheckConstraint(
                name="%(class)s_says_its_flaw",
                condition=~Q(scan=Scan.UNREADABLE) | ~Q(flaw=""),
                violation_error_message="Tệp không đọc được phải ghi vì sao.",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(scan__in=UNANSWERED), name="%(class)s_to_scan"),
            models.Index(fields=["id"], condition=Q(scan=Scan.OPENING), name="%(class)s_to_open"),
        ]

    def __str__(self) -> str:
        return self.name

    accepted_kinds = ALL_KINDS  # what a worker may find when it opens the file

    @property
    def folder(self) -> str:
        """Where under the media folder its bytes lie."""
        raise NotImplementedError

    @property
    def is_infected(self) -> bool:
        """Kept as evidence, handed out to nobody."""
        return self.scan == Scan.INFECTED

    @property
    def is_refused(self) -> bool:
        """Has a virus, or nobody could open it: stays shut for good."""
        return self.scan in REFUSED

    @property
    def is_shut(self) -> bool:
        """Handed out to nobody: refused, or not opened yet."""
        return self.is_refused or self.scan == Scan.OPENING

    @property
    def scan_blocker(self) -> str:
        """Why it may not be handed on with others yet, or ever; empty: it may."""
        if self.is_infected:
            return f"«{self.name}» có vi-rút. Bỏ tệp này và tải lên một bản sạch."
        if self.scan == Scan.UNREADABLE:
            return f"«{self.name}» không đọc được. Bỏ tệp này và tải lên một bản khác. {self.flaw}"
        if self.scan == Scan.OPENING:
            return f"«{self.name}» đang được kiểm tra. Chờ ít phút rồi tải lại trang."
        if self.scan == Scan.WAITING:
            return f"«{self.name}» đang được quét vi-rút. Chờ ít phút rồi tải lại trang."
        return ""

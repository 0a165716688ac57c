"""Tệp đính kèm: one paper of the dossier, opened to be believed, stored outside the web root."""

from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dossiers.enums import Scan
from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from law.enums import DossierPart
from nganam_awards.core import clock


if TYPE_CHECKING:
    from units.models import User


def storage_name(attachment: "Attachment", filename: str) -> str:
    """A name that says nothing, with the extension that the content earned."""
    return f"attachments/{attachment.dossier_id}/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class AttachmentQuerySet(models.QuerySet):
    """Attachments of the dossiers that a person may see."""

    def visible_to(self, user: "User") -> "AttachmentQuerySet":
        """Where the dossier is visible, so are its papers."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def current(self) -> "AttachmentQuerySet":
        """What stands in the dossier now, without what was replaced."""
        return self.filter(replaced_by=None)

    def safe(self) -> "AttachmentQuerySet":
        """What of it may be handed out."""
        return self.current().exclude(scan=Scan.INFECTED)


class Attachment(models.Model):
    """Tệp đính kèm hồ sơ: which part of the dossier it is, and what was found inside."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="attachments")
    part = models.CharField("thành phần", max_length=30, choices=DossierPart.choices)
    line = models.ForeignKey(
        Nomination,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="của trường hợp",
    )
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="earlier"
    )
    file = models.FileField("tệp", upload_to=storage_name, max_length=200)
    name = models.CharField("tên tệp", max_length=150)
    content_type = models.CharField("định dạng", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    page_count = models.PositiveIntegerField("số trang", null=True, blank=True)
    scan = models.CharField("quét vi-rút", max_length=10, choices=Scan.choices, default=Scan.OFF)
    virus = models.CharField("vi-rút", max_length=100, blank=True)
    scan_asked_at = models.DateTimeField("hỏi máy quét lần đầu (giờ máy)", null=True, blank=True)
    scanned_at = models.DateTimeField("máy quét trả lời (giờ máy)", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", default=clock.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "part", "sha256"],
                condition=Q(replaced_by=None),
                name="one_copy_per_part",
                violation_error_message="Tệp này đã có trong hồ sơ.",
            ),
            models.CheckConstraint(
                name="infected_file_names_its_virus",
                condition=~Q(scan=Scan.INFECTED) | ~Q(virus=""),
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(scan__in=[Scan.WAITING, Scan.SILENT]),
                name="attachment_to_scan",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page: what it is, its pages as pictures."""
        return reverse("dossiers:attachment", args=[self.dossier.ref, self.pk])

    @property
    def is_infected(self) -> bool:
        """Kept as evidence, handed out to nobody."""
        return self.scan == Scan.INFECTED

    @property
    def pictures(self) -> int:
        """How many pages can be shown as pictures."""
        if self.is_infected:
            return 0
        if self.content_type == "application/pdf":
            return self.page_count or 0
        return int(self.content_type.startswith("image/"))

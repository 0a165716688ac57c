"""Attachment: one paper of the dossier, opened to be believed, stored outside the web root."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from law.enums import DossierPart
from nganam_awards.core.files.stored_file import (
    StoredFile,
    storage_name,  # noqa: F401 - migration 0001 looks for it here
)


if TYPE_CHECKING:
    from units.models import User


class AttachmentQuerySet(models.QuerySet):
    """Attachments of the dossiers that a person may see."""

    def visible_to(self, user: "User") -> "AttachmentQuerySet":
        """Where the dossier is visible, so are its papers."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def current(self) -> "AttachmentQuerySet":
        """What stands in the dossier now, without what was replaced."""
        return self.filter(replaced_by=None)


class Attachment(StoredFile):
    """An attachment (tệp đính kèm): which part of the dossier it is, and what was found inside."""

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

    objects = AttachmentQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = "tệp đính kèm"
        ordering = ["part", "pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["dossier", "part", "sha256"],
                condition=Q(replaced_by=None),
                name="one_copy_per_part",
                violation_error_message="Tệp này đã có trong hồ sơ.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("dossiers:attachment", args=[self.dossier.ref, self.pk])

    @property
    def folder(self) -> str:
        """One a dossier."""
        return f"attachments/{self.dossier_id}"

    @property
    def pictures(self) -> int:
        """How many pages can be shown as pictures."""
        if self.is_shut:
            return 0
        if self.content_type == "application/pdf":
            return self.page_count or 0
        return int(self.content_type.startswith("image/"))

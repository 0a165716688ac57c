"""Internal comments (ý kiến nội bộ): what Phòng Nội vụ writes to itself about a filed dossier."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class InternalComment(models.Model):
    """A comment (ý kiến nội bộ) on a dossier, or on one line of it. Append-only, never shown to
    the unit."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="comments")
    line = models.ForeignKey(
        Nomination,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name="về trường hợp",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = LongTextField("nội dung")
    written_at = models.DateTimeField("viết lúc", default=clock.now)

    class Meta:
        verbose_name = "ý kiến nội bộ"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text=""),
                violation_error_message="Ghi ý kiến nội bộ.",
            )
        ]
        indexes = [models.Index(fields=["dossier", "id"], name="comment_of_dossier")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:60]

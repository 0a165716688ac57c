"""Messages (trao đổi): what a unit and Phòng Nội vụ write to each other about a filed dossier."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class DossierMessage(models.Model):
    """A message (trao đổi). Append-only: what was said stays, who sees the dossier reads it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_from_unit = models.BooleanField("đơn vị viết")
    text = LongTextField("nội dung")
    written_at = models.DateTimeField("viết lúc", default=clock.now)

    class Meta:
        verbose_name = "lời trao đổi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="message_says_something",
                condition=~Q(text=""),
                violation_error_message="Ghi nội dung trao đổi.",
            )
        ]
        indexes = [models.Index(fields=["dossier", "id"], name="message_of_dossier")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:60]

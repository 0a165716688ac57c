"""Takeover: the head of a successor goes on with what an ended body began."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from nganam_awards.core import clock
from units.models import Unit


class Takeover(models.Model):
    """One dossier taken over: the head of the successor stands for its list.

    What was still inside the old unit becomes the successor's own; what was filed keeps its unit,
    its code and its receipt.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="takeovers")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị cũ")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị kế thừa")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thủ trưởng"
    )
    happened_at = models.DateTimeField("nhận lúc", default=clock.now)

    class Meta:
        verbose_name = "nhận hồ sơ của đơn vị cũ"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "old", "new"],
                name="taken_over_once",
                violation_error_message="Hồ sơ này đã được đơn vị kế thừa nhận.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier.ref}: {self.old} → {self.new}"

"""What the town had read of a dossier that its unit took home again."""

from django.db import models

from dossiers.models.dossier import Dossier
from nganam_awards.core import clock


class Edition(models.Model):
    """The dossier in words as it was filed, kept when the unit recalls it (thu hồi).

    Whoever had read it sees what reads otherwise once it is filed anew. A supplement keeps the
    same in `Supplement.before`.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="editions")
    words = models.JSONField("hồ sơ khi đó")
    ended_at = models.DateTimeField("thu hồi lúc", default=clock.now)

    class Meta:
        verbose_name = "bản đã nộp"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Bản đã nộp của hồ sơ {self.dossier_id}, thu hồi {self.ended_at:%d/%m/%Y}"

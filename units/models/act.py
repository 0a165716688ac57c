"""Who changed people, units and rights."""

import pgtrigger
from django.conf import settings
from django.db import models

from nganam_awards.core import clock


class AdminActQuerySet(models.QuerySet):
    """Acts, newest first."""

    def visible_to(self, user: object) -> "AdminActQuerySet":
        """The administrators' own log."""
        return self if user.has_perm("units.manage_units") else self.none()


class AdminAct(models.Model):
    """An administrative act: who did what to whom, when by the machine. Append-only by trigger."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người làm",
        help_text="Trống: lệnh trên máy chủ.",
    )
    what = models.CharField("việc", max_length=80)
    target = models.CharField("đối tượng", max_length=400)
    happened_at = models.DateTimeField("lúc (giờ máy)", default=clock.machine_now)

    objects = AdminActQuerySet.as_manager()

    class Meta:
        verbose_name = "việc quản trị"
        default_permissions = ()
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.target}"

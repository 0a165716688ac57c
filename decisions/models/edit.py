"""Edits: what Phòng Nội vụ changed in the wording (lời văn) of a decision, before and after."""

import pgtrigger
from django.conf import settings
from django.db import models

from decisions.enums import EditedPart
from decisions.models.decision import Decision
from nganam_awards.core import clock


class DecisionEdit(models.Model):
    """One changed part. It is no step: the decision stays where it stands."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="edits")
    part = models.CharField("phần được sửa", max_length=20, choices=EditedPart.choices)
    before = models.TextField("trước đó", blank=True)
    after = models.TextField("nay là", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    happened_at = models.DateTimeField("lúc", default=clock.now)
    recorded_at = models.DateTimeField("lúc (giờ máy)", default=clock.machine_now)

    class Meta:
        verbose_name = "lần sửa lời văn"
        default_permissions = ()
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.get_part_display()}"

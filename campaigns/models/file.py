"""What hangs on a plan: the organiser's own paper, and longer time for single units."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.award_plan import AwardPlan
from nganam_awards.core import clock
from nganam_awards.core.files.stored_file import (
    StoredFile,
    storage_name,  # noqa: F401 - migration 0001 looks for it here
)
from units.models import Unit


if TYPE_CHECKING:
    from units.models import User


class PlanFileQuerySet(models.QuerySet):
    """Files of the plans that a person may see."""

    def visible_to(self, user: "User") -> "PlanFileQuerySet":
        """Where the plan is visible, so are its files."""
        return self.filter(plan__in=AwardPlan.objects.visible_to(user))


class PlanFile(StoredFile):
    """The file of a unit's launch plan: the signed paper that Phòng Nội vụ appraises (R5)."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="files")

    objects = PlanFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = "tệp kế hoạch"
        ordering = ["pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "sha256"],
                name="one_copy_per_plan",
                violation_error_message="Tệp này đã có trong kế hoạch.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("campaigns:plan_file", args=[self.plan_id, self.pk])

    @property
    def folder(self) -> str:
        """One a plan."""
        return f"plans/{self.plan_id}"


class FilingExtension(models.Model):
    """A unit's extension of filing (gia hạn): its newest row counts. Append-only."""

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    closes_on = models.DateField("nhận hồ sơ đến hết ngày")
    reason = models.CharField("lý do gia hạn", max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField("gia hạn lúc", default=clock.now)

    class Meta:
        verbose_name = "gia hạn nộp hồ sơ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_says_why",
                condition=~models.Q(reason=""),
                violation_error_message="Ghi lý do gia hạn.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.closes_on:%d/%m/%Y}"

"""What hangs on a plan: the organiser's own paper, and longer time for single units."""

from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.award_plan import AwardPlan
from nganam_awards.core import clock
from units.models import Unit


if TYPE_CHECKING:
    from units.models import User


def storage_name(plan_file: "PlanFile", filename: str) -> str:
    """A name that says nothing, with the extension that the content earned."""
    return f"plans/{plan_file.plan_id}/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class PlanFileQuerySet(models.QuerySet):
    """Files of the plans that a person may see."""

    def visible_to(self, user: "User") -> "PlanFileQuerySet":
        """Where the plan is visible, so are its files."""
        return self.filter(plan__in=AwardPlan.objects.visible_to(user))


class PlanFile(models.Model):
    """Tệp kế hoạch phát động của đơn vị: the signed paper that Phòng Nội vụ appraises (R5)."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="files")
    file = models.FileField("tệp", upload_to=storage_name, max_length=200)
    name = models.CharField("tên tệp", max_length=150)
    content_type = models.CharField("định dạng", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    page_count = models.PositiveIntegerField("số trang", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", default=clock.now)

    objects = PlanFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kế hoạch"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sha256"],
                name="one_copy_per_plan",
                violation_error_message="Tệp này đã có trong kế hoạch.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Download."""
        return reverse("campaigns:plan_file", args=[self.plan_id, self.pk])


class FilingExtension(models.Model):
    """Gia hạn nộp hồ sơ cho một đơn vị: the newest row of a unit counts. Append-only."""

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

"""A campaign whose lines the Council is asked about, though the law's rows ask for none."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.models import Campaign
from nganam_awards.core import clock
from units.models.grant import DatedGrantQuerySet


class CampaignRule(models.Model):
    """«Lấy phiếu ý kiến» switched on for one campaign from a day on; ended, never deleted."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField("ghi lúc", default=clock.now)

    objects = DatedGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào lấy phiếu ý kiến"
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="campaign_rule_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(ends_on=None),
                name="campaign_asked_once_at_a_time",
                violation_error_message="Phong trào này đã lấy phiếu ý kiến.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.campaign)

"""The announcement (thông báo) of a plan: the numbered paper that the organiser receives."""

from typing import TYPE_CHECKING

from django.db import models

from campaigns.enums import AnnouncementKind
from campaigns.models.amendment import PlanAmendment
from campaigns.models.award_plan import AwardPlan
from nganam_awards.documents.models import Document


if TYPE_CHECKING:
    from units.models import User


class PlanAnnouncementQuerySet(models.QuerySet):
    """Announcements of the plans that a person may see."""

    def visible_to(self, user: "User") -> "PlanAnnouncementQuerySet":
        """Where the plan is visible, so are its announcements."""
        return self.filter(plan__in=AwardPlan.objects.visible_to(user))


class PlanAnnouncement(models.Model):
    """Tells an approval, refusal or amendment: written with the step, never changed."""

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="announcements")
    amendment = models.ForeignKey(
        PlanAmendment, models.PROTECT, null=True, blank=True, related_name="announcements"
    )
    kind = models.CharField("loại thông báo", max_length=20, choices=AnnouncementKind.choices)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    objects = PlanAnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo về kế hoạch"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document.symbol}"

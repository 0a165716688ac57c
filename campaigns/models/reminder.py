"""Reminders of plans: which unit was told of which last day."""

from django.db import models
from django.db.models import Q

from campaigns.enums import PlanReminderKind
from campaigns.models.award_plan import AwardPlan
from nganam_awards.notices.models import Reminder
from units.models import Unit


class PlanReminder(Reminder):
    """A reminder (lời nhắc) to one unit about one plan, once for each threshold."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("nhắc việc", max_length=8, choices=PlanReminderKind.choices)

    class Meta(Reminder.Meta):
        abstract = False
        verbose_name = "lời nhắc về kế hoạch"
        constraints = [
            models.UniqueConstraint(
                name="plan_reminded_once",
                fields=["plan", "unit", "kind", "about_on", "threshold"],
                violation_error_message="Đơn vị đã được nhắc ở mốc này.",
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at=None), name="plan_reminder_untold")
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}, {self.unit.short_name}"

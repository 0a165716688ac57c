"""Điều chỉnh kế hoạch đã duyệt: the same road once more, the earlier content kept."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.enums import AmendmentState, HonoureeKind
from campaigns.models.award_plan import AwardPlan
from campaigns.models.award_type import AwardType
from campaigns.workflow import AMENDMENT_FLOW, AMENDMENT_TONES
from nganam_awards.core import clock
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.workflow import state_triggers
from units.models import Unit


if TYPE_CHECKING:
    from units.models import User


ENDED = (AmendmentState.APPROVED, AmendmentState.REFUSED)
IN_UNIT = (AmendmentState.DRAFT, AmendmentState.AWAITING_HEAD)


class PlanAmendmentQuerySet(models.QuerySet):
    """Amendments of the plans that a person may see."""

    def visible_to(self, user: "User") -> "PlanAmendmentQuerySet":
        """The organiser's people see all; others what has left the unit, of plans they see."""
        plans = AwardPlan.objects.visible_to(user)
        own = AwardPlan.objects.of_units_of(user)
        return self.filter(Q(plan__in=own) | (Q(plan__in=plans) & ~Q(state__in=IN_UNIT)))


class PlanAmendment(models.Model):
    """Bản điều chỉnh kế hoạch khen thưởng: new words and figures for an approved plan."""

    FLOW = AMENDMENT_FLOW

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="amendments")
    reason = models.TextField("lý do điều chỉnh")
    content = models.TextField("nội dung thi đua")
    review_on = models.DateField("ngày sơ kết, tổng kết, đại hội")
    filing_opens_on = models.DateField("nhận hồ sơ từ ngày", null=True, blank=True)
    filing_closes_on = models.DateField("nhận hồ sơ đến hết ngày", null=True, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=AmendmentState.choices,
        default=AmendmentState.DRAFT,
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("soạn lúc", default=clock.now)
    submitted_on = models.DateField("ngày gửi Phòng Nội vụ", null=True, blank=True)
    approved_on = models.DateField("ngày duyệt", null=True, blank=True)
    # Content and figures of the plan as they stood before this was approved; frozen then.
    before = models.JSONField("nội dung trước khi điều chỉnh", null=True, blank=True)

    objects = PlanAmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bản điều chỉnh kế hoạch"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=~Q(state__in=ENDED),
                name="one_open_amendment_per_plan",
                violation_error_message="Kế hoạch này đang có một bản điều chỉnh chưa xong.",
            ),
            models.CheckConstraint(
                name="approved_amendment_keeps_what_was_before",
                condition=~Q(state=AmendmentState.APPROVED)
                | Q(approved_on__isnull=False, before__isnull=False),
                violation_error_message=(
                    "Bản điều chỉnh đã duyệt phải có ngày duyệt và nội dung trước điều chỉnh."
                ),
            ),
            models.CheckConstraint(
                name="amendment_says_why",
                condition=~Q(reason=""),
                violation_error_message="Ghi lý do điều chỉnh.",
            ),
            models.CheckConstraint(
                name="amended_filing_opens_before_closing",
                condition=Q(filing_opens_on__lte=models.F("filing_closes_on")),
                violation_error_message="Ngày bắt đầu nhận hồ sơ không được sau ngày cuối.",
            ),
        ]
        triggers = state_triggers(AMENDMENT_FLOW, "campaigns_amendmentevent", "amendment_id")

    def __str__(self) -> str:
        return f"Điều chỉnh {self.plan}"

    def get_absolute_url(self) -> str:
        """The amendment with its differences."""
        return reverse("campaigns:amendment", args=[self.pk])

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return AMENDMENT_TONES[self.state]


class AmendmentEvent(Event):
    """Một bước của bản điều chỉnh."""

    amendment = models.ForeignKey(PlanAmendment, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của bản điều chỉnh"
        indexes = [
            models.Index(fields=["amendment", "-id"], name="amendmentevent_newest"),
            models.Index(
                fields=["id"], condition=Q(announced_at=None), name="amendmentevent_waiting"
            ),
        ]
        triggers = event_triggers(
            "campaigns_amendmentevent", "campaigns_planamendment", "amendment_id"
        )


class AmendedQuota(models.Model):
    """Một dòng chỉ tiêu sau điều chỉnh; 0 gives the places up."""

    amendment = models.ForeignKey(PlanAmendment, models.CASCADE, related_name="quotas")
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức"
    )
    honouree_kind = models.CharField("đối tượng", max_length=20, choices=HonoureeKind.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị được chia",
    )
    limit = models.PositiveIntegerField("chỉ tiêu")

    class Meta:
        verbose_name = "chỉ tiêu sau điều chỉnh"
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "award_type", "honouree_kind", "unit"],
                nulls_distinct=False,
                name="one_amended_row_per_place",
                violation_error_message="Chỉ tiêu này đã có một dòng trong bản điều chỉnh.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.award_type} – {self.get_honouree_kind_display().lower()}: {self.limit}"

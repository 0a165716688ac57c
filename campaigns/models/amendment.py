"""Amendments (điều chỉnh) of approved plans: the same road again, the earlier content kept."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.enums import AmendmentState
from campaigns.models.award_plan import AwardPlan
from campaigns.models.quota import Quota, QuotaQuerySet, row_label
from campaigns.workflow import AMENDMENT_FLOW, AMENDMENT_TONES
from law.enums import HonoureeKind
from law.models.award_type import AwardType
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from nganam_awards.core.workflow import state_triggers
from units.models import Unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


ENDED = (AmendmentState.APPROVED, AmendmentState.REFUSED, AmendmentState.WITHDRAWN)
IN_UNIT = (AmendmentState.DRAFT, AmendmentState.AWAITING_HEAD)


def words_of(user: "User") -> dict[AmendmentState, Q]:
    """{state in which the person may have the next word: which of its amendments}."""
    words, organiser = {}, "plan__campaign__organiser__in"
    if mine := units_with(user, "file_dossiers"):
        words[AmendmentState.DRAFT] = Q(**{organiser: mine})
    if user.has_perm("campaigns.manage_campaigns"):
        town_wide = Q(plan__campaign__is_town_wide=True)
        words[AmendmentState.DRAFT] = words.get(AmendmentState.DRAFT, Q()) | town_wide
    if mine := units_with(user, "confirm_dossiers"):
        words[AmendmentState.AWAITING_HEAD] = Q(**{organiser: mine})
    if user.has_perm("campaigns.appraise_plan"):
        words[AmendmentState.SUBMITTED] = Q()
    if user.has_perm("campaigns.approve_plan"):
        words[AmendmentState.APPRAISED] = Q()
    return words


def next_word_of(user: "User") -> Q:
    """Which amendments wait for this person: the clerk, the head, Phòng Nội vụ, the Chairman."""
    waits = Q(pk__in=[])
    for state, which in words_of(user).items():
        waits |= Q(state=state) & which
    return waits


def _places(rows: models.QuerySet, owner: str) -> models.Subquery:
    """How many places the rows of one owner make together."""
    return models.Subquery(
        rows.order_by().values(owner).annotate(total=models.Sum("limit")).values("total")
    )


class PlanAmendmentQuerySet(models.QuerySet):
    """Amendments of the plans that a person may see."""

    def visible_to(self, user: "User") -> "PlanAmendmentQuerySet":
        """The organiser sees all; who decides, what left the unit; others, what was approved.

        `amendment_rules.can_view` says the same of one row.
        """
        plans = AwardPlan.objects.visible_to(user)
        own = Q(plan__in=AwardPlan.objects.of_units_of(user))
        if user.has_perm("campaigns.manage_campaigns"):
            own |= Q(plan__campaign__is_town_wide=True)
        shown = Q(state=AmendmentState.APPROVED)
        if user.has_perm("campaigns.appraise_plan") or user.has_perm("campaigns.approve_plan"):
            shown = Q(submitted_on__isnull=False) & ~Q(state__in=IN_UNIT)
        return self.filter(plan__in=plans).filter(own | shown)

    def waiting_for(self, user: "User") -> "PlanAmendmentQuerySet":
        """Amendments on which this person has the next word."""
        return self.visible_to(user).filter(next_word_of(user))

    def open(self) -> "PlanAmendmentQuerySet":
        """Those still on their way; a plan has at most one."""
        return self.exclude(state__in=ENDED)

    def for_list(self, user: "User") -> "PlanAmendmentQuerySet":
        """With what a list line shows; what waits for the person first, then the newest."""
        waits = models.Case(
            models.When(next_word_of(user), then=models.Value(0)), default=models.Value(1)
        )
        rows = self.select_related("plan__campaign__organiser")
        mine = AmendedQuota.objects.filter(amendment=models.OuterRef("pk"))
        of_plan = Quota.objects.filter(plan=models.OuterRef("plan"))
        return rows.annotate(
            waits=waits,
            places_now=_places(of_plan, "plan"),
            places_then=_places(mine, "amendment"),
        ).order_by("waits", "-pk")


class PlanAmendment(models.Model):
    """An amendment (bản điều chỉnh): new words and figures for an approved award plan."""

    FLOW = AMENDMENT_FLOW

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="amendments")
    reason = LongTextField("lý do điều chỉnh")
    content = LongTextField("nội dung thi đua", max_length=LONGEST_STORY)
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
        return address("campaigns:amendment", self.pk)

    @property
    def state_tone(self) -> str:
        return AMENDMENT_TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def is_in_unit(self) -> bool:
        """Nobody outside the organiser has it yet."""
        return self.state in IN_UNIT


class AmendmentEvent(Event):
    """One step of an amendment."""

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
    """One row of the quota (chỉ tiêu) as amended; 0 gives the places up."""

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

    objects = QuotaQuerySet.as_manager()

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
        return f"{self.label}: {self.limit}"

    @property
    def label(self) -> str:
        return row_label(self)

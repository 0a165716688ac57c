"""Award plans (kế hoạch khen thưởng): what the Chairman approves at the start of a review year."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from campaigns.enums import (
    ENDED,
    FILING,
    LEFT_THE_UNIT,
    OF_MY_UNIT,
    PUBLIC_STATES,
    UNDECIDED,
    WAITING,
    Exclusion,
    PlanState,
    ReviewKind,
)
from campaigns.models.campaign import Campaign
from campaigns.workflow import FLOW, TONES
from law.enums import counted
from law.models.award_type import AwardType
from nganam_awards.core.address import address
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from nganam_awards.core.money import grouped
from nganam_awards.core.search import begins_word, every_word
from nganam_awards.core.text import whole_number
from nganam_awards.core.workflow import state_triggers
from units.models import Unit
from units.models.body import Folded, names_unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


def words_of(user: "User") -> dict[PlanState, Q]:
    """{state in which the person may have the next word: which of its plans}.

    For the clerk, the head, Phòng Nội vụ, the Chairman.
    """
    words = {}
    if mine := units_with(user, "file_dossiers"):
        words[PlanState.DRAFT] = Q(campaign__organiser__in=mine)
    if user.has_perm("campaigns.manage_campaigns"):
        words[PlanState.DRAFT] = words.get(PlanState.DRAFT, Q()) | Q(campaign__is_town_wide=True)
    if mine := units_with(user, "confirm_dossiers"):
        words[PlanState.AWAITING_HEAD] = Q(campaign__organiser__in=mine)
    if user.has_perm("campaigns.appraise_plan"):
        words[PlanState.SUBMITTED] = Q()
    if user.has_perm("campaigns.approve_plan"):
        words[PlanState.APPRAISED] = Q()
    return words


def next_word_of(user: "User") -> Q:
    """Which plans wait for this person, whatever their state."""
    waits = Q(pk__in=[])
    for state, which in words_of(user).items():
        waits |= Q(state=state) & which
    return waits


FIRST_YEAR = 2017  # the letter's first award year in the portal


def in_scope(user: "User", today: date) -> dict[str, Q]:
    """The common views of the list: whose turn, whose plan, open for filing, undecided, over."""
    open_on = Q(filing_opens_on=None) | Q(filing_opens_on__lte=today)
    not_shut = Q(filing_closes_on=None) | Q(filing_closes_on__gte=today)
    mine = units_with(user, "file_dossiers", "confirm_dossiers")
    return {
        WAITING: next_word_of(user),
        OF_MY_UNIT: Q(campaign__organiser__in=mine),
        FILING: Q(state=PlanState.APPROVED, review_year=today.year) & open_on & not_shut,
        UNDECIDED: Q(state__in=[PlanState.SUBMITTED, PlanState.APPRAISED]),
        ENDED: Q(state__in=[PlanState.CLOSED, PlanState.CANCELLED, PlanState.REFUSED]),
    }


# Texts that no list shows.
_LONG = ("content", "late_reason", "exclusions", "campaign__folded", "campaign__organiser__folded")


class AwardPlanQuerySet(models.QuerySet):
    """Plans, as far as a person may see them."""

    def visible_to(self, user: "User") -> "AwardPlanQuerySet":
        """Which plans a person may see; `rules.can_view_plan` says the same of one row."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        approved = Q(state__in=PUBLIC_STATES)
        own = Q(campaign__organiser__in=units_with(user, "file_dossiers", "confirm_dossiers"))
        if user.has_perm("campaigns.manage_campaigns"):
            own |= Q(campaign__is_town_wide=True)
        if user.has_perm("campaigns.appraise_plan") or user.has_perm("campaigns.approve_plan"):
            return self.filter(own | Q(state__in=LEFT_THE_UNIT))
        return self.filter(own | approved)

    def matching(self, typed: str) -> "AwardPlanQuerySet":
        """By words of the campaign or its organiser, the unit's number of the plan, the year."""

        def found_by(term: str) -> Q:
            found = begins_word(term, "campaign__folded", "number_fold")
            found |= names_unit(term, "campaign__organiser__")
            year = whole_number(term, most=9999)
            return found if year is None else found | Q(review_year=year)

        rows = self.alias(number_fold=Folded("paper_number"))
        return rows.filter(every_word(typed, found_by))

    def of_units_of(self, user: "User") -> "AwardPlanQuerySet":
        """Plans of the units for which the person files or confirms."""
        mine = units_with(user, "file_dossiers", "confirm_dossiers")
        return self.filter(campaign__organiser__in=mine)

    def waiting_for(self, user: "User") -> "AwardPlanQuerySet":
        """Plans on which this person has the next word."""
        return self.visible_to(user).filter(next_word_of(user))

    def for_list(self, user: "User | None" = None) -> "AwardPlanQuerySet":
        """With what a list line shows; what waits for the person first, then the newest year."""
        rows = self.select_related("campaign__organiser").prefetch_related("quotas")
        rows = rows.defer(*_LONG)
        if user is None:
            return rows.order_by("-review_year", "-pk")
        waits = models.Case(
            models.When(next_word_of(user), then=models.Value(0)), default=models.Value(1)
        )
        return rows.annotate(waits=waits).order_by("waits", "-review_year", "-pk")

    def open_for(self, user: "User", year: int) -> "AwardPlanQuerySet":
        """Approved plans of the year under which the person's units may file."""
        mine = units_with(user, "file_dossiers")
        return self.filter(
            Q(campaign__organiser__in=mine) | Q(participants__in=mine),
            state=PlanState.APPROVED,
            review_year=year,
        ).distinct()


class AwardPlan(models.Model):
    """The award plan of one year: content, criteria, standards, number of awards.

    One lasting row per campaign and review year; dossiers and places hang on it (letter, point 1).
    """

    FLOW = FLOW

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans")
    review_year = models.PositiveSmallIntegerField(
        "năm xét khen thưởng", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2035)]
    )
    review_kind = models.CharField("dịp khen thưởng", max_length=20, choices=ReviewKind.choices)
    review_on = models.DateField("ngày sơ kết, tổng kết, đại hội")
    content = LongTextField("nội dung thi đua", max_length=LONGEST_STORY)
    paper_number = models.CharField("số, ký hiệu kế hoạch của đơn vị", max_length=60, blank=True)
    paper_on = models.DateField("ngày kế hoạch của đơn vị", null=True, blank=True)
    participants = models.ManyToManyField(
        Unit, blank=True, related_name="plans_joined", verbose_name="đơn vị tham gia"
    )
    state = models.CharField(
        "trạng thái", max_length=20, choices=PlanState.choices, default=PlanState.DRAFT
    )
    submitted_on = models.DateField("ngày gửi Phòng Nội vụ", null=True, blank=True)
    approved_on = models.DateField("ngày duyệt", null=True, blank=True)
    late_reason = LongTextField("lý do duyệt muộn", blank=True)
    exclusions = ArrayField(
        models.CharField(max_length=20, choices=Exclusion.choices),
        verbose_name="lý do loại trừ",
        default=list,
        blank=True,
    )
    # Three statements of the organiser (letter, R10–R12); None: not answered yet.
    serves_law = models.BooleanField(
        "đề nghị khen việc triển khai thực hiện Luật, Pháp lệnh, Nghị định", null=True, blank=True
    )
    serves_conference = models.BooleanField(
        "đề nghị khen để phục vụ hội nghị, hội thảo, diễn đàn", null=True, blank=True
    )
    serves_joint_programme = models.BooleanField(
        "đề nghị khen chương trình, kế hoạch phối hợp", null=True, blank=True
    )
    filing_opens_on = models.DateField("nhận hồ sơ từ ngày", null=True, blank=True)
    filing_closes_on = models.DateField("nhận hồ sơ đến hết ngày", null=True, blank=True)

    objects = AwardPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch khen thưởng"
        permissions = [
            ("appraise_plan", "Thẩm định kế hoạch khen thưởng"),
            ("refuse_plan", "Từ chối kế hoạch khen thưởng"),
            ("approve_plan", "Duyệt kế hoạch khen thưởng"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "review_year"],
                name="one_plan_per_campaign_and_year",
                violation_error_message="Phong trào này đã có kế hoạch khen thưởng của năm đó.",
            ),
            models.CheckConstraint(
                name="approved_plan_has_its_day",
                condition=~Q(state__in=PUBLIC_STATES) | Q(approved_on__isnull=False),
                violation_error_message="Kế hoạch đã duyệt phải có ngày duyệt.",
            ),
            models.CheckConstraint(
                name="refused_plan_says_why",
                condition=~Q(state=PlanState.REFUSED) | Q(exclusions__len__gt=0),
                violation_error_message="Kế hoạch bị từ chối phải ghi lý do loại trừ.",
            ),
            models.CheckConstraint(
                name="plan_filing_opens_before_closing",
                condition=Q(filing_opens_on__lte=F("filing_closes_on")),
                violation_error_message="Ngày bắt đầu nhận hồ sơ không được sau ngày cuối.",
            ),
            models.CheckConstraint(
                name="plan_is_approved_in_its_year",
                condition=Q(approved_on=None) | Q(approved_on__year=F("review_year")),
                violation_error_message=(
                    "Kế hoạch phải được duyệt trong chính năm sơ kết, tổng kết hoặc đại hội."
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "-review_year", "-id"], name="plan_by_state")]
        triggers = state_triggers(FLOW, "campaigns_planevent", "plan_id")

    def __str__(self) -> str:
        return f"{self.campaign.name} – {self.get_review_kind_display().lower()} {self.review_year}"

    def get_absolute_url(self) -> str:
        return address("campaigns:plan", self.pk)

    @property
    def state_tone(self) -> str:
        return TONES[self.state]

    @property
    def places_by_kind(self) -> Counter:
        """How many may be honoured, kind by kind, over all awards and units."""
        limits: Counter = Counter()
        for quota in self.quotas.all():
            limits[quota.honouree_kind] += quota.limit
        return limits

    @property
    def places(self) -> str:
        """How many may be honoured, in words: «8 tập thể, 15 cá nhân».

        Where a kind may receive several awards its places are no people: «20 chỉ tiêu cá nhân».
        """
        return self.places_in_words()

    def places_in_words(self, write: Callable[[int], str] = grouped) -> str:
        """The same with figures as a paper writes them."""
        quotas = list(self.quotas.all())
        awards = {(quota.honouree_kind, quota.award_type_id) for quota in quotas}
        several = len({kind for kind, _ in awards}) < len(awards)
        return counted(self.places_by_kind, write, of="chỉ tiêu " if several else "")

    @property
    def usage(self) -> dict[str, int]:
        """Awarded, on their way, left over all its places, from rows that are loaded already."""
        rows = list(self.quotas.all())
        awarded = sum(row.awarded + row.awarded_on_paper for row in rows)
        waiting = sum(row.proposed + row.recommended + row.with_chairman for row in rows)
        limit = sum(row.limit for row in rows)
        return {"awarded": awarded, "waiting": waiting, "left": max(limit - awarded - waiting, 0)}

    @property
    def exclusion_words(self) -> str:
        """Why it was refused, in the words of the letter."""
        return "; ".join(Exclusion(code).label for code in self.exclusions)

    @property
    def was_late(self) -> bool:
        """Approved after «đầu năm», with the Chairman's reason."""
        return bool(self.late_reason)


class PlanEvent(Event):
    """One step of an award plan."""

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của kế hoạch"
        indexes = [
            models.Index(fields=["plan", "-id"], name="planevent_newest"),
            models.Index(fields=["id"], condition=Q(announced_at=None), name="planevent_waiting"),
        ]
        triggers = event_triggers("campaigns_planevent", "campaigns_awardplan", "plan_id")


class Criterion(models.Model):
    """An emulation criterion (tiêu chí): what is looked at, and the evidence asked."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="criteria")
    text = models.CharField("tiêu chí", max_length=500)
    evidence = models.CharField("minh chứng", max_length=300, blank=True)
    is_measurable = models.BooleanField("đo đếm được bằng con số", default=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "tiêu chí"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Standard(models.Model):
    """An award standard (tiêu chuẩn): what must be reached for one award."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="standards")
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức"
    )
    text = models.CharField("tiêu chuẩn", max_length=500)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "tiêu chuẩn"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

"""A case (vụ việc): lines of one award that the Council decides on together."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from council.enums import BarReason, CaseState, LineOutcome
from council.models.member import CouncilMember, runs_council
from council.models.session import CouncilSession
from council.workflow import CASE_FLOW, CASE_TONES
from dossiers.models import Nomination
from law.enums import Category
from law.figures import VoteBase, VoteForm
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.workflow import state_triggers
from nganam_awards.documents.models import Document


if TYPE_CHECKING:
    from units.models import User


class CouncilCaseQuerySet(models.QuerySet):
    """Cases, as far as a person may see them."""

    def visible_to(self, user: "User") -> "CouncilCaseQuerySet":
        """Those who keep the Council see all; a member what lies before him, while he is one."""
        if runs_council(user):
            return self.all()
        if not user.has_perm("council.vote"):
            return self.none()
        sessions = CouncilSession.objects.visible_to(user).order_by().values("pk")
        voted_on = Voter.objects.filter(member__person=user.pk).order_by().values("case")
        return self.filter(Q(session__in=sessions) | Q(pk__in=voted_on))

    def explained_to(self, user: "User") -> "CouncilCaseQuerySet":
        """Open votes in which the person reads why there is no ballot for him, and nothing else.

        Whoever came to the Council after it was opened, or is on its roll and sits there no more.
        """
        rows = self.filter(state=CaseState.VOTING)
        if user.has_perm("council.vote"):
            return rows
        voted_on = Voter.objects.filter(member__person=user.pk).order_by().values("case")
        return rows.filter(pk__in=voted_on)


class CouncilCase(models.Model):
    """A case: lines of one award and category, voted on together.

    The rule it is voted by (form, base, percent, quorum …) is read from the law when the vote opens
    and stays with it.
    """

    FLOW = CASE_FLOW

    state = models.CharField(
        "trạng thái", max_length=12, choices=CaseState.choices, default=CaseState.WAITING
    )
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    category = models.CharField("loại hình", max_length=20, choices=Category.choices)
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    session = models.ForeignKey(
        CouncilSession, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    order = models.PositiveSmallIntegerField("thứ tự trong phiên", default=0)
    form = models.CharField("cách biểu quyết", max_length=10, choices=VoteForm.choices)
    base = models.CharField("tính trên", max_length=10, choices=VoteBase.choices)
    percent = models.PositiveSmallIntegerField("tỷ lệ phải đạt (%)")
    quorum_part = models.PositiveSmallIntegerField("tử số của số người phải có mặt", default=2)
    quorum_whole = models.PositiveSmallIntegerField("mẫu số của số người phải có mặt", default=3)
    tie_with_chair = models.BooleanField("phiếu ngang nhau theo bên có Chủ tịch", default=True)
    bars_heads = models.BooleanField("thủ trưởng đơn vị trình không bỏ phiếu", default=False)
    on_paper = models.BooleanField("kiểm phiếu giấy", default=False)
    due_on = models.DateField("trả lời trước hết ngày", null=True, blank=True)  # written opinion
    count_minutes = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="biên bản kiểm phiếu",
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc", default=clock.now)

    objects = CouncilCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ việc"
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="case_is_voted_on",
                condition=~Q(form=VoteForm.NONE),
                violation_error_message="Loại khen thưởng này không đưa ra Hội đồng.",
            ),
            models.CheckConstraint(
                name="scheduled_case_has_a_session",
                condition=~Q(state=CaseState.SCHEDULED) | Q(session__isnull=False),
                violation_error_message="Vụ việc đã xếp phiên phải có phiên họp.",
            ),
            models.CheckConstraint(
                name="case_percent_is_a_share",
                condition=Q(percent__gte=1, percent__lte=100),
                violation_error_message="Tỷ lệ phải từ 1 đến 100 phần trăm.",
            ),
            models.CheckConstraint(
                name="quorum_is_a_part",
                condition=Q(quorum_part__gte=1, quorum_part__lte=F("quorum_whole")),
                violation_error_message="Số người phải có mặt là một phần của tổng số thành viên.",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="case_by_state")]
        triggers = state_triggers(CASE_FLOW, "council_caseevent", "case_id")

    def __str__(self) -> str:
        return f"{self.award_type} năm {self.merit_year}"

    def get_absolute_url(self) -> str:
        return reverse("council:case", args=[self.pk])

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return CASE_TONES[self.state]

    @property
    def is_secret(self) -> bool:
        """Nobody learns who chose what."""
        return self.form == VoteForm.SECRET

    @property
    def is_opinion(self) -> bool:
        """Answered in writing, without a session."""
        return self.form == VoteForm.OPINION


class CaseEvent(Event):
    """One step of a case. Nothing about a ballot is ever a step."""

    case = models.ForeignKey(CouncilCase, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của vụ việc"
        indexes = [
            models.Index(fields=["case", "-id"], name="caseevent_newest"),
            models.Index(fields=["id"], condition=Q(announced_at=None), name="caseevent_waiting"),
        ]
        triggers = event_triggers("council_caseevent", "council_councilcase", "case_id")


class Voter(models.Model):
    """The roll of a case: who has a vote, frozen when it opens, before any ballot; never written
    again, so that it says nothing of who voted when."""

    case = models.ForeignKey(CouncilCase, models.CASCADE, related_name="voters")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+")
    is_present = models.BooleanField("có mặt")

    class Meta:
        verbose_name = "người bỏ phiếu"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="one_vote_a_member_and_case")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.case}"


class CaseLine(models.Model):
    """One line before the Council, and what came of it. Figures are written at closing alone."""

    case = models.ForeignKey(CouncilCase, models.PROTECT, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="council_lines")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    outcome = models.CharField("kết luận", max_length=10, choices=LineOutcome.choices, blank=True)
    base = models.PositiveSmallIntegerField("tính trên", null=True, blank=True)
    agree = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    disagree = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    abstain = models.PositiveSmallIntegerField("không có ý kiến", null=True, blank=True)

    class Meta:
        verbose_name = "trường hợp đưa ra Hội đồng"
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "nomination"], name="line_once_in_a_case"),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=Q(outcome=""),
                name="line_before_the_council_once",
                violation_error_message="Trường hợp này đang nằm trong một vụ việc khác.",
            ),
            models.CheckConstraint(
                name="concluded_line_has_its_figures",
                condition=~Q(outcome__in=[LineOutcome.PASSED, LineOutcome.FAILED])
                | Q(base__isnull=False, agree__isnull=False, disagree__isnull=False),
                violation_error_message="Kết luận phải kèm số phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomination.full_name


class LineBar(models.Model):
    """A member without a vote on one line (tránh bỏ phiếu): known before the vote opens."""

    line = models.ForeignKey(CaseLine, models.CASCADE, related_name="bars")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField("lý do", max_length=10, choices=BarReason.choices)
    words = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "tránh bỏ phiếu"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "person"], name="barred_once_from_a_line"),
            models.CheckConstraint(
                name="other_bar_says_why",
                condition=~Q(reason=BarReason.OTHER) | ~Q(words=""),
                violation_error_message="Ghi lý do thành viên không bỏ phiếu ở dòng này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.line}"

"""Complaint (khiếu nại): the register of complaints about what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dossiers.enums import CaseOutcome
from dossiers.models.nomination import Nomination
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class ComplaintQuerySet(models.QuerySet):
    """Complaints."""

    def visible_to(self, user: object) -> "ComplaintQuerySet":
        """Phòng Nội vụ and whoever signs for the town; nobody else."""
        return self.all() if user.has_perm("dossiers.view_filed") else self.none()

    def waiting(self) -> "ComplaintQuerySet":
        """Not settled, and not turned away."""
        return self.filter(settled_on=None, refused_on=None)


class Complaint(models.Model):
    """A complaint about a decision: its day, what it is about, when it was accepted and settled."""

    code = models.CharField("số trong sổ", max_length=20, unique=True)
    received_on = models.DateField("ngày nhận")
    complainant = models.CharField("người khiếu nại", max_length=200)
    contact = models.CharField("địa chỉ, số điện thoại", max_length=250)
    symbol = models.CharField("quyết định, thông báo bị khiếu nại", max_length=60)
    decided_on = models.DateField("ngày quyết định, thông báo")
    line = models.ForeignKey(
        Nomination,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="trường hợp bị khiếu nại",
    )
    about = LongTextField("nội dung khiếu nại")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("vào sổ lúc", default=clock.now)
    accepted_on = models.DateField("ngày thụ lý", null=True, blank=True)
    is_complex = models.BooleanField("vụ việc phức tạp", default=False)
    refused_on = models.DateField("ngày trả lời không thụ lý", null=True, blank=True)
    settled_on = models.DateField("ngày giải quyết", null=True, blank=True)
    answer_symbol = models.CharField("số, ký hiệu văn bản trả lời", max_length=60, blank=True)
    outcome = models.CharField("kết luận", max_length=10, choices=CaseOutcome.choices, blank=True)
    answer = LongTextField("nội dung trả lời", blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "khiếu nại"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_follows_its_decision",
                condition=Q(decided_on__lte=F("received_on")),
                violation_error_message="Ngày nhận khiếu nại không được trước ngày quyết định.",
            ),
            models.CheckConstraint(
                name="complaint_accepted_or_refused",
                condition=Q(accepted_on=None) | Q(refused_on=None),
                violation_error_message="Khiếu nại đã thụ lý thì không trả lời không thụ lý.",
            ),
            models.CheckConstraint(
                name="settled_complaint_was_accepted",
                condition=Q(settled_on=None, outcome="")
                | (Q(settled_on__gte=F("accepted_on"), accepted_on__isnull=False) & ~Q(outcome="")),
                violation_error_message="Thụ lý rồi mới giải quyết; ghi kết luận.",
            ),
            models.CheckConstraint(
                name="closed_complaint_has_an_answer",
                condition=Q(settled_on=None, refused_on=None) | ~Q(answer=""),
                violation_error_message="Ghi nội dung trả lời.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(settled_on=None, refused_on=None),
                name="complaint_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.complainant}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:complaint", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Not settled, and not turned away."""
        return self.settled_on is None and self.refused_on is None

    def get_state_display(self) -> str:
        """How far it has come."""
        if self.settled_on:
            return "Đã giải quyết"
        if self.refused_on:
            return "Không thụ lý"
        return "Đang giải quyết" if self.accepted_on else "Chờ thụ lý"

    @property
    def state_tone(self) -> str:
        """As a colour."""
        if self.settled_on:
            return "ok"
        if self.refused_on:
            return "quiet"
        return "info" if self.accepted_on else "wait"

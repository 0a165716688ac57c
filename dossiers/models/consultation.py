"""Consultation (hiệp y): another body is asked about named nominees, and answers with a paper."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dossiers.enums import Opinion
from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from nganam_awards.core import clock
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.long_text import LongTextField
from units.models import Unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


class ConsultationQuerySet(models.QuerySet):
    """Consultations."""

    def visible_to(self, user: "User") -> "ConsultationQuerySet":
        """Phòng Nội vụ and the Chairman see all of what was filed; a body what it was asked."""
        if user.has_perm("dossiers.view_filed"):
            return self.all()
        return self.filter(unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))

    def waiting(self) -> "ConsultationQuerySet":
        """Neither answered nor taken back."""
        return self.filter(answered_at=None, ended_at=None)


class Consultation(models.Model):
    """A consultation (hiệp y): what one body is asked about nominees of a dossier, and until when.

    The body may have people on the portal (`unit`), or answer on paper alone.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    body = models.CharField("cơ quan được hỏi", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    question = LongTextField("nội dung cần hỏi")
    due_on = models.DateField("trả lời trước hết ngày")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc", default=clock.now)
    symbol = models.CharField("số, ký hiệu văn bản trả lời", max_length=60, blank=True)
    letter_on = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời ghi lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("thôi hỏi lúc", null=True, blank=True)
    end_reason = LongTextField("lý do thôi hỏi", blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "hiệp y"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="consultation_asks_a_body",
                condition=~Q(body="") & ~Q(question=""),
                violation_error_message="Ghi cơ quan được hỏi và nội dung cần hỏi.",
            ),
            models.CheckConstraint(
                name="answered_consultation_has_its_hand",
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message="Trả lời hiệp y phải ghi ai ghi, lúc nào.",
            ),
            models.CheckConstraint(
                name="ended_consultation_says_why",
                condition=Q(ended_by=None, ended_at=None, end_reason="")
                | (Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(end_reason="")),
                violation_error_message="Ghi lý do thôi hỏi ý kiến.",
            ),
            models.CheckConstraint(
                name="consultation_ends_one_way",
                condition=Q(answered_at=None) | Q(ended_at=None),
                violation_error_message="Ý kiến đã trả lời thì không thôi hỏi nữa.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(answered_at=None, ended_at=None),
                name="consultation_waits",
            ),
            models.Index(fields=["unit", "-id"], name="consultation_of_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.dossier.ref}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:consultation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Neither answered nor taken back."""
        return self.answered_at is None and self.ended_at is None

    @property
    def is_late(self) -> bool:
        """Still waiting after its last day."""
        return self.is_open and self.due_on < clock.today()

    @property
    def letter(self) -> str:
        """«văn bản số 412/CAT ngày 28/11/2023», as far as it was given."""
        on = f"ngày {self.letter_on:%d/%m/%Y}" if self.letter_on else ""
        return " ".join(part for part in (self.symbol and f"văn bản số {self.symbol}", on) if part)

    def get_state_display(self) -> str:
        """How far it has come."""
        if self.answered_at:
            return "Đã trả lời"
        if self.ended_at:
            return "Thôi hỏi"
        return "Quá hạn trả lời" if self.is_late else "Chờ trả lời"

    @property
    def state_tone(self) -> str:
        """As a colour."""
        if self.answered_at:
            return "ok"
        if self.ended_at:
            return "quiet"
        return "stop" if self.is_late else "wait"


class ConsultationLine(models.Model):
    """One nominee a body is asked about, and what it says; empty until it answers."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="lines")
    line = models.ForeignKey(Nomination, models.PROTECT, related_name="consulted")
    opinion = models.CharField("ý kiến", max_length=10, choices=Opinion.choices, blank=True)
    words = LongTextField("nội dung ý kiến", blank=True)

    class Meta:
        verbose_name = "trường hợp hỏi hiệp y"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "line"],
                name="asked_once_in_a_consultation",
                violation_error_message="Trường hợp này đã có trong văn bản hỏi.",
            ),
            models.CheckConstraint(
                name="adverse_opinion_says_why",
                condition=~Q(opinion=Opinion.ADVERSE) | ~Q(words=""),
                violation_error_message="Ghi nội dung ý kiến không thuận.",
            ),
        ]

    def __str__(self) -> str:
        return self.line.full_name


class ConsultationPaper(StoredFile):
    """The paper with which a body answered, as it came."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="paper")

    class Meta(StoredFile.Meta):
        verbose_name = "văn bản trả lời hiệp y"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:consultation_paper", args=[self.consultation_id])

    @property
    def folder(self) -> str:
        """One a consultation."""
        return f"consultations/{self.consultation_id}"

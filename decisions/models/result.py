"""What comes after a decision: answers from above, announcements to those not awarded, extracts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.enums import ForwardOutcome
from decisions.models.decision import Decision, DecisionLine
from dossiers.models import Dossier, Nomination
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField
from nganam_awards.documents.models import Document
from units.models import Unit


class ForwardAnswer(models.Model):
    """The higher authority's answer on a forwarded line: awarded by which decision, or why not."""

    line = models.OneToOneField(DecisionLine, models.PROTECT, related_name="answer")
    outcome = models.CharField("kết quả", max_length=10, choices=ForwardOutcome.choices)
    symbol = models.CharField("số, ký hiệu quyết định của cấp trên", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "kết quả của cấp trên"
        constraints = [
            models.CheckConstraint(
                name="award_from_above_names_its_decision",
                condition=Q(outcome=ForwardOutcome.DECLINED)
                | (~Q(symbol="") & Q(decided_on__isnull=False)),
                violation_error_message="Ghi số và ngày quyết định của cấp trên.",
            ),
            models.CheckConstraint(
                name="refusal_from_above_says_why",
                condition=Q(outcome=ForwardOutcome.AWARDED) | ~Q(note=""),
                violation_error_message="Ghi lý do cấp trên không khen thưởng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_outcome_display()}"


class ResultAnnouncement(models.Model):
    """A notice of no award (thông báo): one paper a dossier, with each name and its reason."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    nominations = models.ManyToManyField(Nomination, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "thông báo không khen thưởng"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)


class UntoldLine(models.Model):
    """A line that ended without an award and stands in no announcement yet.

    Kept by triggers (migration `0005_kept_words`): every queue asks whether there are some, and
    most finished dossiers have none.
    """

    nomination = models.OneToOneField(
        Nomination, models.DO_NOTHING, primary_key=True, related_name="untold_line"
    )

    class Meta:
        verbose_name = "đề nghị chờ thông báo"

    def __str__(self) -> str:
        return str(self.nomination_id)


class UnitExtract(models.Model):
    """A unit's extract (trích lục): the decision's words, with that unit's names only."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="extracts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "trích lục quyết định"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "unit"], name="one_extract_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.unit}"


class PendingExtracts(models.Model):
    """An issued decision about several units for which nobody looked yet whether it needs extracts.

    The trigger of the issue writes it (migration `0005_kept_words`), the service that looked takes
    it away: the clock asks here, not among all that was ever issued.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, primary_key=True, related_name="pending_extracts"
    )

    class Meta:
        verbose_name = "quyết định chờ trích sao"

    def __str__(self) -> str:
        return str(self.decision_id)


class DeskNote(models.Model):
    """The signer's note (ghi chú): what the Chairman noted for himself when he put it off."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="desk_notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = LongTextField("ghi chú", blank=True)
    put_off_at = models.DateTimeField("để sau lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ghi chú của người ký"
        constraints = [
            models.UniqueConstraint(fields=["decision", "user"], name="one_note_per_signer")
        ]

    def __str__(self) -> str:
        return self.text

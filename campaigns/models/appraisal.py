"""What Phòng Nội vụ wrote while appraising a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.enums import AppraisalItem, Exclusion, HintVerdict
from campaigns.models.award_plan import AwardPlan, PlanEvent
from nganam_awards.core import clock


class AppraisalAnswer(models.Model):
    """The finding of an appraisal (thẩm định; R4–R6): one answer an item and submission."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="appraisal_answers")
    submission = models.ForeignKey(
        PlanEvent, models.PROTECT, related_name="+", verbose_name="lần gửi"
    )
    item = models.CharField("nội dung", max_length=20, choices=AppraisalItem.choices)
    is_met = models.BooleanField("đạt")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "ý kiến thẩm định kế hoạch"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "item"], name="one_answer_per_item_and_submission"
            ),
            models.CheckConstraint(
                name="unmet_item_says_why",
                condition=Q(is_met=True) | ~Q(note=""),
                violation_error_message="Nội dung chưa đạt phải ghi rõ vì sao.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {'đạt' if self.is_met else 'chưa đạt'}"


class HintRuling(models.Model):
    """The ruling on a doubtful phrase: a phrase never refuses by itself (R10–R12)."""

    plan = models.ForeignKey(AwardPlan, models.CASCADE, related_name="hint_rulings")
    exclusion = models.CharField("lý do loại trừ", max_length=20, choices=Exclusion.choices)
    phrase = models.CharField("cụm từ", max_length=300)
    verdict = models.CharField("kết luận", max_length=20, choices=HintVerdict.choices)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "kết luận về cụm từ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "exclusion", "phrase"], name="one_ruling_per_phrase"
            )
        ]

    def __str__(self) -> str:
        return f"«{self.phrase}»: {self.get_verdict_display()}"

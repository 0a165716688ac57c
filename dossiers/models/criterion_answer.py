"""Answers to the criteria and standards (tiêu chí, tiêu chuẩn) of a plan, with their evidence."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.enums import CriterionVerdict
from dossiers.models.attachment import Attachment
from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class CriterionAnswer(models.Model):
    """What the officer found of one criterion or standard, for one line or for the whole list.

    The answer belongs to the words that were asked, not to a row of the plan: an amendment that
    leaves the words leaves the answer, one that changes them asks anew.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="criterion_answers")
    line = models.ForeignKey(
        Nomination,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="criterion_answers",
        verbose_name="trường hợp",
        help_text="Trống: cả hồ sơ.",
    )
    asked = models.CharField("tiêu chí, tiêu chuẩn", max_length=500)
    verdict = models.CharField("kết quả", max_length=10, choices=CriterionVerdict.choices)
    words = LongTextField("nhận xét", blank=True)
    file = models.ForeignKey(
        Attachment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="minh chứng",
    )
    page = models.PositiveIntegerField("trang", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "trả lời tiêu chí"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "line", "asked"],
                nulls_distinct=False,
                name="criterion_is_answered_once",
                violation_error_message="Tiêu chí này vừa được trả lời ở cửa sổ khác.",
            ),
            models.CheckConstraint(
                name="unmet_criterion_says_why",
                condition=Q(verdict=CriterionVerdict.MET) | ~Q(words=""),
                violation_error_message="Ghi vì sao chưa đạt hoặc chưa rõ.",
            ),
            models.CheckConstraint(
                name="page_is_of_a_file",
                condition=Q(page=None) | Q(page__gt=0),
                violation_error_message="Số trang bắt đầu từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked[:40]}: {self.get_verdict_display()}"

"""Awards that were given: written at issue, never changed, ended only by a later decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from honourees.enums import AwardOrigin
from honourees.models.honouree import Honouree
from law.enums import Category
from law.models import AwardType
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from units.models import Unit


class Award(models.Model):
    """An honouree's award: which one, for which year, by which decision, with how much money."""

    honouree = models.ForeignKey(Honouree, models.PROTECT, related_name="awards")
    # The honouree's, for the list of a unit's honours: at 800,000 awards the join sorted them all.
    # Written by the trigger of migration `0004_unit_of_award` and by nobody else.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, editable=False)
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    achievement = LongTextField("thành tích", max_length=LONGEST_STORY, blank=True)
    decision_symbol = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    prize_vnd = models.PositiveBigIntegerField("tiền thưởng (đồng)", default=0)
    category = models.CharField("loại hình", max_length=20, choices=Category.choices, blank=True)
    # Where the honouree was then; `unit` is where they are now.
    unit_then = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị khi đó"
    )
    working_unit = models.CharField("nơi công tác, nơi ở khi đó", max_length=250, blank=True)
    origin = models.CharField(
        "nguồn", max_length=10, choices=AwardOrigin.choices, default=AwardOrigin.PORTAL
    )
    issuer = models.CharField(
        "cơ quan quyết định", max_length=200, blank=True, help_text="Trống: thị xã."
    )
    source = models.CharField("ghi từ đâu", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )
    entered_at = models.DateTimeField("ghi lúc", null=True, blank=True)
    revoked_symbol = models.CharField("quyết định hủy bỏ", max_length=60, blank=True)
    revoked_on = models.DateField("ngày hủy bỏ", null=True, blank=True)

    class Meta:
        verbose_name = "danh hiệu, hình thức đã trao"
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["honouree", "award_type", "merit_year"], name="award_of"),
            models.Index(fields=["unit", "-decided_on", "-id"], name="award_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="revoked_award_names_its_decision",
                condition=Q(revoked_on=None) | ~Q(revoked_symbol=""),
                violation_error_message="Việc hủy bỏ phải ghi số quyết định hủy bỏ.",
            ),
            models.CheckConstraint(
                name="award_from_elsewhere_says_whence",
                condition=Q(origin=AwardOrigin.PORTAL)
                | Q(entered_by__isnull=False, entered_at__isnull=False) & ~Q(source=""),
                violation_error_message="Ghi nguồn của lần khen này: danh sách nào, giấy tờ nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} {self.merit_year}: {self.honouree}"


class AwardPaper(StoredFile):
    """The paper that proves an award of another body: decision, certificate, a photograph."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="papers")

    class Meta(StoredFile.Meta):
        verbose_name = "giấy tờ chứng minh lần khen"

    @property
    def folder(self) -> str:
        """Where under the media folder its bytes lie."""
        return "award_papers"

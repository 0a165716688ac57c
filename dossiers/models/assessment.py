"""What the provisions said when it counted, and where an officer went on in spite of one."""

from django.conf import settings
from django.db import models

from dossiers.enums import Stage
from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from law.enums import ProvisionKey
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class Assessment(models.Model):
    """The findings on a dossier at one stage: kept, never changed; the newest one is compared.

    `findings`: {"": of the dossier, "<line>": of the line}, each {code: [verdict, sentence]}; a
    sentence is kept of what did not pass.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="assessments")
    stage = models.CharField("lúc", max_length=10, choices=Stage.choices)
    rules_stamp = models.UUIDField("phiên bản quy định")
    data_sha = models.CharField("mã băm dữ kiện", max_length=64)
    findings = models.JSONField("kết luận")
    made_at = models.DateTimeField("xét lúc", default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "kết quả xét điều kiện"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["dossier", "-id"], name="assessment_newest")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.get_stage_display()}"


class Overruling(models.Model):
    """An officer recommends in spite of one provision (vẫn đề nghị), and says why."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="overrulings")
    key = models.CharField("quy định xét", max_length=20, choices=ProvisionKey.choices)
    part = models.CharField("phần", max_length=30, blank=True)
    reason = LongTextField("lý do", max_length=1000)
    told = models.CharField("kết luận đã bỏ qua", max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc", default=clock.now)
    taken_back_at = models.DateTimeField("rút lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = "vẫn đề nghị, có lý do"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "key", "part"],
                condition=models.Q(taken_back_at=None),
                name="one_overruling_at_a_time",
            ),
            models.CheckConstraint(
                name="overruling_says_why",
                condition=~models.Q(reason=""),
                violation_error_message="Ghi lý do vẫn đề nghị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.get_key_display()}"

    @property
    def code(self) -> str:
        """As a finding names itself."""
        return f"{self.key}:{self.part}" if self.part else self.key

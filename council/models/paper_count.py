"""A case counted on paper: what the counting team (tổ kiểm phiếu) found."""

import json
from zlib import crc32

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from council.models.case import CouncilCase
from nganam_awards.core import clock


class PaperCount(models.Model):
    """Figures of a paper count. `counts`: {line: [agree, disagree, abstain]}."""

    TEAM_SIZE = 3

    case = models.OneToOneField(CouncilCase, models.PROTECT, related_name="paper_count")
    team = ArrayField(
        models.CharField(max_length=120), size=TEAM_SIZE, verbose_name="tổ kiểm phiếu"
    )
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu vào")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    invalid = models.PositiveSmallIntegerField("phiếu không hợp lệ")
    counts = models.JSONField("số phiếu từng dòng")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "kiểm phiếu giấy"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="not_more_ballots_back_than_out",
                condition=Q(returned__lte=F("issued")),
                violation_error_message="Số phiếu thu vào không được nhiều hơn số phiếu phát ra.",
            ),
            models.CheckConstraint(
                name="valid_and_invalid_are_all",
                condition=Q(returned=F("valid") + F("invalid")),
                violation_error_message=(
                    "Số phiếu hợp lệ cộng số phiếu không hợp lệ phải bằng số phiếu thu vào."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.valid}/{self.issued}"

    @property
    def mark(self) -> int:
        """What a page puts into its form: these very figures, whoever entered them."""
        figures = [self.issued, self.returned, self.valid, self.invalid]
        told = json.dumps([self.team, figures, self.counts], sort_keys=True)
        return crc32(told.encode()) or 1

"""Absence (vắng mặt): who of Phòng Nội vụ is away, from when to when, and who stands in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nganam_awards.core import clock
from units.models import DatedGrantQuerySet


class Absence(models.Model):
    """A person away; on these days whoever stands in (người thay) acts on their dossiers."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người vắng"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thay"
    )
    starts_on = models.DateField("từ ngày", default=clock.today)
    ends_on = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    objects = DatedGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "vắng mặt"
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_himself",
                condition=~Q(person=F("stand_in")),
                violation_error_message="Chọn người thay là một người khác.",
            ),
        ]
        indexes = [models.Index(fields=["stand_in", "starts_on"], name="absence_stood_in")]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

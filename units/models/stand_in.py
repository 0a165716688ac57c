"""Stand-in (người thay): an office of the town held for some days by whom the Chairman named."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q

from units.models.grant import DatedGrantQuerySet


class StandIn(models.Model):
    """Whoever sits in an office from a day to a day, where nobody of it is left; first and last
    day count. It ends by itself."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thay"
    )
    office = models.ForeignKey(
        Group, models.PROTECT, related_name="+", verbose_name="chức vụ được thay"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=400)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cử"
    )

    objects = DatedGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "người thay có thời hạn"
        default_permissions = ()
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="stand_in_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.CheckConstraint(
                name="stand_in_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Ghi lý do cử người thay.",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="stand_in_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.office} {self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

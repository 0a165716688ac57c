"""Succession (kế thừa): which body goes on with what another one left when it ended."""

from django.db import models
from django.db.models import F, Q

from units.enums import SuccessionKind
from units.models.body import Unit


class UnitSuccession(models.Model):
    """A body that ended, one that goes on with its work, from a day on.

    A division has a row for each body that goes on. Whoever takes over also takes over what the
    ended body had itself taken over: that is a row of its own.
    """

    old = models.ForeignKey(
        Unit, models.PROTECT, related_name="successions", verbose_name="đơn vị đã ngừng hoạt động"
    )
    new = models.ForeignKey(
        Unit, models.PROTECT, related_name="took_over", verbose_name="đơn vị kế thừa"
    )
    starts_on = models.DateField("kế thừa từ ngày")
    kind = models.CharField("hình thức", max_length=12, choices=SuccessionKind.choices)
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa"
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="one_succession_per_pair",
                violation_error_message="Đơn vị này đã được ghi là đơn vị kế thừa.",
            ),
            models.CheckConstraint(
                name="nobody_succeeds_itself",
                condition=~Q(old=F("new")),
                violation_error_message="Đơn vị không thể kế thừa chính mình.",
            ),
            models.CheckConstraint(
                name="succession_kind_is_known",
                condition=Q(kind__in=SuccessionKind.values),
                violation_error_message="Chọn hình thức sắp xếp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

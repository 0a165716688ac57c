"""Quỹ thi đua, khen thưởng: whose money prizes are, and how much of it a year has."""

from django.conf import settings
from django.db import models

from nganam_awards.core import clock


class Fund(models.Model):
    """Nguồn tiền thưởng, as Điều 2 names it without the year."""

    name = models.CharField("tên quỹ", max_length=160, unique=True)

    class Meta:
        verbose_name = "quỹ khen thưởng"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FundBudget(models.Model):
    """Dự toán năm của một quỹ: entered by Phòng Nội vụ; it warns, it never blocks."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="budgets", verbose_name="quỹ")
    year = models.PositiveSmallIntegerField("năm")
    amount_vnd = models.PositiveBigIntegerField("dự toán (đồng)")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "dự toán quỹ"
        ordering = ["-year", "fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year"],
                name="one_budget_per_fund_and_year",
                violation_error_message="Quỹ này đã có dự toán của năm đó; sửa dòng đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"

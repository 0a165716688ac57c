"""Award funds (quỹ khen thưởng): whose money prizes are, and how much of it a year has."""

import pgtrigger
from django.conf import settings
from django.db import models

from nganam_awards.core import clock


USUAL_FUND = "Quỹ thi đua, khen thưởng thị xã"


class Fund(models.Model):
    """The source of the prize money (nguồn tiền thưởng), as Điều 2 names it without the year."""

    name = models.CharField("tên quỹ", max_length=160, unique=True)

    class Meta:
        verbose_name = "quỹ khen thưởng"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def line(self, year: int) -> str:
        """As Điều 2 names it: «Quỹ thi đua, khen thưởng thị xã năm 2023»."""
        return f"{self.name} năm {year}"


class FundBudget(models.Model):
    """A fund's yearly budget (dự toán năm): entered by Phòng Nội vụ; it warns, it never blocks."""

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


class BudgetChange(models.Model):
    """A change of budget (dự toán): what a fund had for a year before and after, by whom, why."""

    budget = models.ForeignKey(FundBudget, models.PROTECT, related_name="changes")
    before_vnd = models.PositiveBigIntegerField("trước đó (đồng)", null=True, blank=True)
    after_vnd = models.PositiveBigIntegerField("nay là (đồng)")
    note = models.CharField("căn cứ, lý do", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    happened_at = models.DateTimeField("lúc", default=clock.now)
    recorded_at = models.DateTimeField("lúc (giờ máy)", default=clock.machine_now)

    class Meta:
        verbose_name = "lần ghi dự toán"
        default_permissions = ()
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.after_vnd}"

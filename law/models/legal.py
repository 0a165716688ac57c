"""The law outside the regimes: lines of the preamble, base salary, days off, corrections."""

import pgtrigger
from django.conf import settings
from django.db import models

from law.enums import Category, HolidayKind
from law.models.validity import Sourced, Valid
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField
from nganam_awards.core.money import grouped


class LegalBasis(Valid):
    """A legal basis (căn cứ): one line of a decision's preamble, without its closing sign."""

    code = models.CharField("mã", max_length=40)
    text = LongTextField("câu căn cứ")
    category = models.CharField(
        "loại hình",
        max_length=20,
        choices=Category.choices,
        blank=True,
        help_text="Trống: mọi loại",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    governs_earlier = models.BooleanField(
        "còn áp dụng cho hồ sơ nhận trước ngày hết hiệu lực",
        default=False,
        help_text="Chỉ khi văn bản thay thế quy định chuyển tiếp như vậy.",
    )

    class Meta(Valid.Meta):
        verbose_name = "căn cứ pháp lý"
        ordering = ["order", "valid_from", "pk"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_wording_per_day"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.get_category_display() or "Mọi loại hình"

    @property
    def words(self) -> str:
        """The line as the decision prints it."""
        return self.text


class BaseSalary(Valid):
    """The base salary (lương cơ sở) in force from a day, until the next row."""

    SUBJECT = ()

    amount_vnd = models.PositiveIntegerField("mức lương cơ sở (đồng)")

    class Meta(Valid.Meta):
        verbose_name = "lương cơ sở"
        ordering = ["valid_from"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=["valid_from"], name="one_base_salary_per_day"),
        ]

    def __str__(self) -> str:
        return f"{grouped(self.amount_vnd)} đ từ {self.valid_from:%d/%m/%Y}"

    @property
    def title(self) -> str:
        """What the row is about."""
        return "Lương cơ sở"

    @property
    def words(self) -> str:
        """The amount."""
        return f"{grouped(self.amount_vnd)} đ"


class Holiday(Sourced):
    """A holiday, one in lieu, or a Saturday worked instead; never computed (domain list §6.4)."""

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=10, choices=HolidayKind.choices)

    class Meta(Sourced.Meta):
        verbose_name = "ngày nghỉ"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def dialog(self) -> str:
        """Name of its own dialog on the page."""
        return f"bo-{self.day:%Y%m%d}"


class Correction(models.Model):
    """A correction of the rules: who changed what of the law, from which day, on what ground."""

    table = models.CharField("danh mục", max_length=30)
    subject = models.CharField("mã mục", max_length=200)
    name = models.CharField("mục được sửa", max_length=300)
    before = models.TextField("trước đó", blank=True)
    after = models.TextField("nay là", blank=True)
    effective_on = models.DateField("áp dụng từ ngày", null=True, blank=True)
    citation = models.CharField("nguồn", max_length=300, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    happened_at = models.DateTimeField("lúc", default=clock.now)
    recorded_at = models.DateTimeField("lúc (giờ máy)", default=clock.machine_now)

    class Meta:
        verbose_name = "lần sửa quy định"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["table", "subject"], name="correction_of_a_subject")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.after}"

"""The law as data: each row says from when to when it holds and where it is written (law 12)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.enums import Category, DossierPart, HolidayKind
from nganam_awards.core.money import Rounding


class ValidityQuerySet(models.QuerySet):
    """Rows with a first and a last day."""

    def valid_on(self, day: date) -> "ValidityQuerySet":
        """What holds on the day; the last day counts."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Valid(models.Model):
    """Something that holds from a day to a day, with its source."""

    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    citation = models.CharField("nguồn", max_length=300, blank=True)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_starts_before_it_ends",
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            )
        ]


class Authority(Valid):
    """Cơ quan ban hành: whose paper it is, how its head is called, until when it exists."""

    code = models.CharField("mã", max_length=20, unique=True)
    issuer_lines = models.TextField("tên cơ quan trên văn bản, mỗi dòng một dòng")
    name = models.CharField("tên cơ quan", max_length=200)
    head_title = models.CharField("chức vụ người đứng đầu", max_length=200)
    place = models.CharField("địa danh", max_length=60)
    symbol = models.CharField("chữ viết tắt trong ký hiệu", max_length=20)
    successor = models.CharField("cơ quan kế thừa", max_length=200, blank=True)

    class Meta(Valid.Meta):
        verbose_name = "cơ quan ban hành"

    def __str__(self) -> str:
        return self.name


class SignatoryQuerySet(models.QuerySet):
    """People who may sign for an authority."""

    def in_force(self, day: date) -> "SignatoryQuerySet":
        """Who may sign on the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Signatory(models.Model):
    """Người ký: a person, the title line over the signature, and the days it holds (NĐ 30 Đ.13)."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="signatories")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title_lines = models.CharField("dòng chức vụ trên chữ ký", max_length=120)
    full_name = models.CharField("họ và tên trên văn bản", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "người ký"
        constraints = [
            models.CheckConstraint(
                name="signatory_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_lines} {self.full_name}"


class LegalBasis(Valid):
    """Căn cứ pháp lý: one line of a decision's preamble, without its closing sign."""

    code = models.CharField("mã", max_length=40, unique=True)
    text = models.TextField("câu căn cứ")
    category = models.CharField(
        "loại hình",
        max_length=20,
        choices=Category.choices,
        blank=True,
        help_text="Trống: mọi loại",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta(Valid.Meta):
        verbose_name = "căn cứ pháp lý"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class RuleSet(Valid):
    """Bộ quy tắc theo thời kỳ: the figures one legal regime sets."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    cutoff_month = models.PositiveSmallIntegerField("tháng cuối «đầu năm»", default=3)
    cutoff_day = models.PositiveSmallIntegerField("ngày cuối «đầu năm»", default=31)
    rounding = models.CharField("làm tròn tiền thưởng", max_length=20, choices=Rounding.choices)
    collective_factor_thousandths = models.PositiveIntegerField("hệ số tập thể (phần nghìn)")
    household_factor_thousandths = models.PositiveIntegerField("hệ số hộ gia đình (phần nghìn)")
    processing_days = models.PositiveSmallIntegerField("thời hạn giải quyết (ngày làm việc)")

    class Meta(Valid.Meta):
        verbose_name = "bộ quy tắc"

    def __str__(self) -> str:
        return self.name

    def cutoff_in(self, year: int) -> date:
        """Last day of «đầu năm» (the letter, point 1; the date is the town's setting)."""
        return date(year, self.cutoff_month, self.cutoff_day)


class PrizeRate(models.Model):
    """Mức tiền thưởng: coefficient of the base salary (NĐ 91/2017 Đ.69–73 and its successors)."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rates")
    award_type = models.ForeignKey("campaigns.AwardType", models.PROTECT, related_name="+")
    coefficient_thousandths = models.PositiveIntegerField("hệ số (phần nghìn)")
    scales_by_kind = models.BooleanField(
        "nhân theo đối tượng", default=False, help_text="Tập thể, hộ gia đình: nhân hệ số riêng"
    )
    citation = models.CharField("nguồn", max_length=300)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)

    class Meta:
        verbose_name = "mức tiền thưởng"
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "award_type"], name="one_rate_per_award_and_rule_set"
            )
        ]

    def __str__(self) -> str:
        return f"{self.award_type}: {self.coefficient_thousandths / 1000}"


class BaseSalary(Valid):
    """Lương cơ sở in force from a day, until the next row."""

    amount_vnd = models.PositiveIntegerField("mức lương cơ sở (đồng)")

    class Meta(Valid.Meta):
        verbose_name = "lương cơ sở"
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"{self.amount_vnd} đ từ {self.valid_from:%d/%m/%Y}"


class Holiday(models.Model):
    """Ngày nghỉ lễ, nghỉ bù, or a Saturday worked instead; never computed (domain list §6.4)."""

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=10, choices=HolidayKind.choices)
    citation = models.CharField("nguồn", max_length=300, blank=True)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)

    class Meta:
        verbose_name = "ngày nghỉ"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class ChecklistItem(models.Model):
    """Thành phần hồ sơ phải có, by regime and category."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="checklist")
    category = models.CharField("loại hình", max_length=20, choices=Category.choices)
    part = models.CharField("thành phần", max_length=30, choices=DossierPart.choices)
    is_required = models.BooleanField("bắt buộc", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    citation = models.CharField("nguồn", max_length=300)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)

    class Meta:
        verbose_name = "thành phần hồ sơ"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "category", "part"], name="one_line_per_part"
            )
        ]

    def __str__(self) -> str:
        return self.get_part_display()

"""What one legal regime sets: figures, coefficients, prerequisites and papers, each row dated."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from law.enums import Category, DossierPart, Evidence, PartNeed, Scope
from law.figures import SHAPES, AwardKey, RuleKey, decimal_words
from law.models.award_type import AwardType
from law.models.validity import Valid


class RuleSet(Valid):
    """A rule set for a time: one legal regime, on which its dated rows hang."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)

    class Meta(Valid.Meta):
        verbose_name = "bộ quy tắc"
        ordering = ["valid_from"]
        permissions = [("keep_catalogue", "Giữ danh mục và quy định")]

    def __str__(self) -> str:
        return self.name


class LawFigure(Valid):
    """A figure or a choice; `value` is text in the shape of its key."""

    value = models.CharField("giá trị", max_length=60)

    class Meta(Valid.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.title}: {self.words}"

    def clean(self) -> None:
        """The text must have the shape of its key."""
        try:
            SHAPES[self.key].read(self.value)
        except ValueError as wrong:
            raise ValidationError({"value": str(wrong)}) from wrong

    @property
    def read(self) -> object:
        """The value as the program uses it."""
        return SHAPES[self.key].read(self.value)

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.get_key_display()

    @property
    def words(self) -> str:
        """The value as a page tells it."""
        return SHAPES[self.key].tell(self.value)


class RuleValue(LawFigure):
    """A figure or choice of a rule set."""

    SUBJECT = ("rule_set_id", "key")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="values")
    key = models.CharField("quy định", max_length=30, choices=RuleKey.choices)

    class Meta(LawFigure.Meta):
        verbose_name = "giá trị quy định"
        ordering = ["rule_set", "key", "valid_from"]
        constraints = [
            *LawFigure.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_set", "key", "valid_from"], name="one_value_per_rule_and_day"
            ),
        ]
        indexes = [models.Index(fields=["key"], name="value_by_its_key")]


class AwardRule(LawFigure):
    """What a rule set chooses for one award: is it posted, are others asked, does the Council vote.

    A row that names a category wins over one for every category.
    """

    SUBJECT = ("rule_set_id", "award_type_id", "category", "key")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="award_rules")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="rules")
    category = models.CharField(
        "loại hình",
        max_length=20,
        choices=Category.choices,
        blank=True,
        help_text="Trống: mọi loại",
    )
    key = models.CharField("quy định", max_length=30, choices=AwardKey.choices)

    class Meta(LawFigure.Meta):
        verbose_name = "quy định riêng của danh hiệu, hình thức"
        ordering = ["rule_set", "award_type__order", "key", "valid_from"]
        constraints = [
            *LawFigure.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_set", "award_type", "category", "key", "valid_from"],
                name="one_value_per_award_rule_and_day",
            ),
        ]

    @property
    def procedure(self) -> str:
        """Of which award, and in which category."""
        return ", ".join(part for part in (self.award_type.name, self.scope.lower()) if part)

    @property
    def rank(self) -> tuple:
        """In the order of a dossier's way; of one choice what holds for every category first."""
        return list(AwardKey).index(AwardKey(self.key)), self.category, self.valid_from

    @property
    def scope(self) -> str:
        """The one category it holds for; empty where it holds for all."""
        return str(Category(self.category).label) if self.category else ""


class PrizeRate(Valid):
    """A prize's rate: coefficient of the base salary (NĐ 91/2017 Đ.69–73 and its successors)."""

    SUBJECT = ("rule_set_id", "award_type_id")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rates")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="rates")
    coefficient_thousandths = models.PositiveIntegerField("hệ số (phần nghìn)")
    scales_by_kind = models.BooleanField(
        "nhân theo đối tượng", default=False, help_text="Tập thể, hộ gia đình: nhân hệ số riêng"
    )

    class Meta(Valid.Meta):
        verbose_name = "mức tiền thưởng"
        ordering = ["rule_set", "award_type__order", "valid_from"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_set", "award_type", "valid_from"],
                name="one_rate_per_award_rule_set_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type}: {self.words}"

    @property
    def title(self) -> str:
        """What the row is about."""
        return f"Tiền thưởng: {self.award_type.name}"

    @property
    def words(self) -> str:
        """«0,3 lần lương cơ sở»."""
        scaled = ", nhân theo đối tượng" if self.scales_by_kind else ""
        return f"{decimal_words(self.coefficient_thousandths)} lần lương cơ sở{scaled}"


class Prerequisite(Valid):
    """A condition (điều kiện) of an award under one regime.

    Rows of one `group` are alternatives («một trong»); every group must be met. A row asks an
    earlier award, a share of members, or a kind of evidence.
    """

    SUBJECT = ("rule_set_id", "award_type_id", "group", "needed_award_id", "evidence")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="prerequisites")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="prerequisites")
    group = models.PositiveSmallIntegerField("nhóm điều kiện", default=1)
    needed_award = models.ForeignKey(
        AwardType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cần danh hiệu, hình thức",
    )
    evidence = models.CharField(
        "cần minh chứng", max_length=20, choices=Evidence.choices, blank=True
    )
    years = models.PositiveSmallIntegerField(
        "số năm liên tục", default=0, help_text="0: của chính năm xét"
    )
    share = models.CharField(
        "tỷ lệ thành viên theo quy định",
        max_length=30,
        choices=[(key.value, key.label) for key in (RuleKey.TTLDTT_SHARE, RuleKey.TTLDXS_SHARE)],
        blank=True,
        help_text="Tỷ lệ lấy từ giá trị của bộ quy tắc, không chép lại ở đây",
    )
    initiative_scope = models.CharField(
        "phạm vi ảnh hưởng của sáng kiến",
        max_length=10,
        choices=Scope.choices,
        blank=True,
        help_text="Trống: được cơ sở công nhận là đủ",
    )
    text = models.CharField("lời văn", max_length=300)

    class Meta(Valid.Meta):
        verbose_name = "điều kiện của danh hiệu, hình thức"
        ordering = ["rule_set", "award_type__order", "group", "pk"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "rule_set",
                    "award_type",
                    "group",
                    "needed_award",
                    "evidence",
                    "valid_from",
                ],
                nulls_distinct=False,
                name="one_need_per_award_and_day",
            ),
            models.CheckConstraint(
                name="prerequisite_asks_an_award_or_evidence",
                condition=Q(needed_award__isnull=False, evidence="")
                | (Q(needed_award=None) & ~Q(evidence="")),
                violation_error_message="Điều kiện cần một danh hiệu hoặc một minh chứng.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def title(self) -> str:
        """What the row is about: alternatives carry one number."""
        return f"Điều kiện {self.group} của {self.award_type.name}"

    @property
    def words(self) -> str:
        """What is asked."""
        return self.text


class ChecklistItem(Valid):
    """A part of the dossier: one paper of a procedure (a category, or an award with its own)."""

    SUBJECT = ("rule_set_id", "category", "award_type_id", "part")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="checklist")
    category = models.CharField("loại hình", max_length=20, choices=Category.choices)
    award_type = models.ForeignKey(
        AwardType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="danh hiệu có thủ tục riêng",
        help_text="Trống: thủ tục chung của loại hình",
    )
    part = models.CharField("thành phần", max_length=30, choices=DossierPart.choices)
    need = models.CharField(
        "yêu cầu", max_length=20, choices=PartNeed.choices, default=PartNeed.REQUIRED
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta(Valid.Meta):
        verbose_name = "thành phần hồ sơ"
        ordering = ["order", "pk"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_set", "category", "award_type", "part", "valid_from"],
                nulls_distinct=False,
                name="one_line_per_part_and_day",
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()

    @property
    def procedure(self) -> str:
        return self.award_type.name if self.award_type else self.get_category_display()

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.get_part_display()

    @property
    def words(self) -> str:
        """Whether the paper is asked."""
        return self.get_need_display()

    @property
    def is_required(self) -> bool:
        """May no dossier leave without it?"""
        return self.need == PartNeed.REQUIRED

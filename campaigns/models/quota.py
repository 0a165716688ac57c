"""Award quotas (chỉ tiêu): the places of a plan and how many are held."""

from django.db import models
from django.db.models import F, Q

from campaigns.models.award_plan import AwardPlan
from law.enums import HonoureeKind
from law.models.award_type import AwardType
from units.models import Cluster, Unit


class QuotaQuerySet(models.QuerySet):
    """Places."""

    def for_meter(self) -> "QuotaQuerySet":
        """With what a meter shows, in the order in which decisions name people."""
        return self.select_related("award_type", "unit").order_by(
            "award_type__order", HonoureeKind.rank_in_sql(), "pk"
        )


def row_label(row: models.Model) -> str:
    """«Giấy khen, cá nhân, Phường 1»: what a row of places is called wherever it stands."""
    unit = row.unit.short_name if row.unit_id else ""
    return place_label(row.award_type.name, row.honouree_kind, unit)


def place_label(award: str, kind: str, unit: str) -> str:
    """The same from its parts, for a row that is kept as words."""
    share = f", {unit}" if unit else ""
    return f"{award}, {HonoureeKind(kind).noun}{share}"


class Quota(models.Model):
    """One quota row: plan × award type × kind of honouree × (unit with a share | common rest).

    Counters are moved by nomination steps only, through `campaigns.quotas.move`.
    """

    plan = models.ForeignKey(AwardPlan, models.PROTECT, related_name="quotas")
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức"
    )
    honouree_kind = models.CharField("đối tượng", max_length=20, choices=HonoureeKind.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị được chia",
    )
    limit = models.PositiveIntegerField("chỉ tiêu")
    asked = models.PositiveIntegerField(
        "số đơn vị đề nghị",
        null=True,
        blank=True,
        help_text="Ghi lại khi Chủ tịch duyệt; khác chỉ tiêu khi Chủ tịch cắt giảm.",
    )
    awarded_on_paper = models.PositiveIntegerField(
        "đã khen ngoài cổng", default=0, help_text="Kế hoạch các năm trước, nhập từ danh sách."
    )
    proposed = models.PositiveIntegerField("đơn vị đang đề nghị", default=0)
    recommended = models.PositiveIntegerField("Phòng Nội vụ đề nghị", default=0)
    with_chairman = models.PositiveIntegerField("đang trình Chủ tịch", default=0)
    awarded = models.PositiveIntegerField("đã khen", default=0)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "award_type", "honouree_kind", "unit"],
                nulls_distinct=False,
                name="one_quota_row_per_place",
                violation_error_message="Chỉ tiêu này đã có một dòng; sửa dòng đó thay vì thêm.",
            ),
            models.CheckConstraint(
                name="awarded_within_limit",
                condition=Q(awarded__lte=F("limit")),
                violation_error_message="Số đã khen không được vượt chỉ tiêu đã duyệt.",
            ),
            models.CheckConstraint(
                name="quota_is_a_number_of_awards",
                # 0 only where the Chairman cut it to nothing or an amendment gave it up.
                condition=Q(limit__gte=1) | Q(asked__isnull=False),
                violation_error_message="Chỉ tiêu phải là một số cụ thể từ 1 trở lên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} – {self.get_honouree_kind_display().lower()}: {self.limit}"

    @property
    def label(self) -> str:
        return row_label(self)

    def reading_order(self) -> tuple[int, int, bool, int]:
        """Twin of `for_meter` for loaded rows; the common rest stands after the shares."""
        return (
            self.award_type.order,
            HonoureeKind(self.honouree_kind).rank,
            self.unit_id is None,
            self.pk or 0,
        )

    @property
    def held(self) -> int:
        """Places taken by lines on their way and by awards."""
        return self.proposed + self.recommended + self.with_chairman + self.awarded

    @property
    def left(self) -> int:
        """Places nobody holds; below zero when more is proposed than was approved."""
        return self.limit - self.held


class RatioCap(models.Model):
    """A ratio cap: a title whose number depends on another title awarded for the same year.

    Grass-roots emulation fighters (CSTĐCS) are at most 15 % of the advanced workers (LĐTT;
    NĐ 91/2017 Đ.9 k.3), counted over one base: a unit, a cluster, or the town (both empty). The
    limit is derived from `base_awarded`; counters move with the nominations, through
    `campaigns.caps.move`.
    """

    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    base_award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="+")
    base_awarded = models.PositiveIntegerField("số làm gốc đã khen", default=0)
    proposed = models.PositiveIntegerField("đơn vị đang đề nghị", default=0)
    recommended = models.PositiveIntegerField("Phòng Nội vụ đề nghị", default=0)
    with_chairman = models.PositiveIntegerField("đang trình Chủ tịch", default=0)
    awarded = models.PositiveIntegerField("đã khen", default=0)

    class Meta:
        verbose_name = "tỷ lệ tối đa"
        constraints = [
            models.UniqueConstraint(
                fields=["award_type", "merit_year", "unit", "cluster"],
                nulls_distinct=False,
                name="one_cap_per_base_and_year",
            ),
            models.CheckConstraint(
                name="cap_counts_over_one_base",
                condition=Q(unit=None) | Q(cluster=None),
                violation_error_message="Tỷ lệ tính trên một đơn vị, một cụm hoặc toàn thị xã.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} {self.merit_year}"

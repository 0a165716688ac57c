"""Danh mục danh hiệu thi đua, hình thức khen thưởng, and the themes a campaign may have."""

from django.db import models
from django.db.models import Q

from campaigns.enums import AwardKind, HonoureeKind, Level


class AwardTypeQuerySet(models.QuerySet):
    """The catalogue."""

    def decided_by_town(self) -> "AwardTypeQuerySet":
        """What a decision of the town's Chairman may carry (Luật TĐKT: cấp huyện)."""
        return self.filter(level=Level.TOWN)

    def for_kind(self, kind: str) -> "AwardTypeQuerySet":
        """What this kind of honouree can receive."""
        return self.filter(**{f"for_{HonoureeKind(kind).value}": True})


class AwardType(models.Model):
    """Danh hiệu hoặc hình thức: what it is called, who can receive it, whose decision it needs."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=120)
    full_name = models.CharField("tên đầy đủ trên văn bản", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=AwardKind.choices)
    level = models.CharField("cấp quyết định", max_length=20, choices=Level.choices)
    for_person = models.BooleanField("cho cá nhân", default=False)
    for_collective = models.BooleanField("cho tập thể", default=False)
    for_household = models.BooleanField("cho hộ gia đình", default=False)
    has_certificate = models.BooleanField("có giấy chứng nhận", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    citation = models.CharField("căn cứ", max_length=300)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)

    objects = AwardTypeQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="award_type_has_a_receiver",
                condition=Q(for_person=True) | Q(for_collective=True) | Q(for_household=True),
                violation_error_message="Chọn ít nhất một đối tượng được nhận.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def verb(self) -> str:
        """«tặng» a form, «công nhận» a title; a decision has one verb."""
        return "công nhận" if self.kind == AwardKind.TITLE else "tặng"

    def can_go_to(self, kind: str) -> bool:
        """May this kind of honouree receive it?"""
        return getattr(self, f"for_{HonoureeKind(kind).value}")


class CampaignTheme(models.Model):
    """Nội dung phong trào the Council considers (the town's letter, point 1); extendable."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "chủ đề phong trào"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

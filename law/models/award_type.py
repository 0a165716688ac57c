"""Titles (danh hiệu), forms of award (hình thức), and the themes a campaign may have."""

from datetime import date

from django.db import models
from django.db.models import Q

from law.enums import AwardKind, HonoureeKind, Level
from law.models.validity import Valid


TITLE_WORD = "danh hiệu "


def verb_of(kind: str) -> str:
    """The verb of a decision: titles are recognised, forms are given."""
    return "công nhận" if kind == AwardKind.TITLE else "tặng"


def spoken_awards(awards: "list[AwardType]") -> str:
    """«Giấy khen», «danh hiệu “Lao động tiên tiến”, “Chiến sĩ thi đua cơ sở”» in a sentence."""
    names = ", ".join(award.bare_name for award in awards)
    return f"{TITLE_WORD}{names}" if any(a.kind == AwardKind.TITLE for a in awards) else names


class AwardTypeQuerySet(models.QuerySet):
    """The catalogue."""

    def decided_by_town(self, day: date) -> "AwardTypeQuerySet":
        """What a decision of the town's Chairman dated so may carry (Luật TĐKT: cấp huyện)."""
        town = AwardPower.objects.valid_on(day).filter(level=Level.TOWN)
        return self.filter(pk__in=town.values("award_type"))

    def decided_above(self, day: date) -> "AwardTypeQuerySet":
        """What the town asks of the province or the State, in a letter (tờ trình)."""
        above = AwardPower.objects.valid_on(day).filter(level__in=[Level.PROVINCE, Level.STATE])
        return self.filter(pk__in=above.values("award_type"))

    def with_powers(self) -> "AwardTypeQuerySet":
        """With whose decision each needs, for `level_on` without a query a row."""
        return self.prefetch_related("powers")


class AwardType(models.Model):
    """A title or a form of award: what it is called and who can receive it."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=120)
    full_name = models.CharField("tên đầy đủ trên văn bản", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=AwardKind.choices)
    for_person = models.BooleanField("cho cá nhân", default=False)
    for_collective = models.BooleanField("cho tập thể", default=False)
    for_household = models.BooleanField("cho hộ gia đình", default=False)
    has_certificate = models.BooleanField("có giấy chứng nhận", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    citation = models.CharField("căn cứ", max_length=300)

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
        return verb_of(self.kind)

    @property
    def bare_name(self) -> str:
        """«“Lao động tiên tiến”» as papers quote a title; a form by its name."""
        return (
            self.full_name.removeprefix(TITLE_WORD) if self.kind == AwardKind.TITLE else self.name
        )

    @property
    def receivers(self) -> str:
        """«Cá nhân, tập thể»."""
        kinds = [kind.label for kind in HonoureeKind.in_order() if self.can_go_to(kind)]
        return ", ".join(kinds).capitalize()

    def can_go_to(self, kind: str) -> bool:
        """May this kind of honouree receive it?"""
        return getattr(self, f"for_{HonoureeKind(kind).value}")

    def power_on(self, day: date) -> "AwardPower | None":
        """Who decides it on the day and where that is written; None where it does not exist."""
        powers = [power for power in self.powers.all() if power.holds_on(day)]
        return max(powers, key=lambda power: power.valid_from, default=None)

    def level_on(self, day: date) -> Level | None:
        """Whose decision it needs on the day."""
        power = self.power_on(day)
        return Level(power.level) if power else None


class AwardPower(Valid):
    """Competence (thẩm quyền): whose decision an award needs, by which law, from when to when."""

    SUBJECT = ("award_type_id",)

    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="powers")
    level = models.CharField("cấp quyết định", max_length=20, choices=Level.choices)

    class Meta(Valid.Meta):
        verbose_name = "thẩm quyền quyết định"
        ordering = ["award_type__order", "valid_from"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=["award_type", "valid_from"], name="one_power_per_award_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type}: {self.get_level_display()}"

    @property
    def title(self) -> str:
        """What the row is about."""
        return f"Thẩm quyền: {self.award_type.name}"

    @property
    def words(self) -> str:
        """Who decides."""
        return str(Level(self.level).label)  # `get_level_display` is twenty times as dear


class CampaignTheme(models.Model):
    """A theme of campaigns the Council considers (the town's letter, point 1); extendable."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_local = models.BooleanField("do thị xã nhập", default=False)

    class Meta:
        verbose_name = "chủ đề phong trào"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

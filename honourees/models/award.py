"""Awards that were given: written at issue, never changed, ended only by a later decision."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from honourees.enums import AwardOrigin
from honourees.models.honouree import Honouree
from law.enums import Category
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from units.models import Unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User

# Whose dossiers a unit's people write or confirm, whose awards they read.
UNIT_RIGHTS = ("file_dossiers", "confirm_dossiers")
# What may be put right by hand: a decision of the portal is ended by another decision alone.
BY_HAND = (AwardOrigin.PAST, AwardOrigin.OTHER)


def reads_all_awards(user: "User") -> bool:
    """Phòng Nội vụ and whoever signs read the register of the whole town."""
    return user.has_perm("dossiers.view_filed")


class AwardQuerySet(models.QuerySet):
    """Awards by what a page asks of them."""

    def visible_to(self, user: "User") -> "AwardQuerySet":
        """The town's offices: all. A unit: of who is its own now, or was when it was given.

        Of a body that ended the people of its successor read what its own people read.
        """
        if reads_all_awards(user):
            return self
        units = units_with(user, *UNIT_RIGHTS)
        return self.of_units(units) if units else self.none()

    def of_units(self, units: "list[int]") -> "AwardQuerySet":
        """Of whoever is there now, was there then, or has a second record that was merged.

        Merged records are few and asked for beforehand: joined, every award of the town was read.
        """
        merged = Honouree.objects.filter(main__isnull=False, main__unit__in=units).order_by()
        records = list(merged.values_list("pk", flat=True))
        return self.filter(Q(unit__in=units) | Q(unit_then__in=units) | Q(honouree__in=records))

    def newest_first(self) -> "AwardQuerySet":
        """As the register is read."""
        return self.order_by("-decided_on", "-pk")

    def in_force(self) -> "AwardQuerySet":
        """Without those that a later decision ended."""
        return self.filter(revoked_on=None)


class Award(models.Model):
    """An honouree's award: which one, for which year, by which decision, with how much money."""

    honouree = models.ForeignKey(Honouree, models.PROTECT, related_name="awards")
    # The honouree's, for the list of a unit's honours: at 800,000 awards the join sorted them all.
    # Written by the trigger of migration `0004_unit_of_award` and by nobody else.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, editable=False)
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    achievement = LongTextField("thành tích", max_length=LONGEST_STORY, blank=True)
    decision_symbol = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    prize_vnd = models.PositiveBigIntegerField("tiền thưởng (đồng)", default=0)
    category = models.CharField("loại hình", max_length=20, choices=Category.choices, blank=True)
    # Where the honouree was then; `unit` is where they are now.
    unit_then = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị khi đó"
    )
    working_unit = models.CharField("nơi công tác, nơi ở khi đó", max_length=250, blank=True)
    origin = models.CharField(
        "nguồn", max_length=10, choices=AwardOrigin.choices, default=AwardOrigin.PORTAL
    )
    issuer = models.CharField(
        "cơ quan quyết định", max_length=200, blank=True, help_text="Trống: thị xã."
    )
    source = models.CharField("ghi từ đâu", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )
    entered_at = models.DateTimeField("ghi lúc", null=True, blank=True)
    revoked_symbol = models.CharField("quyết định hủy bỏ", max_length=60, blank=True)
    revoked_on = models.DateField("ngày hủy bỏ", null=True, blank=True)
    # Name, number and marks of both units («đv12»), folded: at 1,000,000 awards a search that read
    # names beside them took seconds. Written by the trigger of migration `0006_award_words` alone.
    words = SearchVectorField(editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức đã trao"
        ordering = ["-decided_on", "-pk"]
        indexes = [
            GinIndex(fields=["words"], name="award_words"),
            models.Index(fields=["-decided_on", "-id"], name="award_newest"),
            models.Index(fields=["merit_year", "-decided_on", "-id"], name="award_of_year"),
            models.Index(fields=["award_type", "-decided_on", "-id"], name="award_of_type"),
            models.Index(
                fields=["origin", "-decided_on", "-id"],
                condition=~Q(origin=AwardOrigin.PORTAL),
                name="award_from_elsewhere",
            ),
            models.Index(fields=["honouree", "award_type", "merit_year"], name="award_of"),
            models.Index(fields=["unit", "-decided_on", "-id"], name="award_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="revoked_award_names_its_decision",
                condition=Q(revoked_on=None) | ~Q(revoked_symbol=""),
                violation_error_message="Việc hủy bỏ phải ghi số quyết định hủy bỏ.",
            ),
            models.CheckConstraint(
                name="award_from_elsewhere_says_whence",
                condition=Q(origin=AwardOrigin.PORTAL)
                | Q(entered_by__isnull=False, entered_at__isnull=False) & ~Q(source=""),
                violation_error_message="Ghi nguồn của lần khen này: danh sách nào, giấy tờ nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} {self.merit_year}: {self.honouree}"

    @property
    def is_by_hand(self) -> bool:
        """Did somebody enter it who may also put it right?"""
        return self.origin in BY_HAND

    @property
    def place_then(self) -> str:
        """Where the honouree was then, as far as it was written down."""
        if self.working_unit:
            return self.working_unit
        return self.unit_then.short_name if self.unit_then_id else ""


class AwardChange(models.Model):
    """An award entered by hand was put right or withdrawn (rút): what, by whom, why; stays."""

    honouree = models.ForeignKey(Honouree, models.PROTECT, related_name="award_changes")
    award = models.ForeignKey(Award, models.SET_NULL, null=True, blank=True, related_name="changes")
    told = models.CharField("lần khen trước đó", max_length=600)
    what = models.CharField("đã làm gì", max_length=1000)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "lần sửa lần khen"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="award_change_says_why",
                condition=~Q(reason=""),
                violation_error_message="Ghi lý do sửa hoặc rút lần khen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.told}: {self.what}"


class AwardPaper(StoredFile):
    """The paper that proves an award of another body: decision, certificate, a photograph."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="papers")

    class Meta(StoredFile.Meta):
        verbose_name = "giấy tờ chứng minh lần khen"

    @property
    def folder(self) -> str:
        """Where under the media folder its bytes lie."""
        return "award_papers"

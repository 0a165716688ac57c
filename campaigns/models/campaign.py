"""Emulation campaigns (phong trào thi đua): launched once, running one year or several."""

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from campaigns.enums import LEFT_THE_UNIT, PUBLIC_STATES, CampaignKind
from law.models.award_type import CampaignTheme
from nganam_awards.core.address import address
from nganam_awards.core.search import begins_word, every_word
from units.models import DatedGrant, Unit
from units.models.body import Folded, names_unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


class CampaignQuerySet(models.QuerySet):
    """Campaigns, as far as a person may know of them."""

    def visible_to(self, user: "User") -> "CampaignQuerySet":
        """The organiser's people, and whoever may see one of its plans.

        `rules.can_view_campaign` says the same of one row.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.has_perm("campaigns.manage_campaigns"):
            return self
        is_staff = user.has_perm("campaigns.appraise_plan") or user.has_perm(
            "campaigns.approve_plan"
        )
        plans = self.model._meta.get_field("plans").related_model._base_manager.filter(
            campaign=OuterRef("pk"), state__in=LEFT_THE_UNIT if is_staff else PUBLIC_STATES
        )
        own = Q(organiser__in=units_with(user, "file_dossiers", "confirm_dossiers"))
        return self.filter(own | Exists(plans))

    def matching(self, words: str) -> "CampaignQuerySet":
        """By words of the name or the organiser, without accents."""
        return self.filter(
            every_word(
                words, lambda term: begins_word(term, "folded") | names_unit(term, "organiser__")
            )
        )


class Campaign(models.Model):
    """A thematic campaign (theo đợt, chuyên đề): launched, run, reviewed, rewarded as one."""

    name = models.CharField("tên phong trào", max_length=250)
    theme = models.ForeignKey(
        CampaignTheme, models.PROTECT, related_name="+", verbose_name="chủ đề"
    )
    kind = models.CharField(
        "loại phong trào",
        max_length=20,
        choices=CampaignKind.choices,
        default=CampaignKind.THEMATIC,
    )
    organiser = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns", verbose_name="đơn vị phát động"
    )
    is_town_wide = models.BooleanField(
        "phong trào của thị xã",
        default=False,
        help_text="Thị xã phát động, Phòng Nội vụ soạn kế hoạch.",
    )
    starts_on = models.DateField("ngày phát động")
    ends_on = models.DateField("ngày tổng kết")
    creation_key = models.UUIDField("khóa chống lập hai lần", default=uuid4, unique=True)
    folded = models.GeneratedField(
        expression=Folded("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        ordering = ["-starts_on", "-pk"]
        permissions = [
            ("appraise_campaign", "Thẩm định hồ sơ của phong trào"),
            ("manage_campaigns", "Quản lý phong trào của thị xã"),
        ]
        constraints = [
            models.CheckConstraint(
                name="campaign_opens_before_closing",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày phát động không được sau ngày tổng kết.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("campaigns:campaign", self.pk)

    def spoken(self, year: int) -> str:
        """Inside a sentence, with the year of its review."""
        return spoken_campaign(self.name, year)

    @property
    def launched_by(self) -> str:
        """Who launched it, short: the unit, the cluster, or the town with whoever writes for it."""
        name = self.organiser.short_name
        return f"Thị xã phát động, {name} soạn" if self.is_town_wide else name


# What a name may say of itself already: it is never told a second time before it.
_MOVEMENT = re.compile(r"(?:phong trào\s+(?:thi đua\b[\s:]*)?)+", re.IGNORECASE)
_OF_ITS_OWN = re.compile(
    r"(?:thi đua|cuộc vận động|hội thi|cuộc thi|đợt thi đua|đại hội)\b", re.IGNORECASE
)
_QUOTES = str.maketrans('“”«»"', "‘’‘’’")


def spoken_campaign(name: str, year: int) -> str:
    """«phong trào thi đua “Dạy tốt, học tốt” năm 2023»: nothing doubled, nothing cut.

    A name that is a movement, a drive or a congress by its own words stands as it is; one that
    says the year says it once.
    """
    bare = re.sub(r"^[“«\"](.*)[”»\"]$", r"\1", name)
    quoted = f"phong trào thi đua “{bare.translate(_QUOTES)}”"
    return told_year(own_noun(name) or quoted, year)


def told_year(words: str, year: int) -> str:
    """The words with the year behind, unless they tell it themselves."""
    return words if re.search(rf"(?<!\d){year}(?!\d)", words) else f"{words} năm {year}"


def own_noun(name: str) -> str:
    """The name inside a sentence where it says by itself what it is; empty where it does not."""
    if (said := _MOVEMENT.match(name)) and (rest := name[said.end() :]):
        noun = "phong trào thi đua" if "thi đua" in said[0].lower() else "phong trào"
        return f"{noun} {rest}"
    if own := _OF_ITS_OWN.match(name):
        match own[0].lower():
            case "thi đua":
                return f"phong trào {name[:1].lower()}{name[1:]}"
            case "đại hội":
                return name
        return f"{name[:1].lower()}{name[1:]}"
    return ""


class BasisDocument(models.Model):
    """A document that is the basis (căn cứ) of the launch: what the campaign was launched by."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="basis_documents")
    title = models.CharField("tên, trích yếu văn bản", max_length=300)
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True)

    class Meta:
        verbose_name = "văn bản căn cứ của phong trào"
        ordering = ["dated_on", "pk"]

    def __str__(self) -> str:
        return self.title


class CampaignUserPermission(DatedGrant):
    """A person's right over one campaign, for a limited time."""

    content_object = models.ForeignKey(Campaign, models.CASCADE, related_name="grants")

    class Meta(DatedGrant.Meta):
        verbose_name = "quyền trên phong trào"

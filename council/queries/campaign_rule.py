"""Which campaigns run in a year, and about which of them the Council is asked."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from campaigns.models import Campaign
from council.models import CampaignRule
from units.models import User


class Switched(NamedTuple):
    """The switch of one campaign as it stands, or will."""

    row: CampaignRule
    is_later: bool


def campaigns_of(user: User, year: int) -> QuerySet[Campaign]:
    """Campaigns that this person sees and that run on a day of the year."""
    rows = Campaign.objects.visible_to(user).select_related("organiser")
    return rows.filter(starts_on__year__lte=year, ends_on__year__gte=year)


def standing_of(campaigns: Iterable[Campaign], day: date) -> dict[int, Switched]:
    """{campaign: its switch that counts on the day, else the next one}, in one query."""
    rows = CampaignRule.objects.filter(campaign__in=[one.pk for one in campaigns])
    found: dict[int, Switched] = {}
    for row in rows.overlapping(day, None).order_by("starts_on", "pk"):
        found.setdefault(row.campaign_id, Switched(row, row.starts_on > day))
    return found

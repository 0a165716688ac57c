"""What the search of every page finds here: campaigns, by the plan of each year."""

from urllib.parse import urlencode

from django.urls import reverse

from campaigns.models import AwardPlan
from nganam_awards.core.registry import searches
from nganam_awards.core.search import Hit, SearchGroup, line
from units.models import User


def plans(user: User, typed: str) -> SearchGroup:
    """Plans by campaign (phong trào), organiser, the unit's number of the paper, or year."""
    rows = AwardPlan.objects.visible_to(user).matching(typed)
    rows = rows.select_related("campaign__organiser").order_by("-review_year", "-pk")
    more_url = f"{reverse('campaigns:list')}?{urlencode({'q': typed})}"
    return SearchGroup("Phong trào", "flag", rows, _plan, more_url)


def register() -> None:
    """Called once when the apps are loaded."""
    searches.add(plans, order=50)


def _plan(row: AwardPlan) -> Hit:
    note = line(row.campaign.organiser.short_name, row.paper_number)
    return Hit(str(row), row.get_absolute_url(), note, row)

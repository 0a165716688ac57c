"""Where campaigns stand in the side menu, and what waits there."""

from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from nganam_awards.core.context import NavItem
from nganam_awards.core.registry import navigation
from units.models import User


def waiting_plans(user: User):
    """Plans on which this person has the next word."""
    states = []
    if user.has_perm("campaigns.appraise_plan"):
        states.append(PlanState.SUBMITTED)
    if user.has_perm("campaigns.approve_plan"):
        states.append(PlanState.APPRAISED)
    return AwardPlan.objects.visible_to(user).filter(state__in=states)


def items(user: User) -> list[NavItem]:
    """Everybody may look at the campaigns; officers and the Chairman see how many plans wait."""
    count = None
    if user.has_perm("campaigns.appraise_plan") or user.has_perm("campaigns.approve_plan"):
        count = waiting_plans(user).count()
    return [NavItem("Phong trào thi đua", "campaigns:list", "flag", count, order=40)]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)

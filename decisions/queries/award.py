"""Where the decision of an award of the register is to be read."""

from django.urls import reverse

from decisions.models import Decision, DecisionLine
from nganam_awards.core.registry import award_decisions
from units.models import User


def addresses_of(user: User, awards: list[int]) -> dict[int, str]:
    """{award: page of its decision}, of those that this person may open; one query."""
    lines = DecisionLine.objects.filter(
        nomination__award__in=awards, decision__in=Decision.objects.visible_to(user).order_by()
    )
    pairs = lines.order_by().values_list("nomination__award_id", "decision_id")
    return {award: reverse("decisions:decision", args=[decision]) for award, decision in pairs}


def register() -> None:
    """Called once when the apps are loaded."""
    award_decisions.add(addresses_of)

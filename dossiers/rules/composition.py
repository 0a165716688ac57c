"""Whose lines and whose years a person may see counted."""

from campaigns.models import AwardPlan
from dossiers.models import Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.models.nomination import NominationQuerySet
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import ENDED_EARLY
from units.models import User
from units.rules import units_with


def filed_under(user: User, plan: AwardPlan) -> NominationQuerySet:
    """Lines of the plan's dossiers that have left their units and were not turned away."""
    rows = Nomination.objects.visible_to(user).on_list().filter(dossier__plan=plan)
    return rows.exclude(dossier__state__in=[*UNIT_STATES, *ENDED_EARLY])


def units_compared(user: User) -> list[int] | None:
    """Units whose figures the person may see; None: those of the whole town."""
    if dossier_rules.can_view_filed(user):
        return None
    return sorted(units_with(user, "file_dossiers", "confirm_dossiers"))

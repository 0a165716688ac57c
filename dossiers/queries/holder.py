"""Answers to what campaigns ask: who holds the places of a row, what still hangs on a plan."""

from django.db.models import Q

from campaigns.models import AwardPlan, Quota
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import CLOSED_STATES
from nganam_awards.core.registry import place_holders, plan_dependents


NAMED = 10
# What cannot be taken away by lowering a number: awards first, then what the Chairman has.
_FIRM = (NominationState.AWARDED, NominationState.DECIDED, NominationState.WITH_CHAIRMAN)


def holders_of_places(quota: Quota) -> list[str]:
    """«Dương Chí Sang (HS-2023-00042, đã khen)»; at most ten are named, the rest are counted."""
    lines = Nomination.objects.filter(quota=quota, state__in=_FIRM)
    rows = lines.select_related("dossier").order_by("state", "name_key", "pk")
    found = list(rows[: NAMED + 1])
    names = [f"{line.full_name} ({line.dossier.ref}, {_standing(line)})" for line in found[:NAMED]]
    if len(found) > NAMED:
        names.append(f"… và {lines.count() - NAMED} trường hợp khác")
    return names


def hanging_on(plan: AwardPlan) -> tuple[int, int]:
    """Filed lines without a result, suspended ones too, and dossiers still in their units."""
    dossiers = Dossier.objects.filter(plan=plan, trashed_at=None)
    in_unit = Q(dossier__state__in=UNIT_STATES)
    lines = Nomination.objects.filter(dossier__plan=plan).exclude(in_unit)
    return (
        lines.exclude(state__in=CLOSED_STATES).count(),
        dossiers.filter(state__in=UNIT_STATES).count(),
    )


def _standing(line: Nomination) -> str:
    label = line.get_state_display()
    return label[:1].lower() + label[1:]


def register() -> None:
    """Called once when the apps are loaded."""
    place_holders.add(holders_of_places)
    plan_dependents.add(hanging_on)

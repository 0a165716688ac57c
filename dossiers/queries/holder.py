"""Answers to what campaigns ask: who holds places, what hangs on a plan, who has filed under it."""

from collections.abc import Iterable

from django.db.models import Q

from campaigns.models import AwardPlan, Quota
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import CLOSED_STATES
from nganam_awards.core.registry import place_holders, plan_dependents, plan_filers


NAMED = 10
# What cannot be taken away by lowering a number: awards first, then what the Chairman has.
_FIRM = (NominationState.AWARDED, NominationState.DECIDED, NominationState.WITH_CHAIRMAN)
_TURNED_AWAY = (DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.STOPPED)


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


def filed_under(plans: Iterable[int]) -> set[tuple[int, int]]:
    """(plan, unit) with a dossier that has left its unit and was not turned away."""
    rows = Dossier.objects.filter(plan__in=plans).exclude(state__in=[*UNIT_STATES, *_TURNED_AWAY])
    return set(rows.order_by().values_list("plan_id", "unit_id").distinct())


def _standing(line: Nomination) -> str:
    label = line.get_state_display()
    return label[:1].lower() + label[1:]


def register() -> None:
    """Called once when the apps are loaded."""
    place_holders.add(holders_of_places)
    plan_dependents.add(hanging_on)
    plan_filers.add(filed_under)

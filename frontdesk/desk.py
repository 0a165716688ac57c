"""The own unit: dossiers, places, people and past honours of one unit, for its own people."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from campaigns.enums import PlanState
from campaigns.models import AwardPlan, Quota
from campaigns.queries import quota as quota_queries
from dossiers.enums import DossierState
from dossiers.models import Dossier
from honourees.models import Award, Honouree
from nganam_awards.core import clock
from nganam_awards.core.search import few_keys
from nganam_awards.core.text import fold
from units.models import Unit, UnitUserPermission, User
from units.rules import ToldGrant, told_grants, units_with


RIGHTS = ("confirm_dossiers", "file_dossiers")


class Standing(NamedTuple):
    """How many dossiers of this year stand at one step."""

    label: str
    count: int
    url: str


class PlanMeters(NamedTuple):
    """A plan under which the unit may file this year, and the places it draws on."""

    plan: AwardPlan
    places: list[Quota]


def units_of(user: User) -> QuerySet[Unit]:
    """Units whose dossiers the person writes or confirms."""
    return Unit.objects.filter(pk__in=units_with(user, *RIGHTS))


def standings(unit: Unit, year: int) -> list[Standing]:
    """Dossiers for the merit of a year, step by step; steps without any are left out."""
    rows = Dossier.objects.filter(unit=unit, merit_year=year, trashed_at=None)
    counts = Counter(dict(rows.order_by().values_list("state").annotate(n=Count("pk"))))
    listed = reverse("dossiers:list")
    return [
        Standing(
            state.label,
            counts[state],
            f"{listed}?{_query(state=state.value, year=str(year), unit=str(unit.pk))}",
        )
        for state in DossierState
        if counts[state]
    ]


def meters(unit: Unit, year: int) -> list[PlanMeters]:
    """Approved plans of a year that the unit organises or joined: its own share, or the rest."""
    mine = Q(campaign__organiser=unit) | Q(participants=unit)
    plans = AwardPlan.objects.filter(mine, state=PlanState.APPROVED, review_year=year).distinct()
    plans = list(plans.select_related("campaign").order_by("review_on", "pk"))
    rows: defaultdict[int, list[Quota]] = defaultdict(list)
    for row in Quota.objects.filter(plan__in=plans).for_meter():
        rows[row.plan_id].append(row)
    return [PlanMeters(plan, quota_queries.drawn_on_by(unit, rows[plan.pk])) for plan in plans]


def people(unit: Unit) -> list[ToldGrant]:
    """Who confirms, who writes: in force today or later."""
    today = clock.today()
    rows = UnitUserPermission.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        content_object=unit,
        permission__codename__in=RIGHTS,
    )
    found = rows.select_related("user", "permission", "content_object")
    return told_grants(found.order_by("permission__codename", "starts_on", "pk"), today)


def honours(unit: Unit, typed: str = "") -> QuerySet[Award]:
    """What the unit's persons, collectives and households were awarded, the newest first."""
    rows = Award.objects.filter(unit=unit).select_related("honouree", "award_type")
    if words := fold(typed).strip():
        named = Honouree.objects.filter(unit=unit, name_fold__contains=words)
        keys = few_keys(named, "pk")  # looked for once, for the page and its total
        rows = rows.filter(honouree__in=named if keys is None else keys)
    return rows.order_by("-decided_on", "-pk")


def _query(**fields: str) -> str:
    query = QueryDict(mutable=True)
    query.update(fields)
    return query.urlencode()

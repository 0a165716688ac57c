"""Counts the places of plans and caps over again, from the lines that hold them."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count

from campaigns.models import Quota
from campaigns.queries import cap as cap_queries
from campaigns.queries.cap import CapMove
from campaigns.queries.quota import COUNTERS
from dossiers.models import Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import COUNTER_OF
from law.queries import regime as regime_queries
from units.models import Unit


class Miscount(NamedTuple):
    """One counter of a quota or cap row that does not say what its lines say."""

    place: str
    counter: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return f"{self.place} · {self.counter}: sổ ghi {self.stored}, đếm lại {self.counted}"


def recount_quotas() -> list[Miscount]:
    """Compare every counter with the lines that hold it; nothing is changed (0 expected)."""
    return [*_of_quotas(), *_of_caps()]


def _of_quotas() -> list[Miscount]:
    held: dict[int, Counter] = {}
    rows = Nomination.objects.exclude(quota=None).order_by().values_list("quota_id", "state")
    for quota_id, state, lines in rows.annotate(lines=Count("pk")):
        if counter := COUNTER_OF.get(state):
            held.setdefault(quota_id, Counter())[counter] += lines
    return [
        Miscount(f"{quota.plan} · {quota.label}", counter, getattr(quota, counter), counted)
        for quota in Quota.objects.select_related("award_type", "unit", "plan__campaign").order_by(
            "pk"
        )
        for counter in COUNTERS
        if (counted := held.get(quota.pk, Counter())[counter]) != getattr(quota, counter)
    ]


def _of_caps() -> list[Miscount]:
    """Every cap from the lines of its titles, over the base of today's rule."""
    return [Miscount(*difference) for difference in cap_queries.differences(counted_caps())]


def counted_caps() -> dict[tuple, Counter]:
    """What every cap should say: {key of the cap: counters}."""
    rows = (
        Nomination.objects.filter(award_type__in=regime_queries.ratio_award_ids())
        .exclude(dossier__state__in=UNIT_STATES)
        .order_by()
        .values_list("award_type_id", "dossier__merit_year", "dossier__unit_id", "state")
    )
    units = Unit.objects.in_bulk(set(rows.values_list("dossier__unit_id", flat=True)))
    return cap_queries.counted(
        (CapMove(award, year, units[unit], None, COUNTER_OF.get(state)), lines)
        for award, year, unit, state, lines in rows.annotate(lines=Count("pk"))
    )

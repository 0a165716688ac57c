"""Penalties that dossiers tell of honourees: read here for examinations and for the register.

What a unit has not filed, took off its list or withdrew is told nobody else; lines of the very
dossiers that are examined tell it already while the unit writes them.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import ENDED_EARLY
from honourees.models import Honouree
from honourees.queries.restart import ToldPenalty
from law.enums import Penalty
from nganam_awards.core.registry import told_penalties


class PenaltyOfLine(NamedTuple):
    """A penalty with the line that tells it, so that no line is held against itself."""

    line: int
    penalty: str
    on: date | None
    ref: str


def by_record(
    records: Collection[int], *, beside: Collection[int] = ()
) -> dict[int, list[PenaltyOfLine]]:
    """{main record: what is told of it and of those merged into it}, in one query.

    `beside`: dossiers whose lines are read before they are filed.
    """
    if not records:
        return {}
    rows = (
        Nomination.objects.filter(
            ~Q(dossier__state__in=UNIT_STATES) | Q(dossier__in=beside),
            honouree__in=Honouree.objects.behind(records).values("pk"),
            penalty__in=Penalty.values,
            dossier__trashed_at=None,
        )
        .exclude(state=NominationState.REMOVED)
        .exclude(dossier__state__in=ENDED_EARLY)
        .order_by("pk")
    )
    found: defaultdict[int, list[PenaltyOfLine]] = defaultdict(list)
    record = Coalesce("honouree__main", "honouree")
    for key, *told in rows.values_list(record, "pk", "penalty", "penalty_on", "dossier__ref"):
        found[key].append(PenaltyOfLine(*told))
    return dict(found)


def told_of(records: Collection[int]) -> list[ToldPenalty]:
    """Of one honouree, all records together."""
    told = by_record(records).values()
    return [ToldPenalty(one.penalty, one.on) for rows in told for one in rows]


def register() -> None:
    """Called once when the apps are loaded."""
    told_penalties.add(told_of)

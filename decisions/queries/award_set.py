"""Which awards decisions carry, asked of many at once."""

from collections.abc import Iterable

from decisions.models import Decision, DecisionLine
from law.queries import award_type as award_type_queries


def fill_awards(decisions: Iterable[Decision]) -> list[Decision]:
    """Load the awards of many decisions in one query, for lists that call them by name."""
    if not (rows := list(decisions)):
        return []
    pairs = set(
        DecisionLine.objects.not_struck()
        .filter(decision__in=rows)
        .order_by()
        .values_list("decision_id", "nomination__award_type_id")
        .distinct()
    )
    known = award_type_queries.by_key()
    for row in rows:
        row.award_types = [award for key, award in known.items() if (row.pk, key) in pairs]
    return rows

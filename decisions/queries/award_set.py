"""Which awards decisions carry, asked of many at once."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, QuerySet

from decisions.models import Decision, DecisionLine
from law.queries import award_type as award_type_queries
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.word_list import keys_as_rows


def fill_awards(decisions: Iterable[Decision]) -> list[Decision]:
    """Load the awards of many decisions in one query, for lists that call them by name."""
    if not (rows := list(decisions)):
        return []
    pairs = set(_PAIRS.answer([row.pk for row in rows]))
    known = award_type_queries.by_key()
    for row in rows:
        row.award_types = [award for key, award in known.items() if (row.pk, key) in pairs]
    return rows


def _pairs(decisions: Blank) -> QuerySet:
    rows = DecisionLine.objects.not_struck().filter(decision__in=keys_as_rows(decisions))
    return rows.order_by().values_list("decision_id", "nomination__award_type_id").distinct()


_PAIRS = Prepared(_pairs, ArrayField(BigIntegerField()))

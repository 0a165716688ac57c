"""Jobs nobody presses a button for: counting places over again."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count

from campaigns.models import Quota
from campaigns.quotas import COUNTERS
from dossiers.models import Nomination
from dossiers.workflow import COUNTER_OF


class Difference(NamedTuple):
    """One counter of a quota row that does not say what its lines say."""

    quota: Quota
    counter: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return (
            f"{self.quota.plan_id} · {self.quota.label} · {self.counter}: "
            f"sổ ghi {self.stored}, đếm lại {self.counted}"
        )


def recount_quotas() -> list[Difference]:
    """Compare every counter with the lines that hold it; nothing is changed (0 expected)."""
    held: dict[int, Counter] = {}
    rows = Nomination.objects.exclude(quota=None).order_by().values_list("quota_id", "state")
    for quota_id, state, lines in rows.annotate(lines=Count("pk")):
        if counter := COUNTER_OF.get(state):
            held.setdefault(quota_id, Counter())[counter] += lines
    return [
        Difference(quota, counter, getattr(quota, counter), counted)
        for quota in Quota.objects.select_related("award_type", "unit").order_by("pk")
        for counter in COUNTERS
        if (counted := held.get(quota.pk, Counter())[counter]) != getattr(quota, counter)
    ]

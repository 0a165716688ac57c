"""Counters that stand on what the law and the clusters say, counted anew when those change."""

from django.db import transaction

from campaigns.queries import cap as cap_queries
from dossiers.queries import recount as recount_queries
from nganam_awards.core.registry import recounters


def recount_caps() -> None:
    """Every cap from the lines as they stand, over the base that the law names now."""
    with transaction.atomic():
        cap_queries.hold()
        cap_queries.put(recount_queries.counted_caps())


def register() -> None:
    """Follow every correction of the law and every change of cluster."""
    recounters.add(recount_caps)

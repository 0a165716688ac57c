"""A long list of words in a question: one parameter, not thousands."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL


def as_rows(words: Iterable[str]) -> RawSQL:
    """For `…__in`: as a list, Django writes 5,000 words out one by one, and PostgreSQL walks 300 of
    them through the index of every unit."""
    return RawSQL("SELECT unnest(%s::text[])", [sorted(words)])

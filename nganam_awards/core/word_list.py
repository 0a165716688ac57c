"""A long list in a question: one parameter, not thousands."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL


def as_rows(words: Iterable[str]) -> RawSQL:
    """For `…__in`: as a list, Django writes 5,000 words out one by one, and PostgreSQL walks 300 of
    them through the index of every unit."""
    return RawSQL("SELECT unnest(%s::text[])", [sorted(words)])


def keys_as_rows(keys: Iterable[int]) -> RawSQL:
    """The same of keys: writing 5,000 of them out cost Django 40 ms a question."""
    return RawSQL("SELECT unnest(%s::bigint[])", [sorted(keys)])

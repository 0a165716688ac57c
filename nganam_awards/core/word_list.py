"""A long list in a question: one parameter, not thousands, or gathered by a question before."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import RawSQL

from nganam_awards.core.query_text import Blank


def as_rows(words: Iterable[str] | Blank) -> RawSQL:
    """For `…__in`: as a list, Django writes 5,000 words out one by one, and PostgreSQL walks 300 of
    them through the index of every unit."""
    return RawSQL("SELECT unnest(%s::text[])", [listed(words)])


def keys_as_rows(keys: Iterable[int] | Blank) -> RawSQL:
    """The same of keys: writing 5,000 of them out cost Django 40 ms a question."""
    return RawSQL("SELECT unnest(%s::bigint[])", [listed(keys)])


class OneOf(Func):
    """Is this key among those of a question that is asked first, once for all rows?

    Joined as a plain `…__in`, it is planned anew among all other tables.
    """

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY (", BooleanField()

    def __init__(self, key: str, keys: QuerySet) -> None:
        super().__init__(F(key), ArraySubquery(keys))


def listed(values: Iterable | Blank) -> list | Blank:
    """In a prepared question their place; they are given, listed, when it is asked."""
    return values if isinstance(values, Blank) else sorted(values)

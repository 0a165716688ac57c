"""The order of a list that a click on a column's head asks for: `?sort=due`, back: `?sort=-due`.

Every list names the columns it can be sorted by; nonsense in the address means the list's own
order. Rows that are equal in a column stand by their key, so that no page shows a row twice.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

import django_filters as filters
from django.db.models import Case, Choices, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Expression
from django.http import QueryDict


SORT = "sort"  # the key in the address
ALONG = ("theo thứ tự các bước", "ngược các bước")  # how states are sorted, in words


class Sort(NamedTuple):
    """A column that a list can be sorted by."""

    key: str
    label: str
    by: tuple[str | Expression, ...]
    falls: bool = False  # days and sums: the first click puts the newest, the largest on top
    has_gaps: bool = False  # rows without a value stand last in both directions
    up_words: str = "A → Z"
    down_words: str = "Z → A"


class Head(NamedTuple):
    """The head of a column: its words, how it is sorted now, what a click asks for."""

    label: str
    aria: str  # ascending, descending, or empty
    next: str


class Order:
    """The order of one list as an address asks for it."""

    def __init__(self, sorts: Iterable[Sort], params: QueryDict) -> None:
        self._sorts = {sort.key: sort for sort in sorts}
        asked = params.get(SORT, "")
        key = asked.removeprefix("-")
        self.chosen = asked if key in self._sorts else ""
        self._falls = asked.startswith("-")
        self._sort = self._sorts.get(key) if self.chosen else None

    def of(self, rows: QuerySet) -> QuerySet:
        """These rows in the order asked for; in their own where none is."""
        if self._sort is None:
            return rows
        tie = "-pk" if self._falls else "pk"
        return rows.order_by(*(self._way(by) for by in self._sort.by), tie)

    def head(self, key: str) -> Head:
        """What stands above this column."""
        sort = self._sorts[key]
        if self._sort is not sort:
            return Head(sort.label, "", f"-{key}" if sort.falls else key)
        if self._falls:
            return Head(sort.label, "descending", key)
        return Head(sort.label, "ascending", f"-{key}")

    @property
    def is_asked(self) -> bool:
        """Whether the address asks for an order that is not the list's own."""
        return self._sort is not None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The same for a phone, where no column has a head: (what is asked, in words)."""
        found = [("", "Thứ tự thường")]
        for sort in self._sorts.values():
            both = [(sort.key, sort.up_words), (f"-{sort.key}", sort.down_words)]
            found += [(asked, f"{sort.label}: {words}") for asked, words in both]
        return found

    def _way(self, by: str | Expression) -> Expression:
        column = F(by) if isinstance(by, str) else by
        last = True if self._sort.has_gaps else None
        return column.desc(nulls_last=last) if self._falls else column.asc(nulls_last=last)


class ListFilter(filters.FilterSet):
    """What a list is narrowed by, and the order that its address asks for."""

    sorts: ClassVar[Sequence[Sort]] = ()

    @cached_property
    def order(self) -> Order:
        """The order of this list."""
        return Order(self.sorts, self.data or {})

    @property
    def qs(self) -> QuerySet:
        """The rows asked for, in the order asked for."""
        return self.order.of(super().qs)


def by_choice(field: str, choices: type[Choices]) -> Case:
    """Codes in the order in which their list names them, not by their letters."""
    places = [When(**{field: value}, then=Value(n)) for n, value in enumerate(choices.values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def by_day(key: str, label: str, *by: str | Expression, has_gaps: bool = False) -> Sort:
    """A column of days: the newest on top first."""
    return Sort(key, label, by, True, has_gaps, "cũ nhất ở trên", "mới nhất ở trên")


def by_size(key: str, label: str, *by: str | Expression) -> Sort:
    """A column of figures: the largest on top first."""
    return Sort(key, label, by, True, up_words="nhỏ nhất ở trên", down_words="lớn nhất ở trên")

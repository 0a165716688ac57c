"""Lists go next and previous; nobody counts a large table to draw a row of numbers."""

from collections.abc import Iterator

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.http import HttpRequest

from nganam_awards.core.text import whole_number


PER_PAGE = 50
FARTHEST_PAGE = 999_999
COUNTED_TO = 1001  # the page says «1.000+» beyond


class ListPage:
    """One page of a list: asks for one row more than it shows, to know whether another follows.

    `keys_first` for an order that no index holds: only keys are sorted, then these rows are read
    with all that stands beside them.
    """

    def __init__(
        self, rows: QuerySet, number: int, per_page: int = PER_PAGE, *, keys_first: bool = False
    ) -> None:
        start = (number - 1) * per_page
        here = slice(start, start + per_page + 1)
        if keys_first:
            found = list(rows.filter(pk__in=list(rows.values_list("pk", flat=True)[here])))
        else:
            found = list(rows[here])
        self.number = number
        self.object_list = found[:per_page]
        self.has_next = len(found) > per_page
        self.has_previous = number > 1

    def __iter__(self) -> Iterator:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1


def page_of(
    request: HttpRequest, rows: QuerySet, per_page: int = PER_PAGE, *, keys_first: bool = False
) -> ListPage:
    """The page that `?page=` asks for; nonsense asks for the first."""
    number = whole_number(request.GET.get("page", ""), most=FARTHEST_PAGE)
    return ListPage(rows, number or 1, per_page, keys_first=keys_first)


def capped_count(rows: QuerySet) -> int:
    """How many rows, counted no further than the page can say."""
    return rows.order_by()[:COUNTED_TO].count()


class _RowCount(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def capped_counts(person: Model, lists: list[QuerySet]) -> list[int]:
    """The same of several lists at once: one query, the columns of the person's own row."""
    if not lists:
        return []
    columns = [_RowCount(rows.order_by().values("pk")[:COUNTED_TO]) for rows in lists]
    row = person._meta.model._base_manager.filter(pk=person.pk)  # the signed-in person is wrapped
    return [count or 0 for count in row.values_list(*columns).get()]

"""Lists go next and previous; nobody counts a large table to draw a row of numbers.

A list that is bounded and read whole (the lines of one dossier) has numbered pages.
"""

from collections.abc import Iterator, Sequence

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
        self,
        rows: QuerySet | Sequence,
        number: int,
        per_page: int = PER_PAGE,
        *,
        keys_first: bool = False,
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


class NumberedPage(ListPage):
    """A page of a bounded list that was read whole, so that its pages have numbers."""

    AROUND = 2  # how many numbers stand on either side of this page's

    def __init__(self, rows: Sequence, number: int, per_page: int) -> None:
        self.total = len(rows)
        self.count = max(1, -(-self.total // per_page))
        super().__init__(rows, min(max(number, 1), self.count), per_page)
        self.first = (self.number - 1) * per_page + 1
        self.last = self.first + len(self) - 1

    @property
    def numbers(self) -> list[int | None]:
        """The numbers to offer, None where some are left out: 1 … 61 62 63 64 65 … 125."""
        wanted = {1, self.count}
        wanted |= set(range(self.number - self.AROUND, self.number + self.AROUND + 1))
        found: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.count):
            if found and number - found[-1] > 1:
                found.append(number - 1 if number - found[-1] == 2 else None)
            found.append(number)
        return found


def page_of(
    request: HttpRequest,
    rows: QuerySet | Sequence,
    per_page: int = PER_PAGE,
    *,
    keys_first: bool = False,
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
    """The same of several lists at once, in one query.

    Each list names what is counted (`rows.values("pk")`).
    """
    if not lists:
        return []
    return [count or 0 for count in counts_beside(person, lists).get()]


def counts_beside(person: Model, lists: list[QuerySet]) -> QuerySet:
    """The same as a question: one row, the person's own, whose columns are the counts."""
    columns = [_RowCount(rows.order_by()[:COUNTED_TO]) for rows in lists]
    row = person._meta.model._base_manager.filter(pk=person.pk)  # the signed-in person is wrapped
    return row.values_list(*columns)

"""Lists go next and previous; nobody counts a large table to draw a row of numbers.

A list that is bounded and read whole (the lines of one dossier) has numbered pages.
"""

from collections.abc import Iterator, Sequence

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.http import HttpRequest

from nganam_awards.core.text import whole_number
from nganam_awards.core.trail import AFTER, BEFORE, PagePlace, Trail


PER_PAGE = 50
FARTHEST_PAGE = 999_999
WHOLE = "het"  # `?page=het`: all rows of a bounded list on one page
WHOLE_AT_MOST = 1000  # of a longer list `het` and `het-2` are pages of many rows
MANY_PER_PAGE = 500
COUNTED_TO = 1001  # the page says «1.000+» beyond


class ListPage:
    """One page of a list: asks for one row more than it shows, to know whether another follows.

    The rows beside a page are found by the key of its last or first row (`PagePlace`), so the last
    page costs what the first does. `keys_first` for an order that no index holds: only keys are
    sorted, then these rows are read with all that stands beside them.
    """

    def __init__(
        self,
        rows: QuerySet | Sequence,
        number: int,
        per_page: int = PER_PAGE,
        *,
        keys_first: bool = False,
        place: PagePlace | None = None,
    ) -> None:
        self._trail = None if keys_first else Trail.of(rows)
        beside = self._trail.beside(place) if self._trail and place else None
        start = (number - 1) * per_page if beside is None else 0
        here = slice(start, start + per_page + 1)
        if keys_first:
            found = list(rows.filter(pk__in=list(rows.values_list("pk", flat=True)[here])))
        elif beside is not None:
            found = list(beside[here])
        else:
            found = list((self._trail.rows if self._trail else rows)[here])
        came_back = beside is not None and place.is_before
        self.number = number
        self.object_list = found[:per_page][::-1] if came_back else found[:per_page]
        self.has_next = came_back or len(found) > per_page
        self.has_previous = number > 1

    def __iter__(self) -> Iterator:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def is_all(self) -> bool:
        """Is this the only page of its list?"""
        return self.number == 1 and not self.has_next

    def total_among(self, rows: QuerySet) -> int:
        """How many the rows of this page are in all; not counted where it shows them all."""
        return len(self) if self.is_all else capped_count(rows)

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page(self) -> str:
        """What the address says of the page that follows: its number, and behind which row."""
        return self._beside(self.next_page_number, AFTER, -1)

    @property
    def previous_page(self) -> str:
        return self._beside(self.previous_page_number, BEFORE, 0)

    def _beside(self, number: int, way: str, at: int) -> str:
        if self._trail is None or number == 1 or not self.object_list:
            return str(number)
        return f"{number}{way}{self._trail.key_of(self.object_list[at])}"


class NumberedPage(ListPage):
    """A page of a bounded list that was read whole, so that its pages have numbers.

    `is_wide`: all rows on one page, for whoever wants to read everybody («xem hết»); a list whose
    page would be too heavy has wide pages instead.
    """

    AROUND = 2  # how many numbers stand on either side of this page's

    def __init__(
        self, rows: Sequence, number: int, per_page: int, *, is_wide: bool = False
    ) -> None:
        self.total = len(rows)
        self.is_wide = is_wide and self.total > per_page
        if self.is_wide:
            per_page = self.rows_when_wide
        self.count = max(1, -(-self.total // per_page))
        super().__init__(rows, min(max(number, 1), self.count), per_page)
        self.first = (self.number - 1) * per_page + 1
        self.last = self.first + len(self) - 1

    @property
    def rows_when_wide(self) -> int:
        return self.total if self.total <= WHOLE_AT_MOST else MANY_PER_PAGE

    @property
    def is_whole(self) -> bool:
        """Are all rows on this one page because somebody asked for it?"""
        return self.is_wide and not self.is_part

    @property
    def has_others(self) -> bool:
        """Is there another way to look at the list: another page, or pages of fewer rows?"""
        return self.is_part or self.is_whole

    @property
    def is_part(self) -> bool:
        """Are there rows that this page does not show?"""
        return len(self) < self.total

    @property
    def asked(self) -> str:
        """What asks for this page again."""
        return self.asked_of(self.number)

    def asked_of(self, number: int) -> str:
        """What asks for another page of as many rows."""
        if not self.is_wide:
            return str(number)
        return WHOLE if number == 1 else f"{WHOLE}-{number}"

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
    asked, way, key = request.GET.get("page", "").partition(AFTER)
    number = whole_number(asked, most=FARTHEST_PAGE) or 1
    place = (
        PagePlace(key.removeprefix(AFTER), key.startswith(AFTER)) if way and number > 1 else None
    )
    return ListPage(rows, number, per_page, keys_first=keys_first, place=place)


def numbered_page(
    asked: str, rows: Sequence, per_page: int = PER_PAGE, *, at: int | None = None
) -> NumberedPage:
    """The page of a bounded list that an address or a press asks for: its number, or all of it.

    `at` asks for the page on which the row of this place stands.
    """
    word, _, behind = asked.partition("-")
    is_wide = word == WHOLE
    number = whole_number(behind if is_wide else asked, most=FARTHEST_PAGE) or 1
    page = NumberedPage(rows, number, per_page, is_wide=is_wide)
    if at is None:
        return page
    size = page.rows_when_wide if page.is_wide else per_page
    return NumberedPage(rows, at // size + 1, per_page, is_wide=is_wide)


def capped_count(rows: QuerySet) -> int:
    """How many rows, counted no further than the page can say."""
    return rows.order_by()[:COUNTED_TO].count()


class _RowCount(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counts_beside(person: Model, lists: list[QuerySet]) -> QuerySet:
    """How many rows several lists have, as one question: the person's own row, a column a list.

    Each list names what is counted (`rows.values("pk")`), no further than a page can say.
    """
    columns = [_RowCount(rows.order_by()[:COUNTED_TO]) for rows in lists]
    row = person._meta.model._base_manager.filter(pk=person.pk)  # the signed-in person is wrapped
    return row.values_list(*columns)

"""A list as Excel («Tải Excel»): all its rows as they are narrowed and sorted now.

A short list is written in its own request. A longer one is written by a worker, for the one person
who asked, and kept for an hour beside the marks of how far it has come; no row of the database
knows of it, and whoever comes too late asks again.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.http import QueryDict

from nganam_awards.core import clock
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.cells import Cell
from nganam_awards.core.sheets.workbooks import Table, write_workbook


AT_ONCE = 500  # rows written within a request: some 0.2 s
MOST_ROWS = 20_000
KEPT_SECONDS = 3600
_CHUNK = 500
FAILED = "failed"


class SheetColumn(NamedTuple):
    """A column: its title, how wide it is in letters, what it shows of a row."""

    title: str
    width: int
    value: Callable[[Model], Cell | None]


class ListSheet(NamedTuple):
    """A list to be written: rows one may see, in their order. `fill` reads what a row needs
    besides itself, for many rows at once."""

    name: str
    rows: QuerySet
    columns: Sequence[SheetColumn]
    fill: Callable[[list], Iterable[Model]] = iter


class SheetKind(ABC):
    """A list that can be taken along as Excel: its slug, the address of its page."""

    slug: str
    page: str

    @abstractmethod
    def of(self, user: Model, params: QueryDict) -> ListSheet | None:
        """The list as this address narrows and sorts it for the person; None: not theirs."""


class SheetFile(NamedTuple):
    """A file that a worker has written."""

    content: bytes
    name: str
    count: int


def kind_of(slug: str) -> SheetKind | None:
    """The kind of list at this address."""
    return next((kind for kind in (ask() for ask in list_sheets) if kind.slug == slug), None)


def count_of(sheet: ListSheet) -> int:
    """How many rows, counted no further than can be written."""
    return sheet.rows.order_by()[: MOST_ROWS + 1].count()


def file_name(slug: str) -> str:
    """«ho-so-2023-11-20.xlsx»."""
    return f"{slug}-{clock.today():%Y-%m-%d}.xlsx"


def write(sheet: ListSheet, told: Callable[[int], None] = lambda _: None) -> bytes:
    """The file. `told` hears after each chunk how many rows are written."""
    titles = [column.title for column in sheet.columns]
    widths = [column.width for column in sheet.columns]
    return write_workbook([Table(sheet.name, titles, _cells(sheet, told), widths)])


def _cells(sheet: ListSheet, told: Callable[[int], None]) -> Iterator[list[Cell | None]]:
    """Keys first: no chunk walks over the rows of the chunks before it."""
    keys = list(sheet.rows.values_list("pk", flat=True)[:MOST_ROWS])
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        for row in sheet.fill(list(sheet.rows.filter(pk__in=chunk))):
            yield [column.value(row) for column in sheet.columns]
        told(start + len(chunk))


# Written by a worker ----------------------------------------------------------------------------


def begin(slug: str, *, by: Model) -> str:
    """The mark under which this person's file will be found."""
    token = uuid4().hex
    cache.set(_key(slug, token, by), 0, KEPT_SECONDS)
    return token


def write_kept(slug: str, params: QueryDict, token: str, *, by: Model) -> None:
    """Write the file and keep it; twice is once more the same."""
    sheet, key = kind_of(slug).of(by, params), _key(slug, token, by)
    if sheet is None:
        cache.set(key, FAILED, KEPT_SECONDS)
        return
    count = min(count_of(sheet), MOST_ROWS)
    content = write(sheet, lambda done: cache.set(key, 99 * done // count, KEPT_SECONDS))
    cache.set(key, SheetFile(content, file_name(slug), count), KEPT_SECONDS)


def fail(slug: str, token: str, *, by: Model) -> None:
    """Say that nothing comes any more."""
    cache.set(_key(slug, token, by), FAILED, KEPT_SECONDS)


def state_of(slug: str, token: str, *, by: Model) -> SheetFile | int | str | None:
    """The file; how many per cent are written; FAILED; None once it was forgotten."""
    return cache.get(_key(slug, token, by))


def _key(slug: str, token: str, by: Model) -> str:
    return f"sheet:{slug}:{by.pk}:{token[:32]}"

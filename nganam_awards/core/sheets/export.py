"""A list as Excel («Tải Excel»): all its rows as they are narrowed and sorted now.

A short list is written in its own request. A longer one is written by a worker, for the one person
who asked, and kept for an hour beside the marks of how far it has come; no row of the database
knows of it, and whoever comes too late asks again. One person has one file of a list written at a
time.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.http import QueryDict
from redis.exceptions import RedisError

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.cells import Cell
from nganam_awards.core.sheets.workbooks import Table, write_workbook


AT_ONCE = 500  # rows written within a request: some 0.2 s
MOST_ROWS = 20_000
KEPT_SECONDS = 3600
RUNNING_SECONDS = 300  # without a sign of life; CELERY_TASK_TIME_LIMIT is shorter
_CHUNK = 500
FAILED = "failed"
_CANNOT_KEEP = "Máy chủ chưa giữ được tệp lúc này. Chờ một phút rồi bấm lại."


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


class Running(NamedTuple):
    """A file that is being written: its token, the address it is narrowed by, who began it."""

    token: str
    query: str
    is_new: bool


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


def begin(slug: str, query: str, *, person: int) -> Running:
    """The mark under which this person's file will be found; the one that is being written
    already goes on alone. Refused where no mark can be kept."""
    mine = Running(uuid4().hex, query, is_new=True)
    cache.set(_key(slug, mine.token, person), 0, KEPT_SECONDS)  # before anybody can land on it
    running = _taken(slug, person, mine)
    if not running.is_new:
        cache.delete(_key(slug, mine.token, person))
    if state_of(slug, running.token, person=person) is None:
        _release(slug, running.token, person)
        raise Refused(_CANNOT_KEEP)
    return running


def write_kept(slug: str, params: QueryDict, token: str, *, by: Model) -> None:
    """Write the file and keep it; twice is once more the same."""
    sheet = kind_of(slug).of(by, params)
    if sheet is None:
        fail(slug, token, person=by.pk)
        return
    count = min(count_of(sheet), MOST_ROWS)

    def told(done: int) -> None:
        cache.set(_key(slug, token, by.pk), min(99 * done // max(count, 1), 99), KEPT_SECONDS)
        cache.touch(_running_key(slug, by.pk), RUNNING_SECONDS)

    _end(slug, token, by.pk, SheetFile(write(sheet, told), file_name(slug), count))


def fail(slug: str, token: str, *, person: int) -> None:
    """Say that nothing comes any more."""
    _end(slug, token, person, FAILED)


def state_of(slug: str, token: str, *, person: int) -> SheetFile | int | str | None:
    """The file; how many per cent are written; FAILED; None once it was forgotten."""
    return cache.get(_key(slug, token, person))


def is_out_of_reach() -> bool:
    """Whether nothing is found because the cache does not answer now."""
    return not cache.is_awake()


def _taken(slug: str, person: int, mine: Running) -> Running:
    """Mine, where no other file of this list is being written for the person."""
    key = _running_key(slug, person)
    try:
        if cache.add(key, mine, RUNNING_SECONDS):
            return mine
    except RedisError as error:
        raise Refused(_CANNOT_KEEP) from error
    other = cache.get(key)
    if other is None:  # it ended, or the cache went, between two questions
        raise Refused(_CANNOT_KEEP)
    return Running(other.token, other.query, is_new=False)


def _end(slug: str, token: str, person: int, result: SheetFile | str) -> None:
    cache.set(_key(slug, token, person), result, KEPT_SECONDS)
    _release(slug, token, person)


def _release(slug: str, token: str, person: int) -> None:
    """The next file may be asked for; a late second delivery leaves another's mark alone."""
    key = _running_key(slug, person)
    running = cache.get(key)
    if running and running.token == token:
        cache.delete(key)


def _key(slug: str, token: str, person: int) -> str:
    return f"sheet:{slug}:{person}:{token[:32]}"


def _running_key(slug: str, person: int) -> str:
    return f"sheet-running:{slug}:{person}"

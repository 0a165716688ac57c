"""Lists out of Excel: the import kit of every list (law 8); `workbooks` writes them.

A list is read, and all that is wrong in it told by row and column in words a clerk can act on;
taking all or nothing is the caller's business.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.files.base import File

from nganam_awards.core.files import child
from nganam_awards.core.files.acceptance import LIST_KINDS, FileKind, clean_name, refuse_size
from nganam_awards.core.sheets.cells import Cell, is_blank, refuse_error, text_cell, unpacked
from nganam_awards.core.text import fold


class Row(NamedTuple):
    """One row of a sheet, by the number that Excel shows beside it."""

    number: int
    cells: list[Cell]


class Sheet(NamedTuple):
    """The first visible sheet that has anything in it; rows without content are left out."""

    name: str
    rows: list[Row]


class Grid(NamedTuple):
    """A visible sheet with its filled rows; a cell merged over rows stands in each of them."""

    name: str
    rows: list[Row]
    hidden: frozenset[int]  # numbers of rows that Excel does not show
    is_1904: bool = False  # bare numbers count days from 1904, as old Macintoshes did


@dataclass(frozen=True)
class Column:
    """A column that a list may have: the titles it goes by, and how its cells are read.

    `parse` turns a filled cell into a value or raises ValueError with a sentence; `empty` is the
    value of an empty cell.
    """

    key: str
    titles: Sequence[str]
    required: bool = False
    parse: Callable[[Cell], object] = text_cell
    empty: object = ""


class Problem(NamedTuple):
    """What is wrong in one cell, said so that the clerk finds it in Excel."""

    row: int
    column_title: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}, cột «{self.column_title}»: {self.message}"


@dataclass
class TableReading:
    """A list as read: rows by column key (their number under `row`), and all that is wrong."""

    rows: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Why the list cannot be taken; empty when it can."""
        if self.missing_columns:
            titles = ", ".join(f"«{title}»" for title in self.missing_columns)
            return [
                f"Bảng thiếu cột {titles}. Hãy đặt đúng tên cột ở dòng tiêu đề rồi tải lên lại."
            ]
        if not self.rows and not self.problems:
            return ["Bảng mới có dòng tiêu đề, chưa có dòng dữ liệu nào."]
        return [str(problem) for problem in self.problems]


def read_rows(file: File) -> Sheet:
    """The rows of an Excel file as its reader sees them, or a refusal that says what to do."""
    name, rows, *_ = _read(file, {FileKind.XLSX}, first_only=True)[0]
    return Sheet(name, rows)


def read_grids(file: File) -> list[Grid]:
    """All visible sheets of a list as it is kept, or a refusal that says what to do.

    Raises BeyondLimits where a sound list would have been read long ago.
    """
    return _read(file, LIST_KINDS, first_only=False)


def _read(file: File, kinds: Collection[FileKind], *, first_only: bool) -> list[Grid]:
    """The filled sheets, as a child found them. A worker's work: no page waits for it."""
    wanted, name = sorted(map(str, kinds)), clean_name(file.name or "")
    refuse_size(file, name)
    kept = child.call(
        "nganam_awards.core.sheets.reader:read",
        file,
        name,
        wanted,
        first_only,
        limits=child.IN_BACKGROUND,
    )
    return as_grids(kept)


def as_grids(kept: list) -> list[Grid]:
    """Sheets out of what the child sent."""
    return [
        Grid(
            sheet,
            [Row(number, unpacked(cells)) for number, cells in rows],
            frozenset(hidden),
            is_1904,
        )
        for sheet, rows, hidden, is_1904 in kept
    ]


def read_table(file: File, columns: Sequence[Column]) -> TableReading:
    """A list whose first filled row holds the titles; columns may stand in any order."""
    header, *rows = read_rows(file).rows
    reading = TableReading()
    places = _places(header, columns, reading)
    reading.missing_columns = [
        column.titles[0] for column in columns if column.required and column.key not in places
    ]
    if not reading.missing_columns:
        reading.rows = [_record(row, columns, places, reading.problems) for row in rows]
    return reading


def _title(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _places(header: Row, columns: Sequence[Column], reading: TableReading) -> dict[str, int]:
    """Where each column stands. A title written twice is a problem: which one was meant?"""
    known = {_title(title): column for column in columns for title in column.titles}
    places: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        column = known.get(_title(text_cell(cell)))
        if column is None:
            continue
        if column.key in places:
            title = text_cell(cell)
            message = "có hai cột cùng tên này, hãy xóa bớt một cột."
            reading.problems.append(Problem(header.number, title, title, message))
        places.setdefault(column.key, place)
    return places


def _record(
    row: Row, columns: Sequence[Column], places: dict[str, int], problems: list[Problem]
) -> dict:
    record: dict = {"row": row.number}
    for column in columns:
        place = places.get(column.key)
        cell = "" if place is None else row.cells[place]
        record[column.key] = column.empty
        try:
            refuse_error(cell)
            if not is_blank(cell):
                record[column.key] = column.parse(cell)
            elif column.required:
                raise ValueError("chưa ghi.")  # noqa: TRY301 - one place turns words into a problem
        except ValueError as error:
            problems.append(Problem(row.number, column.titles[0], text_cell(cell), str(error)))
    return record

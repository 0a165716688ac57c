"""Lists out of Excel: the import kit of every list (law 8); `workbooks` writes them.

A list is read, and all that is wrong in it told by row and column in words a clerk can act on;
taking all or nothing is the caller's business.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import python_calamine
from django.core.files.base import File

from nganam_awards.core.files.acceptance import LIST_KINDS, FileKind, accept
from nganam_awards.core.files.packages import check_open_sheets, check_sheets, damaged, hidden_rows
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, text_cell
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
    accepted = accept(file, kinds={FileKind.XLSX})
    check_sheets(file, accepted.name)
    file.seek(0)
    for name, first_row, rows in _visible_sheets(file.read(), accepted.name):
        numbered = [Row(number, cells) for number, cells in enumerate(rows, first_row)]
        if filled := [row for row in numbered if not all(map(_is_blank, row.cells))]:
            return Sheet(name, filled)
    raise Refused(f"Tệp «{accepted.name}» không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên.")


def read_grids(file: File) -> list[Grid]:
    """All visible sheets of a list as it is kept, or a refusal that says what to do."""
    accepted = accept(file, kinds=LIST_KINDS)
    if accepted.kind == FileKind.XLSX:
        check_sheets(file, accepted.name)
    elif accepted.kind == FileKind.ODS:
        check_open_sheets(file, accepted.name)
    hidden = hidden_rows(file, accepted.name) if accepted.kind == FileKind.XLSX else {}
    file.seek(0)
    grids = []
    for name, first_row, rows in _visible_sheets(file.read(), accepted.name, merged=True):
        numbered = [Row(number, cells) for number, cells in enumerate(rows, first_row)]
        if filled := [row for row in numbered if not all(map(_is_blank, row.cells))]:
            grids.append(Grid(name, filled, hidden.get(name, frozenset())))
    if not grids:
        raise Refused(f"Tệp «{accepted.name}» không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên.")
    return grids


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


def _visible_sheets(
    content: bytes, name: str, *, merged: bool = False
) -> Iterator[tuple[str, int, list[list[Cell]]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible == python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(about.name)
                rows = sheet.to_python()  # starts at the first filled cell: `start` says where
                start = sheet.start or (0, 0)
                if merged:
                    _fill_merged(rows, start, sheet.merged_cell_ranges or ())
                yield about.name, start[0] + 1, rows
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is Rust; its panics have no import
            raise
        raise damaged(name) from error


def _fill_merged(
    rows: list[list[Cell]], start: tuple[int, int], ranges: Iterable[tuple[tuple, tuple]]
) -> None:
    """One achievement written over five people belongs to each of them."""
    for (top, left), (bottom, _) in ranges:
        row, column = top - start[0], left - start[1]
        if bottom > top and 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            for below in rows[row + 1 : bottom - start[0] + 1]:
                below[column] = rows[row][column]


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not text_cell(cell)


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
            if not _is_blank(cell):
                record[column.key] = column.parse(cell)
            elif column.required:
                raise ValueError("chưa ghi.")  # noqa: TRY301 - one place turns words into a problem
        except ValueError as error:
            problems.append(Problem(row.number, column.titles[0], text_cell(cell), str(error)))
    return record

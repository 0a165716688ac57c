"""Excel, in and out: the import kit of every list (law 8).

A list is read, and all that is wrong in it told by row and column in words a clerk can act on;
taking all or nothing is the caller's business. Nothing in what is written runs when it is opened.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import python_calamine
import xlsxwriter
from django.core.files.base import File

from nganam_awards.core.cells import RUNS, Cell, text_cell
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.packages import check_sheets, damaged
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line, fold
from nganam_awards.core.uploads import FileKind, accept


_LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_FIRST_EXCEL_YEAR = 1900


class Row(NamedTuple):
    """One row of a sheet, by the number that Excel shows beside it."""

    number: int
    cells: list[Cell]


class Sheet(NamedTuple):
    """The first visible sheet that has anything in it; rows without content are left out."""

    name: str
    rows: list[Row]


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
class Reading:
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


class Table(NamedTuple):
    """A sheet to write: titles, rows, and how wide the columns are, in characters."""

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Cell | None]]
    widths: Sequence[float] = ()


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


def read_table(file: File, columns: Sequence[Column]) -> Reading:
    """A list whose first filled row holds the titles; columns may stand in any order."""
    header, *rows = read_rows(file).rows
    reading = Reading()
    places = _places(header, columns, reading)
    reading.missing_columns = [
        column.titles[0] for column in columns if column.required and column.key not in places
    ]
    if not reading.missing_columns:
        reading.rows = [_record(row, columns, places, reading.problems) for row in rows]
    return reading


def write_workbook(tables: Iterable[Table]) -> bytes:
    """An Excel file: bold titles that stay in sight, dates as dates, no text that can act."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#EEF1F5",
                "border": 1,
            }
        )
        formats = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        for table in tables:
            page = book.add_worksheet(_sheet_name(table.name))
            page.freeze_panes(1, 0)
            for place, title in enumerate(table.titles):
                page.write_string(0, place, _guarded(title), head)
            for place, width in enumerate(table.widths):
                page.set_column(place, place, width)
            for number, row in enumerate(table.rows, start=1):
                for place, cell in enumerate(row):
                    _write_cell(page, number, place, cell, formats)
    return target.getvalue()


def _visible_sheets(content: bytes, name: str) -> Iterator[tuple[str, int, list[list[Cell]]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible == python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(about.name)
                rows = sheet.to_python()  # starts at the first filled cell: `start` says where
                yield about.name, (sheet.start or (0, 0))[0] + 1, rows
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is Rust; its panics have no import
            raise
        raise damaged(name) from error


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not text_cell(cell)


def _title(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _places(header: Row, columns: Sequence[Column], reading: Reading) -> dict[str, int]:
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


def _write_cell(page, row: int, place: int, cell: Cell | None, formats: dict) -> None:
    match cell:
        case None | "":
            pass
        case bool():
            page.write_string(row, place, text_cell(cell))
        case int() | float():
            page.write_number(row, place, cell)
        case datetime() if cell.tzinfo:
            local = cell.astimezone(OFFICE_ZONE).replace(tzinfo=None)
            page.write_datetime(row, place, local, formats[datetime])
        case date() if cell.year >= _FIRST_EXCEL_YEAR:
            page.write_datetime(row, place, cell, formats[date])
        case date():
            page.write_string(row, place, text_cell(cell))
        case _:
            page.write_string(row, place, _guarded(str(cell)))


def _guarded(text: str) -> str:
    """Text that a spreadsheet would run begins with an apostrophe instead, and stays text."""
    guarded = f"'{text}" if RUNS.match(text) else text
    return guarded[:_LONGEST_CELL]


def _sheet_name(name: str) -> str:
    allowed = clean_line(re.sub(r"[\[\]:*?/\\']", " ", name))
    return allowed[:_LONGEST_SHEET_NAME].strip() or "Bảng"

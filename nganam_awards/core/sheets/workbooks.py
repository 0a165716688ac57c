"""Lists into Excel: bold titles that stay in sight, words to choose from, no text that can act.

Nothing in what is written runs when it is opened (law 8).
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, count
from typing import NamedTuple

import xlsxwriter

from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.sheets.cells import RUNS, Cell, text_cell
from nganam_awards.core.sheets.grids import Grid
from nganam_awards.core.text import clean_line


_LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_LONGEST_HINT_TITLE, _LONGEST_HINT = 32, 255
_FIRST_EXCEL_YEAR = 1900
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_GUIDED_ROWS = 500  # with words to choose from; more may be written below
_MARK = "#FFF2CC"
_COLUMN_WIDTH, _REMARK_WIDTH = 18, 70
_CHOICES = "Từ chọn"  # a hidden sheet: long words do not fit into a rule


class Table(NamedTuple):
    """A sheet to write: titles, rows, and how wide the columns are, in characters."""

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Cell | None]]
    widths: Sequence[float] = ()


class Guide(NamedTuple):
    """How a column of a template helps who fills it in."""

    choices: Sequence[str] = ()
    hint: str = ""
    is_text: bool = False  # «12/15» stays what was typed, never a day


def write_workbook(tables: Iterable[Table]) -> bytes:
    """An Excel file: bold titles that stay in sight, dates as dates, no text that can act."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        formats = _formats(book)
        for table in tables:
            _write_table(book, table, formats)
    return target.getvalue()


def write_template(table: Table, guides: Sequence[Guide], more: Iterable[Table]) -> bytes:
    """A list to be filled in, with words to choose from and hints; more sheets to look at."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        page = _write_table(book, table, _formats(book))
        text = book.add_format({"num_format": "@"})
        chosen = [guide.choices for guide in guides if guide.choices]
        for place, guide in enumerate(guides):
            if guide.is_text:
                page.set_column(place, place, table.widths[place], text)
            rule = _rule(table.titles[place], guide, chosen)
            if rule:
                page.data_validation(1, place, _GUIDED_ROWS, place, rule)
        words = book.add_worksheet(_CHOICES)
        words.hide()
        for place, choices in enumerate(chosen):
            words.write_column(0, place, choices)
        for other in more:
            _write_table(book, other, _formats(book))
    return target.getvalue()


def write_marked(grids: Iterable[Grid], remarks: Mapping[tuple[str, int], str]) -> bytes:
    """Sheets as they were read, each cell at its place; marked rows coloured, the remark beside."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        plain, marked = {}, {"bg_color": _MARK}
        formats = {mark: _formats(book, look) for mark, look in ((False, plain), (True, marked))}
        bold = book.add_format({"bold": True, "text_wrap": True, **marked})
        for grid in grids:
            page = _new_sheet(book, grid.name)
            last = max(len(row.cells) for row in grid.rows)
            page.set_column(0, last - 1, _COLUMN_WIDTH)
            page.set_column(last, last, _REMARK_WIDTH)
            for row in grid.rows:
                remark = remarks.get((grid.name, row.number), "")
                for place, cell in enumerate(row.cells):
                    _write_cell(page, row.number - 1, place, cell, formats[bool(remark)])
                if remark:
                    page.write_string(row.number - 1, last, _said(remark), bold)
    return target.getvalue()


def _formats(book: xlsxwriter.Workbook, look: dict | None = None) -> dict:
    look = look or {}
    head = {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": "#EEF1F5",
        "border": 1,
    }
    return {
        "head": book.add_format(head),
        str: book.add_format(look),
        # Text that would be a formula where it is edited, text of several lines, both.
        **{
            (acts, wraps): book.add_format({"quote_prefix": acts, "text_wrap": wraps, **look})
            for acts in (False, True)
            for wraps in (False, True)
        },
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm", **look}),
        date: book.add_format({"num_format": "dd/mm/yyyy", **look}),
    }


def _write_table(book: xlsxwriter.Workbook, table: Table, formats: dict):
    page = _new_sheet(book, table.name)
    page.freeze_panes(1, 0)
    for place, title in enumerate(table.titles):
        page.write_string(0, place, _said(title), formats["head"])
    for place, width in enumerate(table.widths):
        page.set_column(place, place, width)
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(page, number, place, cell, formats)
    return page


def _rule(title: str, guide: Guide, chosen: list[Sequence[str]]) -> dict:
    if guide.choices:
        column = chr(ord("A") + chosen.index(guide.choices))
        source = f"='{_CHOICES}'!${column}$1:${column}${len(guide.choices)}"
        return {"validate": "list", "source": source}
    if guide.hint:
        return {
            "validate": "any",
            "input_title": title[:_LONGEST_HINT_TITLE],
            "input_message": guide.hint[:_LONGEST_HINT],
        }
    return {}


def _write_cell(page, row: int, place: int, cell: Cell | None, formats: dict) -> None:
    match cell:
        case None | "":
            pass
        case bool():
            page.write_string(row, place, text_cell(cell), formats[str])
        case int() | float():
            page.write_number(row, place, cell, formats[str])
        case datetime() if cell.tzinfo:
            local = cell.astimezone(OFFICE_ZONE).replace(tzinfo=None)
            page.write_datetime(row, place, local, formats[datetime])
        case date() if cell.year >= _FIRST_EXCEL_YEAR:
            page.write_datetime(row, place, cell, formats[date])
        case date():
            page.write_string(row, place, text_cell(cell), formats[str])
        case _:
            text = str(cell)
            look = formats[RUNS.match(text) is not None, "\n" in text]
            page.write_string(row, place, _said(text), look)


def guarded(text: str) -> str:
    """Text for a CSV: what a spreadsheet would run begins with an apostrophe, and stays text.

    A workbook needs none: its cells say that they are text, and stay so when they are edited.
    """
    guarded = f"'{text}" if RUNS.match(text) else text
    return guarded[:_LONGEST_CELL]


def _said(text: str) -> str:
    """Text as a cell keeps it; an apostrophe of its own is doubled, for readers take one off."""
    return (guarded(text) if text.startswith("'") else text)[:_LONGEST_CELL]


def _new_sheet(book: xlsxwriter.Workbook, name: str):
    """A sheet of this name as far as Excel allows it; of two equal ones the second says so."""
    allowed = clean_line(re.sub(r"[\[\]:*?/\\']", " ", name))
    wanted = allowed[:_LONGEST_SHEET_NAME].strip() or "Bảng"
    endings = (f" ({number})" for number in count(2))
    more = (wanted[: _LONGEST_SHEET_NAME - len(one)].rstrip() + one for one in endings)
    taken = {page.name.lower() for page in book.worksheets()}
    return book.add_worksheet(next(n for n in chain([wanted], more) if n.lower() not in taken))

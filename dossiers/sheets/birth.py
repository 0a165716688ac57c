"""Births as lists keep them: in one column, in parts, by gender, and turned round by Excel."""

import re
from datetime import date

from dossiers.sheets.heading import Key
from dossiers.sheets.layout import Layout
from dossiers.sheets.rows import Entry
from honourees.models.honouree import Gender
from nganam_awards.core.sheets.cells import Cell, MonthOfYear, text_cell


BY_GENDER = {Key.BIRTH_MALE: Gender.MALE, Key.BIRTH_FEMALE: Gender.FEMALE}
PARTS = (Key.BIRTH_DAY, Key.BIRTH_MONTH)  # beside the year, which stands in «birth»
BIRTHS = frozenset({Key.BIRTH, *BY_GENDER})
_LAST_MONTH = 12
_LATE_DAY = re.compile(r"\b(1[3-9]|2\d|3[01])\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b(0?\d|1[0-2])\s*/\s*(1[3-9]|2\d|3[01])\s*/\s*\d{4}\b")


def birth_of_parts(day: Cell, month: Cell, year: Cell) -> Cell:
    """Three columns as one cell: a day, a month, or the year alone."""
    if not (text_cell(year) and text_cell(month)):
        return year if not text_cell(month) and not text_cell(day) else _joined(day, month, year)
    is_month = text_cell(month).isdecimal() and text_cell(year).isdecimal() and not text_cell(day)
    if is_month:
        return MonthOfYear(int(text_cell(year)), int(text_cell(month)))
    return _joined(day, month, year)


def _joined(*parts: Cell) -> str:
    return "/".join(text for part in parts if (text := text_cell(part)))


def swapped_places(entries: list[tuple[Entry, Layout]]) -> set[str]:
    """Rows whose day of birth an American Excel may have turned round.

    It takes dd/mm for mm/dd where it can, and leaves as text what it cannot: a file in which all
    days past the twelfth are text, and no date has one, was typed so. Texts are doubtful where one
    of them has its month first.
    """
    found: set[str] = set()
    births = [
        (entry.place, entry.cells.get(key, ""))
        for entry, layout in entries
        for key in BIRTHS & set(layout.keys)
    ]
    dates = [(place, cell) for place, cell in births if isinstance(cell, date)]
    texts = [(place, cell) for place, cell in births if isinstance(cell, str)]
    has_late_text = any(_LATE_DAY.search(cell) for _, cell in texts)
    if has_late_text and all(cell.day <= _LAST_MONTH for _, cell in dates):
        found |= {place for place, _ in dates}
    if any(_MONTH_FIRST.search(cell) for _, cell in texts):
        found |= {place for place, _ in texts}
    return found

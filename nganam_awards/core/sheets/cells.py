"""What people put into the cells of a list, and what they mean by it.

A parser takes a filled cell and returns its value, or raises ValueError with a sentence that names
what was written and what to write instead.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from nganam_awards.core.text import clean_line


@dataclass(frozen=True)
class CellError:
    """A formula that gave an error, or never gave anything: no value, and not an empty cell."""

    shown: str = "công thức chưa có kết quả"

    def __str__(self) -> str:
        return self.shown

    @property
    def told(self) -> str:
        """What to do about it."""
        return f"ô công thức bị lỗi ({self.shown}); ghi lại giá trị vào ô này."


@dataclass(frozen=True)
class MonthOfYear:
    """«9/1980», of which a spreadsheet keeps a day that nobody wrote."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.month}/{self.year}"


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | MonthOfYear

EARLIEST_BIRTH_YEAR = 1920
YOUNGEST_AGE = 14

# Spreadsheet programs run what begins so. `write_workbook` puts an apostrophe before it; text that
# somebody began with such an apostrophe gets one more, so that reading takes off exactly its own.
RUNS = re.compile(r"'*[=+\-@\t\r]")

_SHORT = 200  # letters; longer ones are asked rarely and fill memory
_EXCEL_EPOCH = date(1899, 12, 30)
_EPOCH_OF_1904 = date(1904, 1, 1)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2})")
_A_YEAR = re.compile(r"\D*\b((?:19|20)\d{2})\b\D*")
_MONTHS = 12
_DAY_LIKE = re.compile(rf"{_DAY.pattern}|[0-9]{{5}}")
_DAYS_OF = range(1900, 2101)
_MOST_DAYS = 73_050  # as Excel counts them, until 2100
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")


class DateOrYear(NamedTuple):
    """A date or a year of birth: lists of older people often know only the year."""

    year: int
    day: date | None


def refuse_error(cell: Cell) -> None:
    """Raises ValueError for a formula that gave no value: nothing is silently empty."""
    if isinstance(cell, CellError):
        raise ValueError(cell.told)  # noqa: TRY004 - the sentence is for the one who wrote it


def is_blank(cell: Cell) -> bool:
    """Nothing to read in it."""
    return isinstance(cell, str) and not text_cell(cell)


def packed(cells: list[Cell]) -> list:
    """Cells as JSON can say them: what is no text or number goes with its type."""
    return [
        cell
        if isinstance(cell, str | int | float)
        else [
            type(cell).__name__,
            cell.total_seconds() if isinstance(cell, timedelta) else str(cell),
        ]
        for cell in cells
    ]


def unpacked(cells: list) -> list[Cell]:
    """The cells that were packed."""
    return [_UNPACKED[cell[0]](cell[1]) if isinstance(cell, list) else cell for cell in cells]


_UNPACKED: dict[str, Callable] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "CellError": CellError,
    "MonthOfYear": lambda said: MonthOfYear(*map(int, reversed(said.split("/")))),
}


def text_cell(cell: Cell) -> str:
    """A cell as one line of text: 1993.0 is «1993», a date is dd/mm/yyyy.

    The apostrophe that `write_workbook` puts before text that could run is taken off again.
    """
    if not isinstance(cell, str):
        return _told(cell)
    return _short_line(cell) if len(cell) <= _SHORT else clean_line(unguarded(cell))


def _told(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return clean_line(unguarded(str(cell)))


@lru_cache(maxsize=4096)
def _short_line(text: str) -> str:
    """The cells of a row are asked for their text again and again."""
    return clean_line(unguarded(text))


def unguarded(text: str) -> str:
    """Text without the apostrophe that `write_workbook` put before it, its lines as they are."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text


def integer_cell(cell: Cell) -> int:
    """A whole number; text may group its thousands with dots."""
    text = text_cell(cell)
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if isinstance(cell, bool) or not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(f"«{text}» không phải là số nguyên.")
    return int(text)


def date_or_year_cell(today: date) -> Callable[[Cell], DateOrYear]:
    """How to read a date of birth on a given day: a date, dd/mm/yyyy, an Excel number, or a year.

    Plausible for a person honoured: born from 1920 on, turning fourteen this year at the latest.
    """

    def parse(cell: Cell) -> DateOrYear:
        text = text_cell(cell)
        found = _date_or_year(cell, text)
        latest = today.year - YOUNGEST_AGE
        if not EARLIEST_BIRTH_YEAR <= found.year <= latest:
            raise ValueError(
                f"«{text}» không phải năm sinh hợp lý (từ {EARLIEST_BIRTH_YEAR} đến {latest})."
            )
        return found

    return parse


def meant_birth(cell: Cell, today: date) -> str:
    """How a birth that could not be read is probably meant, to be offered; empty: nobody knows."""
    text = text_cell(cell)
    if found := _MONTH.fullmatch(text):
        return found[2]
    if found := _YEAR_FIRST.fullmatch(text):
        return _day_of(found[1], found[2], found[3])
    if found := _DAY.fullmatch(text):
        return _day_of(found[3], found[2], found[1])
    if found := _SHORT_YEAR.fullmatch(text):
        century = 2000 if int(found[3]) + 2000 <= today.year - YOUNGEST_AGE else 1900
        return _day_of(str(century + int(found[3])), found[2], found[1])
    found = _A_YEAR.fullmatch(text)
    return found[1] if found else ""


def _day_of(year: str, month: str, day: str) -> str:
    """dd/mm/yyyy; a month past December was meant as the day; empty: no such day."""
    if int(month) > _MONTHS >= int(day):
        day, month = month, day
    try:
        return f"{date(int(year), int(month), int(day)):%d/%m/%Y}"
    except ValueError:
        return ""


def swapped(day: date) -> date | None:
    """The day that it is where day and month changed places; None: it can be read one way."""
    if day.day > _MONTHS or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def since_1904(cell: Cell) -> Cell:
    """A bare number as a day counted from 1904, where it can be the birth of somebody."""
    if isinstance(cell, str) and re.fullmatch(r"[0-9]{5}", cell.strip()):
        cell = int(cell)
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    first = (date(EARLIEST_BIRTH_YEAR, 1, 1) - _EPOCH_OF_1904).days
    is_day = is_number and float(cell).is_integer() and first <= cell < _MOST_DAYS
    return _EPOCH_OF_1904 + timedelta(days=int(cell)) if is_day else cell


def day_cell(cell: Cell) -> date:
    """A whole day between 1900 and 2100: a date, dd/mm/yyyy, or the number Excel counts it by."""
    text = text_cell(cell)
    found = _date_or_year(cell, text).day if _DAY_LIKE.fullmatch(text) else None
    if found is None or found.year not in _DAYS_OF:
        raise ValueError(f"«{text}» không phải một ngày; hãy ghi như 05/09/2022.")
    return found


def _date_or_year(cell: Cell, text: str) -> DateOrYear:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return DateOrYear(cell.year, cell)
    if _lost_its_date_format(cell, text):
        day = _EXCEL_EPOCH + timedelta(days=int(text))
        return DateOrYear(day.year, day)
    if re.fullmatch(r"[0-9]{4}", text):
        return DateOrYear(int(text), None)
    if found := _MONTH.fullmatch(text):
        raise ValueError(
            f"«{text}» chỉ có tháng và năm; ghi đủ ngày như 05/09/{found[2]}, hoặc chỉ ghi năm."
        )
    if written := _DAY.fullmatch(text):
        day_number, month, year = map(int, written.groups())
        try:
            return DateOrYear(year, date(year, month, day_number))
        except ValueError:
            raise ValueError(f"không có ngày «{text}» trong lịch.") from None
    raise ValueError(f"«{text}» không phải ngày sinh; hãy ghi như 05/09/1980 hoặc chỉ năm 1980.")


def _lost_its_date_format(cell: Cell, text: str) -> bool:
    """Whether this is a day as Excel counts it; until 1927 the count has four figures too."""
    first = (date(EARLIEST_BIRTH_YEAR, 1, 1) - _EXCEL_EPOCH).days
    if isinstance(cell, str):
        return re.fullmatch(r"[0-9]{5}", text) is not None
    return re.fullmatch(r"[0-9]{4,5}", text) is not None and int(text) >= first

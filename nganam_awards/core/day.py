"""A day and a time of day as people type them: day before month, 24 hours."""

import re
from datetime import date, time


# Two figures of a year: 70 to 99 are of the last century, the others of this one.
_LAST_CENTURY_FROM = 70
_CENTURY = 100
_YEARS = range(1900, 2101)
_MONTHS = 12
_PARTED = re.compile(
    r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.\-–,]\s*|\s+tháng\s+|\s+)"
    r"(\d{1,2})(?:\s*[/.\-–,]\s*|\s+năm\s+|\s+)(\d{4}|\d{2})",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")  # what a machine writes: links, kept drafts

_TIME = re.compile(r"(\d{1,2})\s*(?:[:.hg]|giờ)\s*(?:(\d{2})\s*(?:phút)?)?", re.IGNORECASE)

HOW = "Ghi ngày trước, tháng sau, ví dụ 20/11/2023."


def typed_day(text: str) -> date:
    """«20/11/2023», «5.9.23», «20 11 2023», «20112023»: the day. Month never comes first.

    Raises ValueError with a sentence that says what is wrong with what was typed.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif written := _PARTED.fullmatch(text) or _TOGETHER.fullmatch(text):
        day, month, year = map(int, written.groups())
        if year < _CENTURY:
            year += 1900 if year >= _LAST_CENTURY_FROM else 2000
    else:
        raise ValueError(f"«{text}» chưa phải một ngày. {HOW}")
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"«{text}»: không có tháng {month}. {HOW}")
    if year not in _YEARS:
        raise ValueError(f"«{text}»: năm phải từ {_YEARS[0]} đến {_YEARS[-1]}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Tháng {month}/{year} không có ngày {day}. Kiểm tra lại ngày.") from None


def typed_time(text: str) -> time:
    """«8:30», «8h30», «8 giờ»: the time of day. Raises ValueError with a sentence otherwise."""
    written = _TIME.fullmatch(text.strip())
    try:
        return time(int(written[1]), int(written[2] or 0))
    except (TypeError, ValueError):
        raise ValueError(f"«{text.strip()}» chưa phải giờ trong ngày. Ghi như 8:30.") from None

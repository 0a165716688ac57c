"""Working days (ngày làm việc): time limits counted as the one-stop desk counts them.

Counting begins on the working day after receipt; Saturdays, Sundays, holidays and days off in lieu
are skipped, swapped working Saturdays count. Which days these are is published every year:
callers pass the rows in force, `off` (weekdays nobody works) and `worked` (weekend days worked).
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple


_NO_DAYS: frozenset[date] = frozenset()
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Aftermath(NamedTuple):
    """What a change of the calendar set going, in one sentence; `percent` None: it is done."""

    text: str
    percent: int | None


def is_working_day(
    day: date, off: Collection[date] = _NO_DAYS, worked: Collection[date] = _NO_DAYS
) -> bool:
    """Whether the office works that day. A day named as worked is worked, whatever else is said."""
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def add_working_days(
    day: date, n: int, off: Collection[date] = _NO_DAYS, worked: Collection[date] = _NO_DAYS
) -> date:
    """The n-th working day after `day`: the last day of a time limit received on `day`."""
    if n < 0:
        raise ValueError("A time limit runs forward.")
    while n:
        day += _ONE_DAY
        n -= is_working_day(day, off, worked)
    return day


def working_days_between(
    start: date, end: date, off: Collection[date] = _NO_DAYS, worked: Collection[date] = _NO_DAYS
) -> int:
    """Working days after `start` up to and with `end`; negative when `end` has gone by.

    The inverse of `add_working_days`: «còn 3 ngày làm việc», «quá hạn 2 ngày làm việc».
    """
    if end < start:
        return -working_days_between(end, start, off, worked)
    days = (start + _ONE_DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, off, worked) for day in days)


def working_day_before(
    day: date, n: int, off: Collection[date] = _NO_DAYS, worked: Collection[date] = _NO_DAYS
) -> date:
    """The n-th working day before `day`: the last one on which something is still in time."""
    while n:
        day -= _ONE_DAY
        n -= is_working_day(day, off, worked)
    return day


def working_minutes_between(
    start: datetime,
    end: datetime,
    hours: Iterable[tuple[time, time]],
    off: Collection[date] = _NO_DAYS,
    worked: Collection[date] = _NO_DAYS,
) -> int:
    """Whole minutes of office hours from `start` to `end`; both in the zone of the office.

    `hours` are the stretches of one working day; nobody works at noon or at night.
    """
    if end <= start:
        return 0
    hours, zone, total = list(hours), start.tzinfo, timedelta()
    for step in range((end.date() - start.date()).days + 1):
        day = start.date() + _ONE_DAY * step
        if not is_working_day(day, off, worked):
            continue
        for opens, closes in hours:
            since = max(start, datetime.combine(day, opens, zone))
            until = min(end, datetime.combine(day, closes, zone))
            total += max(until - since, timedelta())
    return total // timedelta(minutes=1)

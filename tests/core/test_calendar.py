from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from nganam_awards.core.calendar import (
    add_working_days,
    is_working_day,
    working_day_before,
    working_days_between,
    working_minutes_between,
)
from nganam_awards.core.clock import OFFICE_ZONE


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=step) for step in range((last - first).days + 1)}


OFF = frozenset(
    {date(2023, 1, 2)}
    | days(date(2023, 1, 20), date(2023, 1, 26))
    | days(date(2023, 4, 29), date(2023, 5, 3))
    | days(date(2023, 9, 1), date(2023, 9, 4))
    | {date(2024, 1, 1)}
    | days(date(2024, 2, 8), date(2024, 2, 14))
    | {date(2024, 4, 18)}
    | days(date(2024, 4, 29), date(2024, 5, 1))
    | days(date(2024, 8, 31), date(2024, 9, 3))
    | {date(2025, 1, 1)}
    | days(date(2025, 1, 25), date(2025, 2, 2))
    | {date(2025, 4, 7)}
    | days(date(2025, 4, 30), date(2025, 5, 4))
    | days(date(2025, 8, 30), date(2025, 9, 2))
)
WORKED = frozenset({date(2024, 5, 4), date(2025, 4, 26)})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2023, 10, 2), date(2023, 10, 16)),
        (date(2023, 8, 25), date(2023, 9, 12)),
        (date(2023, 4, 24), date(2023, 5, 11)),
        (date(2023, 1, 16), date(2023, 2, 6)),
        (date(2023, 11, 20), date(2023, 12, 4)),
        (date(2024, 8, 26), date(2024, 9, 11)),
        (date(2025, 1, 20), date(2025, 2, 10)),
    ],
)
def test_ten_working_days_after_receipt(received, due):
    assert add_working_days(received, 10, OFF, WORKED) == due
    assert working_days_between(received, due, OFF, WORKED) == 10
    assert working_days_between(due, received, OFF, WORKED) == -10


def test_a_swapped_saturday_counts_and_the_day_it_stands_for_does_not():
    assert is_working_day(date(2024, 5, 4), OFF, WORKED)
    assert not is_working_day(date(2024, 4, 29), OFF, WORKED)
    assert not is_working_day(date(2024, 5, 11), OFF, WORKED)
    assert add_working_days(date(2024, 5, 3), 1, OFF, WORKED) == date(2024, 5, 4)
    assert is_working_day(date(2024, 4, 29), OFF, {date(2024, 4, 29)})


def test_a_week_without_holidays_is_five_days():
    assert add_working_days(date(2023, 11, 20), 5) == date(2023, 11, 27)
    assert add_working_days(date(2023, 11, 24), 1) == date(2023, 11, 27)
    assert add_working_days(date(2023, 1, 19), 1, OFF) == date(2023, 1, 27)
    assert add_working_days(date(2023, 11, 25), 0) == date(2023, 11, 25)
    assert working_days_between(date(2023, 11, 24), date(2023, 11, 26)) == 0
    assert working_days_between(date(2023, 11, 26), date(2023, 11, 26)) == 0


def test_a_time_limit_runs_forward():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2023, 11, 20), -1)


calendar_days = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@given(
    calendar_days, st.integers(1, 60), st.frozensets(calendar_days), st.frozensets(calendar_days)
)
def test_counting_back_gives_the_limit_again(day, limit, off, worked):
    due = add_working_days(day, limit, off, worked)
    assert is_working_day(due, off, worked)
    assert working_days_between(day, due, off, worked) == limit
    assert working_days_between(day, due - timedelta(days=1), off, worked) == limit - 1


@given(calendar_days, calendar_days, calendar_days)
def test_stretches_of_time_add_up(one, two, three):
    first, middle, last = sorted((one, two, three))
    assert working_days_between(first, last, OFF, WORKED) == (
        working_days_between(first, middle, OFF, WORKED)
        + working_days_between(middle, last, OFF, WORKED)
    )


@pytest.mark.parametrize(
    ("day", "n", "before"),
    [
        (date(2023, 12, 4), 1, date(2023, 12, 1)),  # Monday: the Friday before
        (date(2023, 12, 4), 2, date(2023, 11, 30)),
        (date(2023, 5, 4), 1, date(2023, 4, 28)),  # over the holidays
        (date(2023, 12, 4), 0, date(2023, 12, 4)),
    ],
)
def test_the_last_day_in_time_is_counted_back_over_days_off(day, n, before):
    assert working_day_before(day, n, OFF, WORKED) == before


HOURS = ((time(7), time(11)), (time(13), time(17)))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2023-11-20 08:00", "2023-11-20 09:30", 90),
        ("2023-11-20 10:00", "2023-11-20 14:00", 120),  # nobody works at noon
        ("2023-11-20 17:00", "2023-11-21 07:00", 0),
        ("2023-11-24 16:00", "2023-11-27 08:00", 120),  # over a week's end
        ("2023-11-25 08:00", "2023-11-26 12:00", 0),
        ("2023-05-02 08:00", "2023-05-04 08:00", 60),  # a day off is none
        ("2023-11-20 06:00", "2023-11-20 23:00", 480),
        ("2023-11-21 08:00", "2023-11-20 08:00", 0),
    ],
)
def test_only_office_hours_count(start, end, minutes):
    moments = [datetime.fromisoformat(at).replace(tzinfo=OFFICE_ZONE) for at in (start, end)]
    assert working_minutes_between(*moments, HOURS, OFF, WORKED) == minutes


@given(calendar_days, st.integers(1, 60), st.frozensets(calendar_days))
def test_back_and_forth_is_the_same_day(day, n, off):
    due = add_working_days(day, n, off)
    assert working_days_between(working_day_before(due, n, off), due, off) == n

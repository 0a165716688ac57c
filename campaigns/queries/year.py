"""The calendar of a year's campaigns: one bar a plan, from the opening of filing to its end.

Pure arithmetic over plans that are loaded already; the page draws it and tells it as a table.
"""

from calendar import isleap
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from campaigns.queries import window as window_queries


CLOSING_DAYS = 14  # «sắp hết hạn» begins so many days before the last one
MOST_BARS = 60
WIDTH = 960  # units of the drawing; twelve months side by side
ROW = 26
HEAD = 30
_THINNEST = 4

_ENDS = {PlanState.REFUSED, PlanState.CANCELLED}
_KEYS = {
    "info": "sắp nhận hồ sơ",
    "ok": "đang nhận hồ sơ",
    "wait": "chưa duyệt hoặc sắp hết hạn",
    "quiet": "đã hết hạn, kết thúc hoặc không duyệt",
}


class Bar(NamedTuple):
    """One plan in the year: its number beside the bar, its days, and where it stands in words."""

    number: int
    plan: AwardPlan
    starts_on: date
    ends_on: date
    words: str
    tone: str

    @property
    def colour(self) -> str:
        """The tone of its badge; what was refused or cancelled takes no part in the year."""
        return "quiet" if self.plan.state in _ENDS else self.tone

    @property
    def y(self) -> int:
        """Top of its row."""
        return HEAD + (self.number - 1) * ROW

    @property
    def middle(self) -> int:
        """Where its number stands."""
        return self.y + ROW - 9

    @property
    def x(self) -> int:
        """Left end of the bar."""
        return place_of(self.starts_on, self.plan.review_year)

    @property
    def width(self) -> int:
        """Its length; a single day is still seen."""
        end = place_of(self.ends_on, self.plan.review_year, is_end=True)
        return max(end - self.x, _THINNEST)


def bars_of(plans: Iterable[AwardPlan], today: date) -> list[Bar]:
    """Plans in the order in which their filing begins."""
    spans = sorted(((plan, *_span(plan)) for plan in plans), key=lambda s: (s[1], s[2], s[0].pk))
    return [
        Bar(number, plan, first, last, *standing(plan, today))
        for number, (plan, first, last) in enumerate(spans, start=1)
    ]


def keys_of(bars: Iterable[Bar]) -> list[tuple[str, str]]:
    """(colour, what it means) of the colours that the drawing uses."""
    used = {bar.colour for bar in bars}
    return [(colour, words) for colour, words in _KEYS.items() if colour in used]


def standing(plan: AwardPlan, today: date) -> tuple[str, str]:
    """Where the plan stands on the day: words and the tone of their badge."""
    if plan.state in _ENDS:
        return plan.get_state_display(), "stop"
    if plan.state == PlanState.CLOSED:
        return "Đã kết thúc", "quiet"
    if plan.state != PlanState.APPROVED:
        return "Chưa duyệt", "wait"
    first, last = window_queries.opens_on(plan), window_queries.closes_on(plan)
    if today < first:
        return f"Nhận hồ sơ từ {first:%d/%m/%Y}", "info"
    if today > last:
        return "Hết hạn nhận hồ sơ", "quiet"
    if (left := (last - today).days) <= CLOSING_DAYS:
        return f"Sắp hết hạn, còn {left} ngày" if left else "Hôm nay là ngày cuối", "wait"
    return "Đang nhận hồ sơ", "ok"


def place_of(day: date, year: int, *, is_end: bool = False) -> int:
    """Where a day stands across the drawing; days of other years at its edge."""
    days = 366 if isleap(year) else 365
    passed = (day - date(year, 1, 1)).days + is_end
    return round(WIDTH * min(max(passed, 0), days) / days)


def months(year: int) -> list[tuple[int, int, int]]:
    """(month, left edge, where its name stands) of the twelve columns."""
    edges = [place_of(date(year, month, 1), year) for month in range(1, 13)] + [WIDTH]
    return [(n + 1, edges[n], (edges[n] + edges[n + 1]) // 2) for n in range(12)]


def _span(plan: AwardPlan) -> tuple[date, date]:
    """Filing days; without a window from the approval, or the start of the year, to the review."""
    first = plan.filing_opens_on or plan.approved_on or date(plan.review_year, 1, 1)
    last = plan.filing_closes_on or plan.review_on
    return (first, last) if first <= last else (last, last)

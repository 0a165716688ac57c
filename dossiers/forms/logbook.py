"""Which days of the logbook a person reads."""

from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin


class Period(NamedTuple):
    """The first and the last day, both included."""

    start: date
    end: date

    @property
    def query(self) -> str:
        """What asks for it in an address."""
        return urlencode({"tu": f"{self.start:%d/%m/%Y}", "den": f"{self.end:%d/%m/%Y}"})


class UsualPeriod(NamedTuple):
    """A period that is often asked, for one press."""

    label: str
    period: Period


class PeriodForm(PlainTextMixin, forms.Form):
    """From a day to a day; empty: this month to this day, where that is usual."""

    tu = DayField(label="Tiếp nhận từ ngày", error_messages={"required": "Chọn ngày đầu."})
    den = DayField(label="Đến hết ngày", error_messages={"required": "Chọn ngày cuối."})

    def __init__(self, data: QueryDict, *, has_usual: bool = True) -> None:
        asked = not has_usual or any(data.get(name) for name in self.base_fields)
        usual = this_month()
        days = data if asked else {"tu": f"{usual.start:%d/%m/%Y}", "den": f"{usual.end:%d/%m/%Y}"}
        super().__init__(days)

    def clean(self) -> dict:
        """Both days, in their order."""
        cleaned = super().clean()
        start, end = cleaned.get("tu"), cleaned.get("den")
        if start and end and end < start:
            self.add_error("den", f"Ngày cuối phải từ ngày đầu, {start:%d/%m/%Y}, trở đi.")
        return cleaned

    @property
    def period(self) -> Period | None:
        """The days asked for; None while something is wrong with them."""
        if not self.is_valid():
            return None
        return Period(self.cleaned_data["tu"], self.cleaned_data["den"])


def this_month() -> Period:
    """From the first of the month to the office's day."""
    today = clock.today()
    return Period(today.replace(day=1), today)


def usual_periods() -> list[UsualPeriod]:
    """This month, the one before, this quarter, this year."""
    today, month = clock.today(), this_month()
    before = month.start - timedelta(days=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return [
        UsualPeriod("Tháng này", month),
        UsualPeriod("Tháng trước", Period(before.replace(day=1), before)),
        UsualPeriod("Quý này", Period(quarter, today)),
        UsualPeriod("Năm nay", Period(today.replace(month=1, day=1), today)),
    ]

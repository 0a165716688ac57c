"""On time (đúng hạn): the office's measure by the national formula, and what made it late."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.forms.filters import FIRST_YEAR
from dossiers.queries import edition as edition_queries, punctuality as punctuality_queries
from dossiers.queries.limit import DayCount
from dossiers.queries.punctuality import SIDES, PunctualityRow, Side
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.pages import numbered_page, page_of
from nganam_awards.core.text import whole_number


NOBODY = "khong"  # `?cua=`: the row of dossiers where nobody stands
_MONTHS_OF_QUARTER = 3


class Span(NamedTuple):
    """A time that is measured: a year, a quarter of it or a month."""

    slug: str
    label: str
    first: date
    last: date


class MeasureAsked(NamedTuple):
    """What the address asks for; nonsense asks for this year, all of it, by officer."""

    year: int
    span: Span
    side: Side
    whose: str

    def query(self, **changed: object) -> str:
        """The same with something else, as an address says it."""
        said = {"nam": self.year, "ky": self.span.slug, "theo": self.side.slug} | changed
        return f"?{urlencode({key: value for key, value in said.items() if value})}"


@require_GET
def punctuality(request: HttpRequest) -> HttpResponse:
    """How much was done in time, by officer, unit or campaign; with `?cua=` what was late there."""
    if not dossier_rules.can_view_filed(request.user):
        raise Http404
    asked = _asked(request)
    if asked.whose:
        return _late(request, asked)
    found = punctuality_queries.rows_of(asked.side, asked.span.first, asked.span.last)
    done = sum(row.measure.done for row in found)
    on_time = sum(row.measure.on_time for row in found)
    page = numbered_page(request.GET.get("page", ""), found)
    context = _frame(asked) | {
        "tabs": [
            (side, asked.query(theo=side.slug), side.slug == asked.side.slug) for side in SIDES
        ],
        "measure": punctuality_queries.Punctuality(done, on_time),
        "page": page,
        "rows": [(row, asked.query(cua=row.key or NOBODY)) for row in page],
        "steps": punctuality_queries.open_steps(),
    }
    return render(request, "dossiers/punctuality/punctuality.html", context)


def _late(request: HttpRequest, asked: MeasureAsked) -> HttpResponse:
    key = None if asked.whose == NOBODY else whole_number(asked.whose)
    row = _row(asked, key) if key or asked.whose == NOBODY else None
    if row is None:
        raise Http404
    late = punctuality_queries.late_ones(asked.side, key, asked.span.first, asked.span.last)
    page = page_of(request, late)
    edition_queries.read_titles_as_sent(event.dossier for event in page)
    count = DayCount()
    rows = [(event, max(count.between(event.limit, event.day), 1)) for event in page]
    context = _frame(asked) | {"row": row, "page": page, "rows": rows, "back": asked.query()}
    return render(request, "dossiers/punctuality/late.html", context)


def _row(asked: MeasureAsked, key: int | None) -> PunctualityRow | None:
    rows = punctuality_queries.rows_of(asked.side, asked.span.first, asked.span.last)
    return next((row for row in rows if row.key == key), None)


def _frame(asked: MeasureAsked) -> dict:
    this_year = clock.today().year
    return {
        "asked": asked,
        "years": range(this_year, FIRST_YEAR - 1, -1),
        "spans": _spans(asked.year),
        "queue_url": address("dossiers:queue", "qua-han"),
    }


def _asked(request: HttpRequest) -> MeasureAsked:
    this_year = clock.today().year
    year = whole_number(request.GET.get("nam", "")) or this_year
    if not FIRST_YEAR <= year <= this_year:
        year = this_year
    spans = _spans(year)
    said = request.GET.get("ky", "")
    span = next((span for span in spans if span.slug == said), spans[0])
    side = punctuality_queries.side_of(request.GET.get("theo", ""))
    return MeasureAsked(year, span, side, request.GET.get("cua", "").strip())


def _spans(year: int) -> list[Span]:
    """The year, its quarters, its months."""
    spans = [Span("", "Cả năm", date(year, 1, 1), date(year, 12, 31))]
    for quarter, words in enumerate(("I", "II", "III", "IV"), start=1):
        end = quarter * _MONTHS_OF_QUARTER
        first = date(year, end - _MONTHS_OF_QUARTER + 1, 1)
        spans.append(Span(f"q{quarter}", f"Quý {words}", first, _month_end(year, end)))
    return spans + [
        Span(f"t{month}", f"Tháng {month}", date(year, month, 1), _month_end(year, month))
        for month in range(1, 13)
    ]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])

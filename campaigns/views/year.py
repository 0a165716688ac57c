"""The campaign calendar: the year of all plans a person may see, drawn and told."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.models import AwardPlan
from campaigns.models.award_plan import FIRST_YEAR
from campaigns.queries import year as year_queries
from campaigns.queries.lateness import mark_late, with_cutoff
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import whole_number


OWN = "don-vi"


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """One year; `?nam=2023`, `?xem=don-vi` for the plans of the person's own units."""
    today = clock.today()
    year = _year_from(request, today.year)
    seen = AwardPlan.objects.visible_to(request.user)
    is_own = request.GET.get("xem") == OWN
    rows = (seen.of_units_of(request.user) if is_own else seen).filter(review_year=year)
    rows = with_cutoff(rows.select_related("campaign__organiser"), today)
    rows = rows.order_by("filing_opens_on", "review_on", "pk")
    found = list(rows[: year_queries.MOST_BARS + 1])
    plans = found[: year_queries.MOST_BARS]
    mark_late(plans, today)
    bars = year_queries.bars_of(plans, today)
    cutoff = _cutoff(year)
    context = {
        "year": year,
        "bars": bars,
        "keys": year_queries.keys_of(bars),
        "months": year_queries.months(year),
        "width": year_queries.WIDTH,
        "height": year_queries.HEAD + len(bars) * year_queries.ROW + 6,
        "cutoff": cutoff,
        "cutoff_x": year_queries.place_of(cutoff, year, is_end=True) if cutoff else None,
        "today_x": year_queries.place_of(today, year) if today.year == year else None,
        "has_more": len(found) > year_queries.MOST_BARS,
        "is_own": is_own,
        "has_own": seen.of_units_of(request.user).exists(),
        "previous_year": year - 1 if year > FIRST_YEAR else None,
        "next_year": year + 1 if year <= today.year else None,
    }
    return render(request, "campaigns/year/calendar.html", context)


def _year_from(request: HttpRequest, this_year: int) -> int:
    """The year asked for; nonsense asks for this one."""
    year = whole_number(request.GET.get("nam", "")) or this_year
    return year if FIRST_YEAR <= year <= this_year + 1 else this_year


def _cutoff(year: int) -> date | None:
    """«Hạn duyệt đầu năm» by the rules of that year's start; none where the catalogue ends."""
    try:
        return regime_queries.rule_set_on(date(year, 1, 1)).cutoff_in(year)
    except Refused:
        return None

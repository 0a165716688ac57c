"""The logbook (sổ theo dõi hồ sơ): a period on screen, as Excel and as a paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dossiers.forms.logbook import PeriodForm, usual_periods
from dossiers.queries import logbook as logbook_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.services import logbook as logbook_services
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_GET
def logbook(request: HttpRequest) -> HttpResponse:
    """What was received in these days."""
    _only_for_the_town(request)
    return _page(request, PeriodForm(request.GET), 200)


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Makes the paper of these days."""
    _only_for_the_town(request)
    form = PeriodForm(request.POST, has_usual=False)
    if form.period is None:
        return _page(request, form, UNPROCESSABLE)
    outcome = take(request, lambda: logbook_services.order_for(*form.period, by=request.user))
    if outcome.is_done:
        return redirect(outcome.result)
    return redirect(f"{reverse('dossiers:logbook')}?{form.period.query}")


def _only_for_the_town(request: HttpRequest) -> None:
    if not dossier_rules.can_view_filed(request.user):
        raise Http404


def _page(request: HttpRequest, form: PeriodForm, status: int) -> HttpResponse:
    return render(request, "dossiers/logbook/logbook.html", _shown(request, form), status=status)


def _shown(request: HttpRequest, form: PeriodForm) -> dict:
    context = {"form": form, "period": form.period, "usual": usual_periods(), "total": 0}
    if form.period is None:
        return context | {"page": None, "entries": []}
    rows = logbook_queries.received_in(*form.period, request.user)
    page = page_of(request, rows)
    return context | {
        "page": page,
        "entries": logbook_queries.entries(page),
        "total": page.total_among(rows),
    }

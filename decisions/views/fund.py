"""Award funds (quỹ khen thưởng): each fund's year, its budget, what changed it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decisions import rules
from decisions.forms.filters import FIRST_YEAR
from decisions.forms.fund import BudgetForm, FundForm
from decisions.models import BudgetChange, Fund
from decisions.queries import fund as fund_queries
from decisions.services import fund as fund_services
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page
from nganam_awards.core.money import grouped
from nganam_awards.core.text import whole_number


CHANGES_SHOWN = 20


@require_http_methods(["GET", "POST"])
def fund_year(request: HttpRequest) -> HttpResponse:
    """The funds of a year; Phòng Nội vụ enters the budget, whoever signs reads along."""
    if not rules.sees_drafts(request.user):
        raise PermissionDenied
    year = _year(request.GET.get("nam", ""))
    if request.method == "GET":
        return _page(request, year)
    if not rules.can_compose(request.user):
        raise PermissionDenied
    form = BudgetForm(request.POST)

    def write() -> None:
        typed = form.cleaned_data
        fund_services.enter_budget(
            typed["fund"],
            year,
            amount_vnd=typed["amount"],
            seen_vnd=typed["seen"],
            note=typed["note"],
            by=request.user,
        )

    return form_page(
        request,
        form,
        call=write,
        done=lambda _: f"Đã ghi dự toán năm {year} của {form.cleaned_data['fund']}.",
        then=lambda _: at_row(
            f"{reverse('decisions:funds')}?nam={year}", form.cleaned_data["fund"]
        ),
        page=partial(_page, request, year, budget_form=form),
    )


@require_POST
def add_fund(request: HttpRequest) -> HttpResponse:
    """Adds a fund (quỹ)."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    form = FundForm(request.POST)
    return form_page(
        request,
        form,
        call=lambda: fund_services.add_fund(form.cleaned_data["name"], by=request.user),
        done="Đã thêm quỹ.",
        then=lambda fund: at_row("decisions:funds", fund),
        page=partial(_page, request, clock.today().year, fund_form=form),
    )


def _page(
    request: HttpRequest,
    year: int,
    *,
    budget_form: BudgetForm | None = None,
    fund_form: FundForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Each fund with its form; the one that was just refused keeps what was typed."""
    standings = fund_queries.standings(Fund.objects.all(), year)
    typed_for = budget_form.data.get("fund") if budget_form else None
    shown = [(s, budget_form if str(s.fund.pk) == typed_for else _form_for(s)) for s in standings]
    for standing, form in shown:
        form.seen_now = standing.limit_vnd if standing.budget else ""
    changes = BudgetChange.objects.filter(budget__year=year).select_related("budget__fund", "by")
    context = {
        "year": year,
        "years": range(clock.today().year + 1, FIRST_YEAR - 1, -1),
        "shown": shown,
        "form": budget_form or fund_form,
        "fund_form": fund_form or FundForm(),
        "changes": changes[:CHANGES_SHOWN],
        "can_enter": rules.can_compose(request.user),
    }
    return render(request, "decisions/fund/list.html", context, status=status)


def _form_for(standing: fund_queries.FundStanding) -> BudgetForm:
    amount = grouped(standing.limit_vnd) if standing.budget else ""
    return BudgetForm(
        initial={"fund": standing.fund.pk, "amount": amount}, auto_id=f"id_{standing.fund.pk}_%s"
    )


def _year(typed: str) -> int:
    """The year asked for; this one where it is none the portal knows."""
    now = clock.today().year
    year = whole_number(typed) or now
    return year if FIRST_YEAR <= year <= now + 1 else now

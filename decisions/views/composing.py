"""Soạn quyết định: what was recommended and stands nowhere yet, narrowed and ticked."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from decisions import funds, lineup as lineups, rules, services
from decisions.filters import WaitingFilter
from decisions.funds import BudgetCheck
from decisions.models import Fund
from decisions.views import offers
from decisions.views.found import chosen
from decisions.views.offers import Offer, UnitOffer
from decisions.wording_forms import ComposeForm, first_words
from dossiers.models import Nomination
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The group that was asked for, the fullest otherwise; everybody in it is chosen at first."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _page(request)
    ticked = set(chosen(request))
    if "tick" in request.POST:  # the boxes and the sums again; nothing is written
        return _page(request, form=ComposeForm(initial=request.POST.dict()), ticked=ticked)
    form, status = ComposeForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        rows = Nomination.objects.visible_to(request.user).filter(pk__in=ticked)
        outcome = take(
            request,
            lambda: services.compose(rows, **form.cleaned_data, by=request.user),
            done="Đã lập dự thảo quyết định.",
        )
        if outcome.is_done:
            return redirect(outcome.result)
        status = outcome.status
    return _page(request, form=form, ticked=ticked, status=status)


@dataclass(frozen=True)
class Sum:
    """What is chosen now and what it would cost today."""

    count: int
    total_vnd: int = 0
    budget: BudgetCheck | None = None
    problems: tuple[str, ...] = ()


def _page(
    request: HttpRequest,
    *,
    form: ComposeForm | None = None,
    ticked: set[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    visible = Nomination.objects.visible_to(request.user)
    narrowed = WaitingFilter(
        request.GET, queryset=lineups.available().filter(pk__in=visible), request=request
    )
    rows = narrowed.qs
    found = offers.offers(lineups.groups(rows), rows)
    asked = request.POST.get("group") or request.GET.get("nhom", "")
    offer = next((o for o in found if o.group.key == asked), found[0] if found else None)
    form = form or ComposeForm(
        initial={"key": uuid4(), **first_words(offer.reason if offer else "")}
    )
    units = offers.by_unit(offer.group.members(rows), ticked) if offer else []
    offers.tick(units, request.POST.get("tick", ""))
    kept = request.GET.copy()
    kept.pop("nhom", None)
    context = {
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.filters),
        "kept": kept.urlencode(),
        "offers": found,
        "offer": offer,
        "form": form,
        "units": units,
        "sum": _sum(units, offer, form),
    }
    return render(request, "decisions/compose.html", context, status=status)


def _sum(units: list[UnitOffer], offer: Offer | None, form: ComposeForm) -> Sum:
    """Figures of what is ticked; a paper to the province costs the town nothing."""
    rows = [row for unit in units for row, is_ticked in unit.boxes if is_ticked]
    if offer is None or offer.group.is_forward:
        return Sum(len(rows))
    try:
        total = lineups.estimate(rows, clock.today())
    except Refused as refusal:
        return Sum(len(rows), problems=refusal.reasons)
    typed = str(form["fund"].value() or "")
    fund = Fund.objects.filter(pk=typed).first() if typed.isdecimal() else None
    budget = BudgetCheck(funds.this_year(fund), total, is_counted=False) if fund else None
    return Sum(len(rows), total, budget)

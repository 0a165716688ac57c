"""Phòng Nội vụ writes: a new decision, its words, who stands in it, its draft."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from decisions import lineup as lineups, rules, services
from decisions.forms import ComposeForm, EditForm
from decisions.views import offers
from decisions.views.found import chosen, decision_or_404, desk_or_404
from decisions.views.reading import decision_page
from decisions.workflow import DecisionAction
from dossiers.models import Nomination
from nganam_awards.core import clock
from nganam_awards.core.steps import UNPROCESSABLE, Outcome, take


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """Soạn quyết định: what was recommended and stands nowhere yet, group by group."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _compose_page(request)
    form, ticked = ComposeForm(request.POST), set(chosen(request))
    status = UNPROCESSABLE
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
    return _compose_page(request, form=form, ticked=ticked, status=status)


def _compose_page(
    request: HttpRequest,
    *,
    form: ComposeForm | None = None,
    ticked: set[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The group that was asked for, the fullest otherwise; everybody in it is chosen at first."""
    rows = lineups.available().filter(pk__in=Nomination.objects.visible_to(request.user))
    found = offers.offers(lineups.groups(rows), rows)
    asked = request.POST.get("group") or request.GET.get("nhom", "")
    offer = next((o for o in found if o.group.key == asked), found[0] if found else None)
    if form is None:
        reason = offer.reason if offer else ""
        initial = {"key": uuid4(), "reason": reason, "fund_line": offers.fund_line()}
        form = ComposeForm(initial=initial)
    context = {
        "offers": found,
        "offer": offer,
        "form": form,
        "units": offers.by_unit(offer.group.members(rows), ticked) if offer else [],
    }
    return render(request, "decisions/compose.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa lời văn, số tờ trình."""
    found = desk_or_404(request, pk)
    if request.method == "GET" and not rules.can_edit(request.user, found):
        return redirect(found)
    initial = {name: getattr(found, name) for name in EditForm.field_order}
    form = EditForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            outcome = take(
                request,
                lambda: services.edit(
                    found,
                    **form.cleaned_data,
                    by=request.user,
                    fingerprint=request.POST.get("fingerprint", ""),
                ),
                done="Đã lưu. Dự thảo được tạo lại theo lời văn mới.",
            )
            if outcome.is_done:
                return redirect(found)
            status = outcome.status
            found = desk_or_404(request, pk)
    fingerprint = lineups.read(found, clock.today()).fingerprint
    context = {"decision": found, "form": form, "fingerprint": fingerprint}
    return render(request, "decisions/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Thêm trường hợp cùng phong trào, cùng là danh hiệu hoặc cùng là hình thức."""
    found = desk_or_404(request, pk)
    if request.method == "GET" and not rules.can_edit(request.user, found):
        return redirect(found)
    mine = Nomination.objects.visible_to(request.user)
    ticked, outcome = set(chosen(request)), Outcome()
    if request.method == "POST":
        outcome = take(
            request,
            lambda: services.add_lines(found, mine.filter(pk__in=ticked), by=request.user),
            done="Đã thêm vào danh sách. Dự thảo được tạo lại.",
        )
        if outcome.is_done:
            return redirect(found)
    rows = lineups.fitting(found).filter(pk__in=mine)
    context = {"decision": found, "units": offers.by_unit(rows, ticked)}
    return render(request, "decisions/add.html", context, status=outcome.status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Đưa những trường hợp đã chọn khỏi dự thảo."""
    found = desk_or_404(request, pk)
    outcome = take(
        request,
        lambda: services.remove_lines(found, chosen(request), by=request.user),
        done="Đã đưa khỏi dự thảo. Dự thảo được tạo lại.",
    )
    if outcome.is_done:
        return redirect(found)
    return decision_page(request, desk_or_404(request, pk), status=outcome.status)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Tạo lại dự thảo, by Phòng Nội vụ or by whoever is about to sign."""
    found = decision_or_404(request, pk)
    outcome = take(
        request,
        lambda: services.renew_draft(found, by=request.user),
        done="Đã tạo lại dự thảo theo nội dung hiện nay.",
    )
    if not outcome.is_done:
        return decision_page(request, decision_or_404(request, pk), status=outcome.status)
    signs = rules.can_take(request.user, DecisionAction.APPROVE, found)
    return redirect("decisions:sign", pk) if signs else redirect(found)

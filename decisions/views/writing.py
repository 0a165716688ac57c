"""Phòng Nội vụ writes: a new decision, its words, who stands in it, its draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decisions import editing, lineup as lineups, papers, rules, services, wording
from decisions.lineup import LineUp
from decisions.models import Decision
from decisions.views import offers, shown
from decisions.views.found import chosen, decision_or_404, desk_or_404
from decisions.views.reading import decision_page
from decisions.wording_forms import EditForm
from decisions.workflow import DecisionAction
from dossiers.models import Nomination
from nganam_awards.core import clock
from nganam_awards.core.steps import UNPROCESSABLE, Outcome, take


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa lời văn, nơi nhận, số tờ trình; the printed draft stands beside."""
    found = desk_or_404(request, pk)
    if request.method == "GET" and not rules.can_edit(request.user, found):
        return redirect(found)
    told = EditForm.told(found)
    if request.method == "GET":
        return _edit_page(request, found, EditForm(initial=told, decision=found))
    if asked := request.POST.get("usual"):
        return _edit_page(request, found, _with_usual(request, found, asked))
    form = EditForm(request.POST, initial=told, decision=found)
    status = UNPROCESSABLE
    if form.is_valid():
        outcome = take(
            request,
            lambda: editing.edit(
                found,
                **form.words(),
                by=request.user,
                fingerprint=request.POST.get("fingerprint", ""),
            ),
            done="Đã lưu. Dự thảo được tạo lại theo lời văn mới.",
        )
        if outcome.is_done:
            here = f"{reverse('decisions:edit', args=[pk])}#paper-title"
            return redirect(here if "stay" in request.POST else found)
        status = outcome.status
        found = desk_or_404(request, pk)
    return _edit_page(request, found, form, status=status)


def _with_usual(request: HttpRequest, found: Decision, asked: str) -> EditForm:
    """One sentence as the office usually words it; all else as it was typed, nothing saved yet."""
    typed = request.POST.dict()
    if asked in wording.LABELS:
        typed[asked] = wording.usual(found, asked)
    elif asked == "recipients":
        typed[asked] = "\n".join(wording.USUAL_RECIPIENTS)
    return EditForm(initial=typed, decision=found)


def _edit_page(
    request: HttpRequest, found: Decision, form: EditForm, *, status: int = 200
) -> HttpResponse:
    lineup = lineups.read(found, clock.today())
    context = {
        "decision": found,
        "form": form,
        "fingerprint": request.POST.get("fingerprint", "")
        if "usual" in request.POST
        else lineup.fingerprint,
        "sentences": _sentences(lineup, form),
        "check": services.check_draft(found, lineup),
        "can_renew": rules.can_renew(request.user, found),
        **shown.paper(found, found.draft),
    }
    return render(request, "decisions/edit.html", context, status=status)


def _sentences(lineup: LineUp, form: EditForm) -> list[tuple]:
    """Each sentence with what stands in its places, and whether it is worded otherwise."""
    if not lineup.decision.is_award:
        return []
    data = papers.data_of(lineup)
    return [
        (form[name], wording.shown(data[name]), name in lineup.decision.wording)
        for name in wording.LABELS
    ]


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

"""The steps of a dossier, each a POST; a no comes back with what was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.enums import NominationState
from dossiers.forms.appraisal import AssignForm, typed_verdicts
from dossiers.models import Dossier
from dossiers.rules import dossier as dossier_rules
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.views.button import ASKED, Ask
from dossiers.views.dossier_page import dossier_page
from dossiers.views.lookup import dossier_or_404, line_or_404
from dossiers.workflow import DOSSIER_FLOW, DossierAction, NominationAction
from nganam_awards.core.steps import keep_words, seen_from, take
from nganam_awards.core.text import clean_text
from nganam_awards.core.workflow import seen_mark


D = DossierAction
# What the page says when the step was taken.
DONE = {
    D.HAND_OVER: "Đã chuyển hồ sơ cho thủ trưởng xác nhận.",
    D.TAKE_BACK: "Đã lấy lại hồ sơ để sửa.",
    D.SEND_BACK: "Đã trả hồ sơ lại cho cán bộ.",
    D.CONFIRM: "Đã xác nhận và nộp hồ sơ cho Phòng Nội vụ.",
    D.RECALL: "Đã thu hồi hồ sơ về bản nháp.",
    D.WITHDRAW: "Đã rút hồ sơ.",
    D.RECEIVE: "Đã tiếp nhận hồ sơ.",
    D.REFUSE: "Đã từ chối tiếp nhận và báo cho đơn vị.",
    D.FINISH: "Đã kết luận thẩm định.",
    D.REOPEN: "Đã mở lại thẩm định.",
    D.DELIVER: "Đã trả kết quả cho đơn vị.",
}
_CALLS: dict[str, Callable] = {a: getattr(dossier_transitions, a.value) for a in DONE}
_WITH_NOTE = {D.SEND_BACK, D.RECALL, D.WITHDRAW, D.REFUSE, D.REOPEN}


@require_POST
def take_step(request: HttpRequest, ref: str, action: str) -> HttpResponse:
    """Any step that asks for no more than a reason."""
    try:
        dossier = dossier_or_404(request, ref)
    except Http404:
        return _left_the_desk(request, ref)
    note = clean_text(request.POST.get("note", ""))
    words = {"note": note} if action in _WITH_NOTE else {}
    call, seen = _CALLS[action], seen_from(request)
    outcome = take(
        request, lambda: call(dossier, by=request.user, seen=seen, **words), done=DONE[action]
    )
    if outcome.is_done or not words:
        return redirect(_after(request, dossier))
    return render(
        request,
        "dossiers/step/step.html",
        _again(request, ref, action, note),
        status=outcome.status,
    )


@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Xác nhận và nộp: what stands in the way is told beside what would be filed."""
    dossier = dossier_or_404(request, ref)
    outcome = take(
        request,
        lambda: dossier_transitions.confirm(dossier, by=request.user, seen=seen_from(request)),
        done=DONE[D.CONFIRM],
    )
    return redirect(dossier if outcome.is_done else reverse("dossiers:confirm_page", args=[ref]))


@require_POST
def assign(request: HttpRequest, ref: str) -> HttpResponse:
    """Phân công thẩm định."""
    dossier = dossier_or_404(request, ref)
    form = AssignForm(request.POST, dossier=dossier)
    status = 422
    if form.is_valid():
        officer, note = form.cleaned_data["officer"], form.cleaned_data["note"]
        outcome = take(
            request,
            lambda: dossier_transitions.assign(
                dossier, officer=officer, note=note, by=request.user, seen=seen_from(request)
            ),
            done=f"Đã giao {officer.full_name} thẩm định.",
        )
        if outcome.is_done:
            return redirect(dossier)
        status = outcome.status
    fresh = dossier_or_404(request, ref)
    context = dossier_page(request, fresh, assign_form=form)
    return render(request, "dossiers/dossier/dossier.html", context, status=status)


@require_POST
def give_verdicts(request: HttpRequest, ref: str) -> HttpResponse:
    """Lưu ý kiến of all lines of the form; «Kết luận thẩm định» follows in the same press."""
    dossier = dossier_or_404(request, ref)
    typed = typed_verdicts(request.POST)
    outcome = take(
        request,
        lambda: nominee_transitions.give_verdicts(
            dossier,
            typed,
            by=request.user,
            seen=seen_from(request, "seen_lines"),
        ),
    )
    if not outcome.is_done:
        fresh = dossier_or_404(request, ref)
        context = dossier_page(request, fresh, typed=typed)
        return render(request, "dossiers/dossier/dossier.html", context, status=outcome.status)
    if request.POST.get("then") == "finish":
        take(
            request,
            lambda: dossier_transitions.finish(dossier, by=request.user, seen=seen_from(request)),
            done=DONE[D.FINISH],
        )
    else:
        count = len(outcome.result or [])
        messages.success(request, f"Đã lưu ý kiến, {count} trường hợp thay đổi.")
    return redirect(dossier)


@require_POST
def decline_lines(request: HttpRequest, ref: str) -> HttpResponse:
    """Không khen thưởng: the head of Nội vụ closes every line that was not recommended."""
    dossier = dossier_or_404(request, ref)
    lines = list(dossier.nominations.filter(state=NominationState.NOT_RECOMMENDED))
    take(
        request,
        lambda: nominee_transitions.decline_lines(lines, by=request.user),
        done=f"Đã kết thúc {len(lines)} trường hợp không khen thưởng, kèm lý do.",
    )
    return redirect(dossier)


@require_http_methods(["GET", "POST"])
def remove_line(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Rút một trường hợp khỏi danh sách sau khi nộp: the head of the unit, with a reason."""
    dossier = dossier_or_404(request, ref)
    line = line_or_404(dossier, pk)
    if not dossier_rules.can_take_line(request.user, NominationAction.REMOVE, line):
        messages.error(request, f"{line.full_name}: {line.get_state_display()}, không rút được.")
        return redirect(dossier)
    note, status = clean_text(request.POST.get("note", "")), 200
    if request.method == "POST":
        outcome = take(
            request,
            lambda: nominee_transitions.remove_line(line, note=note, by=request.user),
            done=f"Đã rút {line.full_name} khỏi danh sách.",
        )
        if outcome.is_done:
            return redirect(dossier)
        status = outcome.status
    context = {
        "dossier": dossier,
        "label": f"Rút {line.full_name} khỏi danh sách",
        "ask": Ask("", reason="Lý do rút"),
        "note": note,
        "seen": 0,
        "can_still": True,
        "url": request.path,
    }
    return render(request, "dossiers/step/step.html", context, status=status)


def _after(request: HttpRequest, dossier: Dossier) -> str:
    """Back to the dossier, where the person still sees it."""
    if Dossier.objects.visible_to(request.user).filter(pk=dossier.pk).exists():
        return dossier.get_absolute_url()
    return reverse("dossiers:list")


def _again(request: HttpRequest, ref: str, action: str, note: str) -> dict:
    """The step once more, with the words still there and the page as it stands now."""
    fresh = dossier_or_404(request, ref)
    return {
        "dossier": fresh,
        "action": action,
        "label": DOSSIER_FLOW.arrows[action].label,
        "ask": ASKED[DossierAction(action)],
        "note": note,
        "seen": seen_mark(fresh),
        "can_still": fresh.state in DOSSIER_FLOW.arrows[action].sources,
        "url": reverse(f"dossiers:{action}", args=[ref]),
    }


def _left_the_desk(request: HttpRequest, ref: str) -> HttpResponse:
    """A dossier that staff had on screen and the unit took home meanwhile; a stranger gets 404."""
    taken_home = Dossier.objects.filter(ref=ref, events__action=D.RECALL).first()
    if taken_home is None or not dossier_rules.can_view_filed(request.user):
        raise Http404
    messages.error(request, f"Đơn vị vừa thu hồi hồ sơ {ref} để sửa nên chưa làm bước này được.")
    keep_words(request, "note")
    return redirect("dossiers:list")

"""Supplements (bổ sung): asked by Phòng Nội vụ, mended by the clerk, read and sent by the head."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.forms.supplement import AskMoreForm, SupplementAnswerForm
from dossiers.queries.supplement import changes_of
from dossiers.rules import dossier as dossier_rules
from dossiers.transitions import supplement as supplement_transitions
from dossiers.views.lookup import dossier_or_404, draft_or_404
from dossiers.workflow import DossierAction
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import keep_words, seen_from, take
from nganam_awards.core.workflow import seen_mark


@require_http_methods(["GET", "POST"])
def ask_more(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks for a supplement (yêu cầu bổ sung): what is missing and until when."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_view_filed(request.user):
        raise Http404
    can_ask = dossier_rules.can_take(request.user, DossierAction.ASK_MORE, dossier)
    if request.method == "GET" and not can_ask:
        return redirect(dossier)
    form = AskMoreForm(posted(request))

    def page(status: int) -> HttpResponse:
        fresh = dossier_or_404(request, ref)
        context = {"dossier": fresh, "form": form, "seen": seen_mark(fresh)}
        return render(request, "dossiers/supplement/ask_more.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: supplement_transitions.ask_more(
            dossier, by=request.user, seen=seen_from(request), **form.cleaned_data
        ),
        done="Đã yêu cầu đơn vị bổ sung; đồng hồ tạm dừng.",
        then=dossier,
        page=page,
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """What will be sent, read by the head beside what stood there; then confirmed and sent."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_confirm_for(request.user, dossier.unit):
        raise Http404
    form = SupplementAnswerForm(posted(request))

    def page(status: int) -> HttpResponse:
        fresh = dossier_or_404(request, ref)
        can_send = dossier_rules.can_take(request.user, DossierAction.ANSWER, fresh)
        if not can_send or not fresh.supplement.is_ready:
            keep_words(request, "note")
            return redirect(fresh)
        context = {
            "dossier": fresh,
            "supplement": fresh.supplement,
            "changes": changes_of(fresh),
            "form": form,
            "seen": seen_mark(fresh),
        }
        return render(request, "dossiers/supplement/answer.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: supplement_transitions.answer(
            dossier, by=request.user, seen=seen_from(request), **form.cleaned_data
        ),
        done="Đã gửi bổ sung cho Phòng Nội vụ.",
        then=dossier,
        page=page,
    )


@require_POST
def mark_ready(request: HttpRequest, ref: str) -> HttpResponse:
    """Tells the head (thủ trưởng) that the supplement is complete."""
    dossier = draft_or_404(request, ref)
    take(
        request,
        lambda: supplement_transitions.mark_ready(dossier, by=request.user),
        done="Đã báo thủ trưởng xem và gửi bổ sung.",
    )
    return redirect(dossier)


@require_POST
def write_on(request: HttpRequest, ref: str) -> HttpResponse:
    """Takes the supplement back for further changes (lấy lại để sửa tiếp)."""
    dossier = draft_or_404(request, ref)
    take(
        request,
        lambda: supplement_transitions.write_on(dossier, by=request.user),
        done="Phần bổ sung đã về lại chỗ anh/chị.",
    )
    return redirect(dossier)

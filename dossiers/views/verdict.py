"""What Phòng Nội vụ says of the lines of a dossier, many in one form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dossiers.enums import NominationState
from dossiers.forms.appraisal import typed_verdicts
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.views.dossier_page import dossier_page
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.lookup import dossier_or_404
from dossiers.workflow import DossierAction
from nganam_awards.core.steps import seen_from, take


@require_POST
def give_verdicts(request: HttpRequest, ref: str) -> HttpResponse:
    """Saves the verdicts (ý kiến) of the form; «Kết luận thẩm định» follows in the same press."""
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
            done=DOSSIER_STEPS.of(DossierAction.FINISH).done,
        )
    else:
        count = len(outcome.result or [])
        messages.success(request, f"Đã lưu ý kiến, {count} trường hợp thay đổi.")
    return redirect(dossier)


@require_POST
def decline_lines(request: HttpRequest, ref: str) -> HttpResponse:
    """No award (không khen thưởng): the head of Nội vụ closes every line not recommended."""
    dossier = dossier_or_404(request, ref)
    lines = list(dossier.nominations.filter(state=NominationState.NOT_RECOMMENDED))
    take(
        request,
        lambda: nominee_transitions.decline_lines(lines, by=request.user),
        done=f"Đã kết thúc {len(lines)} trường hợp không khen thưởng, kèm lý do.",
    )
    return redirect(dossier)

"""Tạm dừng xét, xét tiếp: one line waits while something about it is being looked into."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.forms.appraisal import ResumeForm, SuspendForm
from dossiers.rules import dossier as dossier_rules
from dossiers.transitions import nominee as nominee_transitions
from dossiers.views.lookup import dossier_or_404, line_or_404
from dossiers.workflow import NominationAction as A
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_http_methods(["GET", "POST"])
def pause_line(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Suspend the line, or take a suspended one up again, whichever is open to this person."""
    dossier = dossier_or_404(request, ref)
    line = line_or_404(dossier, pk)
    line.dossier = dossier
    action = next((a for a in _FORMS if dossier_rules.can_take_line(request.user, a, line)), None)
    if action is None:
        messages.error(
            request, f"{line.full_name}: {line.get_state_display()}, không làm bước này được."
        )
        return redirect(dossier)
    form, status = _FORMS[action](request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            call = partial(_CALLS[action], line, by=request.user, **form.cleaned_data)
            outcome = take(request, call, done=_DONE[action].format(name=line.full_name))
            if outcome.is_done:
                return redirect(f"{dossier.get_absolute_url()}#dong-{line.pk}")
            status = outcome.status
    context = {
        "dossier": dossier,
        "line": line,
        "form": form,
        "label": action.label,
        "is_suspending": action == A.SUSPEND,
    }
    return render(request, "dossiers/suspension/form.html", context, status=status)


_FORMS = {A.SUSPEND: SuspendForm, A.RESUME: ResumeForm}
_CALLS = {A.SUSPEND: nominee_transitions.suspend_line, A.RESUME: nominee_transitions.resume_line}
_DONE = {
    A.SUSPEND: "Đã tạm dừng xét {name}, đơn vị được báo.",
    A.RESUME: "{name} được xét tiếp, chờ ý kiến của anh/chị.",
}

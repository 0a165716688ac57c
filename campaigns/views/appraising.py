"""Phiếu thẩm định on the page of a plan: saved first, so that no later refusal loses an answer."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import appraisal, transitions
from campaigns.appraising import save_answers
from campaigns.forms.appraisal import AppraisalForm
from campaigns.models import AwardPlan
from campaigns.views.faces import FACES
from campaigns.views.reading import plan_page, visible_plan
from campaigns.views.steps import left_the_desk, still_visible
from campaigns.workflow import PlanAction as A
from nganam_awards.core.steps import UNPROCESSABLE, Outcome, seen_from, take


SAVE, CONCLUDE, GIVE_BACK = "luu", "ket-luan", "tra-lai"


@require_POST
def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Lưu phiếu; then, as the pressed button says, conclude or give the plan back."""
    if not still_visible(request, pk):
        return left_the_desk(request, pk)
    plan = visible_plan(request, pk)
    if not request.user.has_perm("campaigns.appraise_plan"):
        raise PermissionDenied
    form = AppraisalForm(request.POST, lines=appraisal.lines(plan))
    status = UNPROCESSABLE
    if form.is_valid():
        outcome = _saved_and_taken(request, plan, form)
        if outcome.is_done:
            return redirect(plan if still_visible(request, pk) else "campaigns:list")
        status = outcome.status
    if not still_visible(request, pk):
        return left_the_desk(request, pk)
    fresh = visible_plan(request, pk)
    form.lines = appraisal.lines(fresh)
    return plan_page(request, fresh, status=status, appraisal_form=form)


def _saved_and_taken(request: HttpRequest, plan: AwardPlan, form: AppraisalForm) -> Outcome:
    wanted, seen = request.POST.get("do", SAVE), seen_from(request)
    shown = seen_from(request, "shown") or 0
    save = partial(save_answers, plan, form.answers, by=request.user, seen=seen, shown=shown)
    outcome = take(request, save, done="Đã lưu phiếu thẩm định." if wanted == SAVE else "")
    note = form.cleaned_data["note"]
    if not outcome.is_done or wanted not in {CONCLUDE, GIVE_BACK}:
        return outcome
    if wanted == CONCLUDE:
        step, action = transitions.appraise, A.APPRAISE
    else:
        step, action = transitions.ask_back, A.ASK_BACK
        note = note or "\n".join(appraisal.unmet(appraisal.lines(plan)))
    call = partial(step, plan, by=request.user, note=note, seen=seen)
    return take(request, call, done=FACES[action].done)

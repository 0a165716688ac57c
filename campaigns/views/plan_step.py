"""Taking a step with a plan. A refusal gives back the page with what was typed."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns.models import AwardPlan
from campaigns.rules import plan as plan_rules
from campaigns.transitions import plan as plan_transitions
from campaigns.views.plan import plan_page, visible_plan
from campaigns.views.plan_step_words import BY_SLUG, FACES, button_for, form_for
from campaigns.workflow import PlanAction as A
from nganam_awards.core.steps import UNPROCESSABLE, keep_words, seen_from, take


TAKEN_BY = {
    A.HAND_OVER: plan_transitions.hand_over,
    A.TAKE_BACK: plan_transitions.take_back,
    A.SEND_BACK: plan_transitions.send_back,
    A.CONFIRM: plan_transitions.confirm,
    A.ASK_BACK: plan_transitions.ask_back,
    A.APPRAISE: plan_transitions.appraise,
    A.REFUSE: plan_transitions.refuse,
    A.RETURN: plan_transitions.return_plan,
    A.APPROVE: plan_transitions.approve,
    A.CLOSE: plan_transitions.close,
    A.CANCEL: plan_transitions.cancel,
}


@require_POST
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take the step that the address names."""
    action = BY_SLUG.get(slug)
    if action is None:
        raise Http404
    if not still_visible(request, pk):
        return left_the_desk(request, pk)
    plan = visible_plan(request, pk)
    form = form_for(action, plan, request.POST)
    if not form.is_valid():
        typed = button_for(action, plan, form)
        return plan_page(request, plan, status=UNPROCESSABLE, typed=typed)
    call = partial(TAKEN_BY[action], plan, by=request.user, seen=seen_from(request), **form.words)
    outcome = take(request, call, done=FACES[action].done)
    if outcome.is_done:
        # A plan that went back to the unit may be out of this person's sight.
        return redirect(plan if still_visible(request, pk) else "campaigns:list")
    if not still_visible(request, pk):
        return left_the_desk(request, pk)
    fresh = visible_plan(request, pk)
    typed = button_for(action, fresh, form) if form.fields else None
    return plan_page(request, fresh, status=outcome.status, typed=typed)


def left_the_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan that staff had on screen and a colleague returned meanwhile; a stranger gets 404."""
    user = request.user
    is_staff = plan_rules.can_review(user)
    returned = AwardPlan.objects.filter(pk=pk, events__action__in=[A.ASK_BACK, A.RETURN])
    if not is_staff or not returned.exists():
        raise Http404
    messages.error(request, "Kế hoạch vừa được trả lại đơn vị nên chưa làm bước này được.")
    keep_words(request, "note", "late_reason")
    return redirect("campaigns:list")


def still_visible(request: HttpRequest, pk: int) -> bool:
    """May the person see the plan, now that somebody acted on it?"""
    try:
        visible_plan(request, pk)
    except Http404:
        return False
    return True

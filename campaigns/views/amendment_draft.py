"""Soạn điều chỉnh và các bước: the forms of the organiser's clerk, the steps of everybody."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.amendment import AmendmentWordsForm, FiguresForm, NewRowsForm
from campaigns.models import AwardPlan, PlanAmendment
from campaigns.queries.difference import DAYS
from campaigns.rules import amendment as amendment_rules, plan as plan_rules
from campaigns.services import amendment as amendment_services
from campaigns.transitions import amendment as amendment_transitions
from campaigns.views.amendment import amendment_page, still_visible, visible_amendment
from campaigns.views.amendment_step_words import BY_SLUG, FACES, button_for, form_for
from campaigns.views.plan import visible_plan
from campaigns.workflow import AmendmentAction as A
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import UNPROCESSABLE, keep_words, seen_from, take


GET_OR_POST = ["GET", "POST"]
TAKEN_BY = {
    A.HAND_OVER: amendment_transitions.hand_over,
    A.TAKE_BACK: amendment_transitions.take_back,
    A.SEND_BACK: amendment_transitions.send_back,
    A.CONFIRM: amendment_transitions.confirm,
    A.ASK_BACK: amendment_transitions.ask_back,
    A.APPRAISE: amendment_transitions.appraise,
    A.REFUSE: amendment_transitions.refuse,
    A.RETURN: amendment_transitions.return_plan,
    A.APPROVE: amendment_transitions.approve,
    A.WITHDRAW: amendment_transitions.withdraw,
}


@require_http_methods(GET_OR_POST)
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Soạn điều chỉnh of a plan in force; its present words and figures stand in the form."""
    plan = visible_plan(request, pk)
    if not plan_rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    blockers = amendment_rules.start_blockers(plan)
    if request.method == "GET" and (running := plan.amendments.open().first()):
        return redirect(running)
    if request.method == "GET" and blockers:
        messages.error(request, blockers[0])
        return redirect(plan)
    call = partial(amendment_services.start, plan, by=request.user)
    initial = {name: getattr(plan, name) for name in ("content", *DAYS)}
    return _form_page(request, plan, call, initial=initial)


@require_http_methods(GET_OR_POST)
def amendment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa bản nháp điều chỉnh."""
    amendment = visible_amendment(request, pk)
    if not plan_rules.can_draft(request.user, amendment.plan.campaign):
        raise PermissionDenied
    if not amendment_rules.can_edit(request.user, amendment):
        return redirect(amendment)
    call = partial(amendment_services.edit, amendment, by=request.user)
    # The form writes into the row it is given; the page goes on showing what is stored.
    mine = visible_amendment(request, pk)
    return _form_page(request, amendment.plan, call, amendment=amendment, instance=mine)


@require_POST
def amendment_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Xóa bản nháp điều chỉnh that nobody else has seen."""
    amendment = visible_amendment(request, pk)
    call = partial(amendment_services.discard, amendment, by=request.user)
    outcome = take(request, call, done="Đã xóa bản nháp điều chỉnh.")
    if outcome.is_done:
        return redirect(amendment.plan)
    return amendment_page(request, visible_amendment(request, pk), status=outcome.status)


@require_POST
def amendment_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take the step that the address names."""
    action = BY_SLUG.get(slug)
    if action is None:
        raise Http404
    if not still_visible(request, pk):
        return _left_the_desk(request, pk)
    amendment = visible_amendment(request, pk)
    form = form_for(action, request.POST)
    if not form.is_valid():
        typed = button_for(action, amendment, form)
        return amendment_page(request, amendment, status=UNPROCESSABLE, typed=typed)
    call = partial(
        TAKEN_BY[action], amendment, by=request.user, seen=seen_from(request), **form.cleaned_data
    )
    outcome = take(request, call, done=FACES[action].done)
    if outcome.is_done:
        return redirect(amendment if still_visible(request, pk) else "campaigns:amendment_list")
    if not still_visible(request, pk):
        return _left_the_desk(request, pk)
    fresh = visible_amendment(request, pk)
    typed = button_for(action, fresh, form) if form.fields else None
    return amendment_page(request, fresh, status=outcome.status, typed=typed)


def _form_page(
    request: HttpRequest,
    plan: AwardPlan,
    call: partial,
    *,
    amendment: PlanAmendment | None = None,
    instance: PlanAmendment | None = None,
    initial: dict | None = None,
) -> HttpResponse:
    """The one page on which an amendment is written; everything typed comes back."""
    data = posted(request)
    words = AmendmentWordsForm(data, instance=instance, initial=initial)
    figures = FiguresForm(data, plan=plan, amendment=amendment)
    new_rows = NewRowsForm(data, prefix="them", form_kwargs={"plan": plan})
    context = {"plan": plan, "amendment": amendment}
    context |= {"words": words, "figures": figures, "new_rows": new_rows}
    return form_page(
        request,
        words,
        figures,
        new_rows,
        call=lambda: call(words=words.words, limits=figures.limits, added=new_rows.added),
        done="Đã lưu bản điều chỉnh. Xem lại rồi chuyển tiếp.",
        then=lambda written: written,
        page=partial(render, request, "campaigns/amendment/form.html", context),
    )


def _left_the_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One that staff had on screen and a colleague returned meanwhile; a stranger gets 404."""
    user = request.user
    is_staff = user.has_perm("campaigns.appraise_plan") or user.has_perm("campaigns.approve_plan")
    returned = PlanAmendment.objects.filter(pk=pk, events__action__in=[A.ASK_BACK, A.RETURN])
    if not is_staff or not returned.exists():
        raise Http404
    messages.error(request, "Bản điều chỉnh vừa được trả lại đơn vị nên chưa làm bước này được.")
    keep_words(request, "note")
    return redirect("campaigns:amendment_list")

"""Drafting an amendment (điều chỉnh): the forms of the organiser's clerk."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.amendment import AmendmentWordsForm, FiguresForm, NewRowsForm
from campaigns.models import AwardPlan, PlanAmendment
from campaigns.queries.diff import DAYS
from campaigns.rules import amendment as amendment_rules, plan as plan_rules
from campaigns.services import amendment as amendment_services
from campaigns.views.amendment import amendment_page, visible_amendment
from campaigns.views.plan import visible_plan
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import take


GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts an amendment of a plan in force; its present words and figures stand in the form."""
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
    """Changes the draft of an amendment."""
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
    """Deletes a draft that nobody else has seen."""
    amendment = visible_amendment(request, pk)
    call = partial(amendment_services.discard, amendment, by=request.user)
    outcome = take(request, call, done="Đã xóa bản nháp điều chỉnh.")
    if outcome.is_done:
        return redirect(amendment.plan)
    return amendment_page(request, visible_amendment(request, pk), status=outcome.status)


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
    words = AmendmentWordsForm(data, plan=plan, instance=instance, initial=initial)
    figures = FiguresForm(data, plan=plan, amendment=amendment)
    new_rows = NewRowsForm(data, prefix="them", form_kwargs={"plan": plan})
    context = {"plan": plan, "amendment": amendment}
    context |= {"words": words, "figures": figures, "new_rows": new_rows}
    context["forms"] = [words, figures, new_rows]
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

"""Phòng Nội vụ on a plan of others: a word on a phrase, longer time for one unit."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import oversight
from campaigns.forms.oversight import ExtensionForm, RulingForm
from campaigns.models import AwardPlan
from campaigns.views.amendments import amendment_page, visible_amendment
from campaigns.views.reading import plan_page, visible_plan
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_POST
def rule_on_hint(request: HttpRequest, pk: int) -> HttpResponse:
    """Kết luận một cụm từ."""
    plan = _plan(request, pk)
    form, status = RulingForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        call = partial(oversight.rule_on_hint, plan, by=request.user, **form.cleaned_data)
        outcome = take(request, call, done="Đã ghi kết luận về cụm từ.")
        if outcome.is_done:
            return redirect(f"{plan.get_absolute_url()}#cum-tu")
        status = outcome.status
    return plan_page(request, visible_plan(request, pk), status=status, ruling_form=form)


@require_POST
def rule_on_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Kết luận một cụm từ của bản điều chỉnh."""
    found = visible_amendment(request, pk)
    if not request.user.has_perm("campaigns.appraise_plan"):
        raise PermissionDenied
    form, status = RulingForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        call = partial(oversight.rule_on_amendment, found, by=request.user, **form.cleaned_data)
        outcome = take(request, call, done="Đã ghi kết luận về cụm từ.")
        if outcome.is_done:
            return redirect(f"{found.get_absolute_url()}#cum-tu")
        status = outcome.status
    return amendment_page(request, visible_amendment(request, pk), status=status, ruling_form=form)


@require_POST
def extend_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Gia hạn nộp hồ sơ cho một đơn vị."""
    plan = _plan(request, pk)
    form, status = ExtensionForm(request.POST, plan=plan, auto_id="gia-han-%s"), UNPROCESSABLE
    if form.is_valid():
        call = partial(oversight.extend_filing, plan, by=request.user, **form.cleaned_data)
        outcome = take(request, call, done="Đã gia hạn nộp hồ sơ.")
        if outcome.is_done:
            return redirect(f"{plan.get_absolute_url()}#gia-han")
        status = outcome.status
    return plan_page(request, visible_plan(request, pk), status=status, extension_form=form)


def _plan(request: HttpRequest, pk: int) -> AwardPlan:
    plan = visible_plan(request, pk)
    if not request.user.has_perm("campaigns.appraise_plan"):
        raise PermissionDenied
    return plan

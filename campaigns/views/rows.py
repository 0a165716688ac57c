"""Criteria and standards of a draft: add, edit, remove a row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import rules, services
from campaigns.forms.writing import CriterionForm, StandardForm
from campaigns.models import AwardPlan, Criterion, Standard
from campaigns.views.reading import plan_page, visible_plan
from nganam_awards.core.steps import UNPROCESSABLE, take


@dataclass(frozen=True)
class Part:
    """One kind of row: its place on the page, its form, how it is added."""

    label: str
    model: type[models.Model]
    form_name: str
    form: Callable[..., BaseForm]
    add: Callable[..., models.Model]


PARTS = {
    "tieu-chi": Part(
        "tiêu chí", Criterion, "criterion_form", CriterionForm, services.add_criterion
    ),
    "tieu-chuan": Part(
        "tiêu chuẩn", Standard, "standard_form", StandardForm, services.add_standard
    ),
}


@require_POST
def row_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Thêm một dòng."""
    plan, part = _place(request, pk, kind)
    form = _form(part, plan, request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        call = partial(part.add, plan, by=request.user, **form.cleaned_data)
        outcome = take(request, call, done=f"Đã thêm {part.label}.")
        if outcome.is_done:
            return _back(plan, kind)
        status = outcome.status
    return plan_page(request, visible_plan(request, pk), status=status, **{part.form_name: form})


@require_http_methods(["GET", "POST"])
def row_edit(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Sửa một dòng."""
    plan, part = _place(request, pk, kind)
    found = get_object_or_404(part.model, plan=plan, pk=row)
    if not rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    before = {name: getattr(found, name) for name in part.form.base_fields}
    form = _form(part, plan, request.POST or None, initial=before)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            call = partial(services.edit_row, found, by=request.user, **form.cleaned_data)
            outcome = take(request, call, done=f"Đã lưu {part.label}.")
            if outcome.is_done:
                return _back(plan, kind)
            status = outcome.status
    context = {"plan": plan, "row": found, "form": form, "label": part.label, "kind": kind}
    return render(request, "campaigns/row_form.html", context, status=status)


@require_POST
def row_remove(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Xóa một dòng; one that somebody removed a moment ago is gone all the same."""
    plan, part = _place(request, pk, kind)
    found = part.model._base_manager.filter(plan=plan, pk=row).first()
    if found is not None:
        call = partial(services.remove_row, found, by=request.user)
        outcome = take(request, call, done=f"Đã xóa {part.label}.")
        if not outcome.is_done:
            return plan_page(request, visible_plan(request, pk), status=outcome.status)
    return _back(plan, kind)


def _place(request: HttpRequest, pk: int, kind: str) -> tuple[AwardPlan, Part]:
    plan = visible_plan(request, pk)
    if kind not in PARTS:
        raise Http404
    if not rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    return plan, PARTS[kind]


def _form(part: Part, plan: AwardPlan, data: dict | None, **kwargs: object) -> BaseForm:
    if part.model is Standard:
        kwargs["plan"] = plan
    return part.form(data, auto_id=f"id_{part.form_name}_%s", **kwargs)


def _back(plan: AwardPlan, kind: str) -> HttpResponse:
    return redirect(f"{plan.get_absolute_url()}#{kind}")

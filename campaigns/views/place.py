"""Quotas of a draft (chỉ tiêu): a total for an award and kind of honouree, with shares of units."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.place import NewPlacesForm, PlacesForm
from campaigns.models import AwardPlan, Quota
from campaigns.rules import plan as plan_rules
from campaigns.services import plan as plan_services
from campaigns.views.group import SLUGS, QuotaGroup, groups_of
from campaigns.views.plan import plan_page, visible_plan
from law.models import AwardType
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import take


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a quota from the plan's page."""
    plan = _plan(request, pk)
    form = NewPlacesForm(request.POST, plan=plan, auto_id="id_quota_form_%s")
    return form_page(
        request,
        form,
        call=lambda: plan_services.add_places(plan, by=request.user, **form.cleaned_data),
        done="Đã thêm chỉ tiêu.",
        then=_back(plan),
        page=lambda status: plan_page(
            request, visible_plan(request, pk), status=status, quota_form=form
        ),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, award: str, honourees: str) -> HttpResponse:
    """Changes the total and the shares of units."""
    plan = _plan(request, pk)
    group = _group(plan, award, honourees)
    if not plan_rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    stored = PlacesForm.initial_of({row.unit_id: row.limit for row in group.rows})
    form = PlacesForm(posted(request), plan=plan, initial=stored)
    context = {"plan": plan, "group": group, "form": form}
    return form_page(
        request,
        form,
        call=lambda: plan_services.set_places(
            plan,
            award_type=group.award_type,
            honouree_kind=group.kind,
            total=form.cleaned_data["total"],
            shares=form.shares,
            by=request.user,
        ),
        done="Đã lưu chỉ tiêu.",
        then=_back(plan),
        page=partial(render, request, "campaigns/place/form.html", context),
    )


@require_POST
def remove(request: HttpRequest, pk: int, award: str, honourees: str) -> HttpResponse:
    """Deletes the quota of one award and kind, with its shares."""
    plan = _plan(request, pk)
    group = _group(plan, award, honourees)
    call = partial(
        plan_services.remove_places,
        plan,
        award_type=group.award_type,
        honouree_kind=group.kind,
        by=request.user,
    )
    outcome = take(request, call, done="Đã xóa chỉ tiêu.")
    if not outcome.is_done:
        return plan_page(request, visible_plan(request, pk), status=outcome.status)
    return _back(plan)


def _plan(request: HttpRequest, pk: int) -> AwardPlan:
    plan = visible_plan(request, pk)
    if not plan_rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    return plan


def _group(plan: AwardPlan, award: str, honourees: str) -> QuotaGroup:
    """The rows that the address names; none yet is a group of its own."""
    award_type = get_object_or_404(AwardType, code=award)
    if honourees not in SLUGS:
        raise Http404
    kind = SLUGS[honourees]
    rows = Quota.objects.for_meter().filter(plan=plan, award_type=award_type, honouree_kind=kind)
    return next(iter(groups_of(rows)), QuotaGroup(award_type, kind, ()))


def _back(plan: AwardPlan) -> HttpResponse:
    return redirect(f"{plan.get_absolute_url()}#chi-tieu")

"""The forms of the organiser's clerk: campaign, plan, and the rows of a draft."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.participant import ParticipantsForm
from campaigns.forms.plan import CampaignForm, CriterionForm, PlanForm, StandardForm
from campaigns.models import AwardPlan, Campaign, Criterion, Standard
from campaigns.rules import plan as plan_rules
from campaigns.services import plan as plan_services
from campaigns.views import draft_step
from campaigns.views.draft_step import ROWS, UNITS, WORDS, onward
from campaigns.views.plan import plan_page, visible_plan
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.steps import take
from units.forms import picker
from units.models import User


GET_OR_POST = ["GET", "POST"]
DRAFTED = "Đã lưu bước 1 thành bản nháp. Tiếp theo: đơn vị tham gia."


@require_http_methods(GET_OR_POST)
def create(request: HttpRequest) -> HttpResponse:
    """The first step: a campaign and its first year's award plan."""
    units = plan_rules.units_to_draft_for(request.user)
    if not units:
        raise Http404
    campaign_form = CampaignForm(posted(request), units=units)
    plan_form = PlanForm(posted(request))
    key = _key_from(request)

    def write() -> AwardPlan:
        fields = dict(campaign_form.cleaned_data)
        organiser = fields.pop("organiser", units[0])
        if not plan_rules.can_draft_for(request.user, organiser):
            fields["is_town_wide"] = True  # whoever keeps the town's campaigns writes no others
        return plan_services.create_campaign_with_plan(
            organiser=organiser,
            campaign=fields,
            plan=plan_form.cleaned_data,
            key=key,
            by=request.user,
        )

    context = {
        "campaign_form": campaign_form,
        "plan_form": plan_form,
        "key": key,
        "organiser": units[0] if len(units) == 1 else None,
        "campaign": None,
        "plan": None,
        "steps": draft_step.bar(None, WORDS),
    }
    return form_page(
        request,
        campaign_form,
        plan_form,
        call=write,
        done=DRAFTED,
        then=lambda plan: onward(request, plan, UNITS),
        page=partial(render, request, "campaigns/draft/form.html", context),
    )


@require_http_methods(GET_OR_POST)
def plan_create(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step for another year of a campaign that runs on."""
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("organiser"), pk=pk
    )
    if not plan_rules.can_draft(request.user, campaign):
        raise PermissionDenied
    form = PlanForm(posted(request))
    context = {
        "campaign_form": None,
        "plan_form": form,
        "key": "",
        "organiser": campaign.organiser,
        "campaign": campaign,
        "plan": None,
        "steps": draft_step.bar(None, WORDS),
    }
    return form_page(
        request,
        form,
        call=lambda: plan_services.draft_plan(campaign, by=request.user, **form.cleaned_data),
        done=DRAFTED,
        then=lambda plan: onward(request, plan, UNITS),
        page=partial(render, request, "campaigns/draft/form.html", context),
    )


@require_http_methods(GET_OR_POST)
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a campaign's name, theme and dates while no plan has left the clerk's desk."""
    rows = Campaign.objects.visible_to(request.user).select_related("organiser")
    campaign = get_object_or_404(rows, pk=pk)
    if not plan_rules.can_edit_campaign(request.user, campaign):
        raise PermissionDenied
    # The form writes into the row it is given; the page goes on showing what is stored.
    form = CampaignForm(posted(request), instance=rows.get(pk=pk))
    return form_page(
        request,
        form,
        call=lambda: plan_services.edit_campaign(campaign, by=request.user, **form.cleaned_data),
        done="Đã lưu phong trào.",
        then=campaign,
        page=plain_page(
            request,
            form,
            title="Sửa phong trào",
            crumbs=[("Phong trào thi đua", "campaigns:list"), (campaign.name, campaign)],
            here="Sửa",
            lead=f"{campaign.organiser.short_name}. Chỉ sửa được khi chưa có kế hoạch nào của "
            "phong trào được gửi đi.",
            submit="Lưu phong trào",
        ),
    )


@require_http_methods(GET_OR_POST)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step again: the plan, and its campaign while no plan of it has left the desk."""
    plan = _drafted(request, pk)
    if request.method == "GET" and not plan_rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    # Forms write into the rows they are given; the page goes on showing what is stored.
    mine = visible_plan(request, pk)
    plan_form = PlanForm(posted(request), instance=mine)
    campaign_form = None
    if not plan.campaign.plans.exclude(pk=plan.pk).exists():
        campaign_form = CampaignForm(posted(request), instance=mine.campaign)
    context = {
        "campaign_form": campaign_form,
        "plan_form": plan_form,
        "key": "",
        "organiser": plan.campaign.organiser,
        "campaign": plan.campaign,
        "plan": plan,
        "steps": draft_step.bar(plan, WORDS, plan_rules.missing(plan)),
    }
    return form_page(
        request,
        *filter(None, [campaign_form, plan_form]),
        call=lambda: _edit(plan, campaign_form, plan_form, by=request.user),
        done=partial(_told, plan),
        then=lambda saved: onward(request, saved or plan, UNITS),
        page=partial(render, request, "campaigns/draft/form.html", context),
    )


@require_http_methods(GET_OR_POST)
def plan_units(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: which units take part, and when they hand in."""
    plan = _drafted(request, pk)
    if request.method == "GET" and not plan_rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    steps = draft_step.bar(plan, UNITS, plan_rules.missing(plan))
    form = ParticipantsForm(posted(request), instance=visible_plan(request, pk))
    context = {"plan": plan, "form": form, "steps": steps}
    page = partial(render, request, "campaigns/draft/units.html", context)
    if picker.is_narrowed(request.POST):
        context["form"] = ParticipantsForm.narrowed(request.POST, plan)
        return page()
    return form_page(
        request,
        form,
        call=lambda: plan_services.edit_plan(plan, by=request.user, **form.cleaned_data),
        done="Đã lưu bước 2.",
        then=lambda _: onward(request, plan, ROWS),
        page=page,
    )


def _drafted(request: HttpRequest, pk: int) -> AwardPlan:
    """A plan that this person drafts, whatever its state."""
    plan = visible_plan(request, pk)
    if not plan_rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    return plan


def _edit(
    plan: AwardPlan, campaign_form: CampaignForm | None, plan_form: PlanForm, *, by: User
) -> AwardPlan:
    fields = plan_form.cleaned_data
    if campaign_form is None:
        return plan_services.edit_plan(plan, by=by, **fields)
    return plan_services.edit_campaign_and_plan(
        plan, campaign=campaign_form.cleaned_data, fields=fields, by=by
    )


def _told(before: AwardPlan, saved: AwardPlan) -> str:
    """Days that moved along with the year are told, so that nobody hands in on the wrong ones."""
    first, last = saved.filing_opens_on, saved.filing_closes_on
    if saved.review_year == before.review_year or not (first or last):
        return "Đã lưu bước 1."
    days = [f"từ {first:%d/%m/%Y}"] * bool(first) + [f"đến hết {last:%d/%m/%Y}"] * bool(last)
    return (
        f"Đã lưu bước 1. Thời gian nhận hồ sơ chuyển theo năm xét: {' '.join(days)}; "
        "xem lại ở bước 2."
    )


def _key_from(request: HttpRequest) -> UUID:
    """One key a page: the same page sent twice makes one campaign."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


@dataclass(frozen=True)
class PlanPart:
    """One kind of row: its place on the page, its form, how it is added."""

    label: str
    model: type[models.Model]
    form_name: str
    form: Callable[..., BaseForm]
    add: Callable[..., models.Model]


PARTS = {
    "tieu-chi": PlanPart(
        "tiêu chí", Criterion, "criterion_form", CriterionForm, plan_services.add_criterion
    ),
    "tieu-chuan": PlanPart(
        "tiêu chuẩn", Standard, "standard_form", StandardForm, plan_services.add_standard
    ),
}


@require_POST
def row_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Adds a criterion or a standard."""
    plan, part = _place(request, pk, kind)
    form = _form(part, plan, request.POST)
    return form_page(
        request,
        form,
        call=lambda: part.add(plan, by=request.user, **form.cleaned_data),
        done=f"Đã thêm {part.label}.",
        then=lambda row: at_row(plan, row) if row else _place_on_page(plan, kind),
        page=lambda status: plan_page(
            request, visible_plan(request, pk), status=status, **{part.form_name: form}
        ),
    )


@require_http_methods(["GET", "POST"])
def row_edit(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Changes a criterion or a standard."""
    plan, part = _place(request, pk, kind)
    obj = get_object_or_404(part.model, plan=plan, pk=row)
    if not plan_rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    before = {name: getattr(obj, name) for name in part.form.base_fields}
    form = _form(part, plan, posted(request), initial=before)
    context = {"plan": plan, "row": obj, "form": form, "label": part.label, "kind": kind}
    return form_page(
        request,
        form,
        call=lambda: plan_services.edit_row(obj, by=request.user, **form.cleaned_data),
        done=f"Đã lưu {part.label}.",
        then=at_row(plan, obj),
        page=partial(render, request, "campaigns/draft/row.html", context),
    )


@require_POST
def row_remove(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Deletes a row; one that somebody removed a moment ago is gone all the same."""
    plan, part = _place(request, pk, kind)
    obj = part.model._base_manager.filter(plan=plan, pk=row).first()
    if obj is not None:
        call = partial(plan_services.remove_row, obj, by=request.user)
        outcome = take(request, call, done=f"Đã xóa {part.label}.")
        if not outcome.is_done:
            return plan_page(request, visible_plan(request, pk), status=outcome.status)
    return redirect(_place_on_page(plan, kind))


def _place(request: HttpRequest, pk: int, kind: str) -> tuple[AwardPlan, PlanPart]:
    if kind not in PARTS:
        raise Http404
    return _drafted(request, pk), PARTS[kind]


def _form(part: PlanPart, plan: AwardPlan, data: dict | None, **kwargs: object) -> BaseForm:
    if part.model is Standard:
        kwargs["plan"] = plan
    return part.form(data, auto_id=f"id_{part.form_name}_%s", **kwargs)


def _place_on_page(plan: AwardPlan, kind: str) -> str:
    return f"{plan.get_absolute_url()}#{kind}"

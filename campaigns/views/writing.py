"""Soạn phong trào, kế hoạch: the forms of the organiser's clerk."""

from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import rules, services
from campaigns.forms.writing import CampaignForm, PlanForm
from campaigns.models import AwardPlan, Campaign
from campaigns.views.reading import visible_plan
from nganam_awards.core.steps import UNPROCESSABLE, take


GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
def create(request: HttpRequest) -> HttpResponse:
    """Lập phong trào và kế hoạch khen thưởng năm đầu, in one form."""
    units = rules.units_to_draft_for(request.user)
    if not units:
        raise Http404
    campaign_form = CampaignForm(request.POST or None, units=units)
    plan_form = PlanForm(request.POST or None)
    key = _key_from(request)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if _all_valid(campaign_form, plan_form):
            fields = dict(campaign_form.cleaned_data)
            organiser = fields.pop("organiser", units[0])
            if not rules.can_draft_for(request.user, organiser):
                fields["is_town_wide"] = True  # whoever keeps the town's campaigns writes no others
            call = partial(
                services.create_campaign_with_plan,
                organiser=organiser,
                campaign=fields,
                plan=plan_form.cleaned_data,
                key=key,
                by=request.user,
            )
            outcome = take(request, call, done="Đã lập kế hoạch. Ghi tiếp chỉ tiêu, tiêu chí.")
            if outcome.is_done:
                return redirect(outcome.result)
            status = outcome.status
    context = {
        "campaign_form": campaign_form,
        "plan_form": plan_form,
        "key": key,
        "organiser": units[0] if len(units) == 1 else None,
        "campaign": None,
        "plan": None,
    }
    return render(request, "campaigns/plan_form.html", context, status=status)


@require_http_methods(GET_OR_POST)
def plan_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Soạn kế hoạch của một năm khác for a campaign that runs on."""
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("organiser"), pk=pk
    )
    if not rules.can_draft(request.user, campaign):
        raise PermissionDenied
    form = PlanForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            call = partial(services.draft_plan, campaign, by=request.user, **form.cleaned_data)
            outcome = take(request, call, done="Đã lập kế hoạch. Ghi tiếp chỉ tiêu, tiêu chí.")
            if outcome.is_done:
                return redirect(outcome.result)
            status = outcome.status
    context = {
        "campaign_form": None,
        "plan_form": form,
        "key": "",
        "organiser": campaign.organiser,
        "campaign": campaign,
        "plan": None,
    }
    return render(request, "campaigns/plan_form.html", context, status=status)


@require_http_methods(GET_OR_POST)
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa phong trào: name, theme and dates, while no plan of it has left the clerk's desk."""
    rows = Campaign.objects.visible_to(request.user).select_related("organiser")
    campaign = get_object_or_404(rows, pk=pk)
    if not rules.can_edit_campaign(request.user, campaign):
        raise PermissionDenied
    # The form writes into the row it is given; the page goes on showing what is stored.
    form = CampaignForm(request.POST or None, instance=rows.get(pk=pk))
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            call = partial(services.edit_campaign, campaign, by=request.user, **form.cleaned_data)
            outcome = take(request, call, done="Đã lưu phong trào.")
            if outcome.is_done:
                return redirect(campaign)
            status = outcome.status
    context = {"form": form, "campaign": campaign}
    return render(request, "campaigns/campaign_form.html", context, status=status)


@require_http_methods(GET_OR_POST)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa bản nháp: the plan, and its campaign while no plan of it has left the desk."""
    plan = visible_plan(request, pk)
    if not rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    if request.method == "GET" and not rules.can_edit_plan(request.user, plan):
        return redirect(plan)
    # Forms write into the rows they are given; the page goes on showing what is stored.
    mine = visible_plan(request, pk)
    plan_form = PlanForm(request.POST or None, instance=mine)
    campaign_form = None
    if not plan.campaign.plans.exclude(pk=plan.pk).exists():
        campaign_form = CampaignForm(request.POST or None, instance=mine.campaign)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if _all_valid(*filter(None, [campaign_form, plan_form])):
            outcome = take(request, _edit(plan, campaign_form, plan_form, request), done="Đã lưu.")
            if outcome.is_done:
                return redirect(plan)
            status = outcome.status
    context = {
        "campaign_form": campaign_form,
        "plan_form": plan_form,
        "key": "",
        "organiser": plan.campaign.organiser,
        "campaign": plan.campaign,
        "plan": plan,
    }
    return render(request, "campaigns/plan_form.html", context, status=status)


def _edit(
    plan: AwardPlan, campaign_form: CampaignForm | None, plan_form: PlanForm, request: HttpRequest
) -> partial:
    if campaign_form is None:
        return partial(services.edit_plan, plan, by=request.user, **plan_form.cleaned_data)
    return partial(
        services.edit_campaign_and_plan,
        plan,
        campaign=campaign_form.cleaned_data,
        fields=plan_form.cleaned_data,
        by=request.user,
    )


def _all_valid(*forms: BaseForm) -> bool:
    """Every form is asked, so that every mistake is shown at once."""
    return all([form.is_valid() for form in forms])  # noqa: C419 - a generator would stop early


def _key_from(request: HttpRequest) -> UUID:
    """One key a page: the same page sent twice makes one campaign."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()

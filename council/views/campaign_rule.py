"""Campaigns about whose lines the Council is asked, beside the words of the letter."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.models import Campaign
from council.forms.campaign_rule import CampaignRuleForm, EndCampaignRuleForm
from council.models import CampaignRule
from council.queries import campaign_rule as campaign_rule_queries
from council.rules import campaign_rule as campaign_rule_rules
from council.services import campaign_rule as campaign_rule_services
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import page_of


LIST = "council:campaign_rules"
_CRUMBS = [("Hội đồng", "council:board"), ("Lấy phiếu ý kiến theo phong trào", LIST)]


@require_GET
def campaign_rules(request: HttpRequest) -> HttpResponse:
    """The campaigns of the year, each with its switch."""
    if not campaign_rule_rules.can_view(request.user):
        raise Http404
    today = clock.today()
    page = page_of(request, campaign_rule_queries.campaigns_of(request.user, today.year))
    standing = campaign_rule_queries.standing_of(page, today)
    context = {
        "page": page,
        "rows": [(campaign, standing.get(campaign.pk)) for campaign in page],
        "year": today.year,
        "day": today,
        "can_switch": campaign_rule_rules.can_switch(request.user),
    }
    return render(request, "council/campaign_rule/list.html", context)


@require_http_methods(["GET", "POST"])
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """From which day the Council is asked about a campaign."""
    _check(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    form = CampaignRuleForm(posted(request), initial={"starts_on": clock.today()})
    return form_page(
        request,
        form,
        call=lambda: campaign_rule_services.switch_on(
            campaign, **form.cleaned_data, by=request.user
        ),
        done=lambda row: f"Lấy phiếu ý kiến {campaign_rule_rules.span(row)}.",
        then=at_row(LIST, campaign),
        page=_page(request, form, "Bật lấy phiếu ý kiến", campaign.name, submit="Bật"),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Until which day."""
    _check(request)
    row = get_object_or_404(CampaignRule.objects.select_related("campaign"), pk=pk)
    initial = {"ends_on": max(clock.today(), row.starts_on)}
    form = EndCampaignRuleForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        call=lambda: campaign_rule_services.end(row, **form.cleaned_data, by=request.user),
        done=lambda ended: f"Lấy phiếu ý kiến {campaign_rule_rules.span(ended)}.",
        then=at_row(LIST, row.campaign),
        page=_page(
            request, form, "Thôi lấy phiếu ý kiến", row.campaign.name, submit="Ghi ngày cuối"
        ),
    )


def _check(request: HttpRequest) -> None:
    if not campaign_rule_rules.can_view(request.user):
        raise Http404
    if not campaign_rule_rules.can_switch(request.user):
        raise PermissionDenied


def _page(
    request: HttpRequest, form: CampaignRuleForm, title: str, name: str, *, submit: str
) -> partial:
    return plain_page(request, form, title=title, crumbs=_CRUMBS, lead=name, submit=submit)

"""Copying an earlier plan, from the campaign's page."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from campaigns.services import copy as copy_services
from nganam_awards.core.steps import take


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft; what is to be done next stands on its page."""
    rows = Campaign.objects.visible_to(request.user).select_related("organiser")
    campaign = get_object_or_404(rows, pk=pk)
    outcome = take(
        request,
        partial(copy_services.copy_plan, campaign, by=request.user),
        done="Đã chép kế hoạch. Xem lại ngày, chỉ tiêu; tải tệp và trả lời ba câu về mục đích.",
    )
    return redirect(outcome.result if outcome.is_done and outcome.result else campaign)

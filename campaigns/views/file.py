"""The plan file of a unit: brought, fetched, taken away."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns.forms.file import PlanFileForm
from campaigns.models import AwardPlan, PlanFile
from campaigns.rules import plan as plan_rules
from campaigns.services import plan as plan_services
from campaigns.views.plan import plan_page, visible_plan
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import form_page
from nganam_awards.core.steps import take


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attaches a plan file."""
    plan = _plan(request, pk)
    form = PlanFileForm(request.POST, request.FILES, auto_id="id_file_form_%s")

    def write() -> PlanFile:
        return plan_services.attach_file(plan, upload=form.cleaned_data["file"], by=request.user)

    return form_page(
        request,
        form,
        call=write,
        done=lambda added: f"Đã tải lên «{added.name}».",
        then=_back(plan),
        at="file",
        page=lambda status: plan_page(
            request, visible_plan(request, pk), status=status, file_form=form
        ),
    )


@require_GET
def download(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Sends the file with its own name, by its own kind, never guessed from the bytes."""
    plan = visible_plan(request, pk)
    rows = PlanFile.objects.visible_to(request.user)
    obj = get_object_or_404(rows, plan=plan, pk=file)
    return hand_out_stored(request, obj, back=_place(plan))


@require_POST
def detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Takes a file off a draft; one that is gone already is gone all the same."""
    plan = _plan(request, pk)
    obj = PlanFile.objects.visible_to(request.user).filter(plan=plan, pk=file).first()
    if obj is not None:
        call = partial(plan_services.detach_file, obj, by=request.user)
        take(request, call, done=f"Đã bỏ tệp «{obj.name}».")
    return _back(plan)


def _plan(request: HttpRequest, pk: int) -> AwardPlan:
    plan = visible_plan(request, pk)
    if not plan_rules.can_draft(request.user, plan.campaign):
        raise PermissionDenied
    return plan


def _back(plan: AwardPlan) -> HttpResponse:
    return redirect(_place(plan))


def _place(plan: AwardPlan) -> str:
    """Where the plan's files stand on its page."""
    return f"{plan.get_absolute_url()}#tep-ke-hoach"

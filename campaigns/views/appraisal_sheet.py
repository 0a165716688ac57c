"""What Phòng Nội vụ does with a plan: the sheet, saved before its step, rulings, longer time."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from campaigns.forms.appraisal import AppraisalForm, ExtensionForm, RulingForm
from campaigns.models import AwardPlan
from campaigns.rules import appraisal as appraisal_rules, plan as plan_rules
from campaigns.services import appraisal as appraisal_services
from campaigns.services.appraisal import save_answers
from campaigns.views.amendment import amendment_page, visible_amendment
from campaigns.views.plan import plan_page, visible_plan
from campaigns.views.plan_step import PLAN_STEPS
from campaigns.workflow import PlanAction as A
from nganam_awards.core.form_page import form_page
from nganam_awards.core.steps import left_the_desk, seen_from


SAVE, CONCLUDE, GIVE_BACK = "luu", "ket-luan", "tra-lai"
STEPS = {CONCLUDE: A.APPRAISE, GIVE_BACK: A.ASK_BACK}
RULED = "Đã ghi kết luận về cụm từ."


@require_POST
def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves the sheet; then, as the pressed button says, conclude or give the plan back."""
    plan = PLAN_STEPS.seen_by(request, pk=pk)
    if plan is None:
        return left_the_desk(request, PLAN_STEPS, pk=pk)
    if not plan_rules.can_appraise(request.user):
        raise PermissionDenied
    form = AppraisalForm(request.POST, lines=appraisal_rules.lines(plan))
    wanted, seen = request.POST.get("do", SAVE), seen_from(request)
    step = PLAN_STEPS.of(STEPS[wanted]) if wanted in STEPS else None

    def write() -> None:
        shown = seen_from(request, "shown") or 0
        save_answers(plan, form.answers, by=request.user, seen=seen, shown=shown)
        if step:
            step.call(plan, by=request.user, note=_note(plan, form, wanted), seen=seen)

    def page(status: int) -> HttpResponse:
        fresh = PLAN_STEPS.seen_by(request, pk=pk)
        if fresh is None:
            return left_the_desk(request, PLAN_STEPS, pk=pk)
        form.lines = appraisal_rules.lines(fresh)
        return plan_page(request, fresh, status=status, appraisal_form=form)

    return form_page(
        request,
        form,
        call=write,
        done=step.done if step else "Đã lưu phiếu thẩm định.",
        then=lambda _: PLAN_STEPS.seen_by(request, pk=pk) or PLAN_STEPS.list_url,
        page=page,
    )


def _note(plan: AwardPlan, form: AppraisalForm, wanted: str) -> str:
    """A plan given back without a word gets what it does not meet."""
    note = form.cleaned_data["note"]
    if note or wanted != GIVE_BACK:
        return note
    return "\n".join(appraisal_rules.unmet(appraisal_rules.lines(plan)))


@require_POST
def rule_on_hint(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules on a phrase of a plan."""
    plan = _plan(request, pk)
    form = RulingForm(request.POST)
    return form_page(
        request,
        form,
        call=lambda: appraisal_services.rule_on_hint(plan, by=request.user, **form.cleaned_data),
        done=RULED,
        then=f"{plan.get_absolute_url()}#cum-tu",
        page=lambda status: plan_page(
            request, visible_plan(request, pk), status=status, ruling_form=form
        ),
    )


@require_POST
def rule_on_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules on a phrase of an amendment."""
    obj = visible_amendment(request, pk)
    if not plan_rules.can_appraise(request.user):
        raise PermissionDenied
    form = RulingForm(request.POST)
    return form_page(
        request,
        form,
        call=lambda: appraisal_services.rule_on_amendment(
            obj, by=request.user, **form.cleaned_data
        ),
        done=RULED,
        then=f"{obj.get_absolute_url()}#cum-tu",
        page=lambda status: amendment_page(
            request, visible_amendment(request, pk), status=status, ruling_form=form
        ),
    )


@require_POST
def extend_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Extends a unit's filing (gia hạn)."""
    plan = _plan(request, pk)
    form = ExtensionForm(request.POST, plan=plan, auto_id="gia-han-%s")
    return form_page(
        request,
        form,
        call=lambda: appraisal_services.extend_filing(plan, by=request.user, **form.cleaned_data),
        done="Đã gia hạn nộp hồ sơ.",
        then=f"{plan.get_absolute_url()}#gia-han",
        page=lambda status: plan_page(
            request, visible_plan(request, pk), status=status, extension_form=form
        ),
    )


def _plan(request: HttpRequest, pk: int) -> AwardPlan:
    plan = visible_plan(request, pk)
    if not plan_rules.can_appraise(request.user):
        raise PermissionDenied
    return plan

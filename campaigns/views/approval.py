"""The Chairman's approval desk: all plans that wait, a dry run, one confirmation."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.enums import PlanState
from campaigns.forms.approval import DeskForm
from campaigns.models import AwardPlan, PlanEvent, Quota, Standard
from campaigns.queries import comparison as comparison_queries
from campaigns.queries.lateness import mark_late, with_cutoff
from campaigns.rules import plan as plan_rules
from campaigns.services import dry_run as dry_run_services
from campaigns.services.dry_run import Wanted
from campaigns.transitions import plan as plan_transitions
from campaigns.views.plan_step import PLAN_STEPS
from campaigns.workflow import PlanAction
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import UNPROCESSABLE, take
from units.models import User


RETURN = "tra-lai"  # the button of one plan: its name, with the plan as its value


@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """All plans that wait; a POST tries the ticked ones or gives one back. Nothing else."""
    _check(request.user)
    plans = _waiting(request.user)
    if request.method == "GET":
        return _desk_page(request, plans, [DeskForm(None, plan=plan) for plan in plans])
    forms = [DeskForm(request.POST, plan=plan) for plan in plans]
    if "sua" in request.POST:
        return _desk_page(request, plans, forms)
    if wanted := request.POST.get(RETURN):
        return _given_back(request, plans, forms, wanted)
    chosen = [
        (plan, form) for plan, form in zip(plans, forms, strict=True) if form["is_ticked"].value()
    ]
    if not chosen:
        messages.error(request, "Chọn ít nhất một kế hoạch để duyệt.")
        return _desk_page(request, plans, forms, status=UNPROCESSABLE)
    today = clock.today()
    wishes = [wish for plan, form in chosen if (wish := _wish(plan, form, today))]
    if len(wishes) < len(chosen):
        return _desk_page(request, plans, forms, status=UNPROCESSABLE)
    try:
        shown = dry_run_services.facts(wishes, request.user, today)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return _desk_page(request, plans, forms, status=UNPROCESSABLE)
    return render(
        request,
        "campaigns/approval/dry_run.html",
        {
            "items": _items_of(shown, {plan.pk: plan for plan in plans}),
            "day": today,
            "series": shown["series"],
            "signed": shown["signed"],
            "sealed": dry_run_services.sealed(shown),
            "back": [
                (form.add_prefix(name), form[name].value())
                for form in forms
                for name in form.fields
                if form[name].value() not in {None, False, ""}
            ],
        },
    )


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Approves just what was shown; if anything changed nothing is approved, all words stay."""
    _check(request.user)
    try:
        shown = dry_run_services.unsealed(request.POST.get("shown", ""))
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect("campaigns:desk")
    if shown["by"] != request.user.pk:
        raise PermissionDenied
    count = len(shown["plans"])
    call = partial(plan_transitions.approve_many, shown, by=request.user)
    outcome = take(request, call, done=f"Đã duyệt {count} kế hoạch và ra {count} thông báo.")
    if outcome.is_done:
        return redirect("campaigns:desk")
    plans = _waiting(request.user)
    typed = _typed(shown)
    forms = [DeskForm(None, plan=plan, initial=dict(typed.get(plan.pk, {}))) for plan in plans]
    return _desk_page(request, plans, forms, status=outcome.status)


def _check(user: User) -> None:
    if not plan_rules.can_decide(user):
        raise Http404


def _waiting(user: User) -> list[AwardPlan]:
    """Plans before the Chairman, the longest waiting first, with everything the page shows."""
    today = clock.today()
    rows = with_cutoff(AwardPlan.objects.visible_to(user), today)
    plans = list(_with_parts(rows.filter(state=PlanState.APPRAISED)))
    mark_late(plans, today)
    return plans


def _with_parts(rows: QuerySet[AwardPlan]) -> QuerySet[AwardPlan]:
    return (
        rows.select_related("campaign__organiser", "campaign__theme")
        .prefetch_related(
            Prefetch("events", PlanEvent.objects.select_related("by").order_by("pk")),
            Prefetch("quotas", Quota.objects.for_meter()),
            Prefetch("standards", Standard.objects.select_related("award_type")),
            "criteria",
            "participants",
            "appraisal_answers",
        )
        .order_by("submitted_on", "pk")
    )


def _wish(plan: AwardPlan, form: DeskForm, today: date) -> Wanted | None:
    """What is wanted for a ticked plan; None with the reason at its field."""
    if not form.is_valid():
        return None
    wish = Wanted(plan, form.limits, form.late_words, form.cleaned_data["note"])
    reasons = dry_run_services.blockers(wish, today)
    for reason in reasons:
        form.add_error(None, reason)
    return None if reasons else wish


def _given_back(
    request: HttpRequest, plans: list[AwardPlan], forms: list[DeskForm], wanted: str
) -> HttpResponse:
    """Returns one plan with a remark; what was typed for the others stays on the page."""
    found = [
        (plan, form) for plan, form in zip(plans, forms, strict=True) if str(plan.pk) == wanted
    ]
    if not found:
        messages.error(request, "Kế hoạch này không còn chờ duyệt; xem lại danh sách bên dưới.")
        return _desk_page(request, plans, forms, status=UNPROCESSABLE)
    ((plan, form),) = found
    form.is_valid()
    note = form.cleaned_data.get("note", "")
    if not note:
        form.add_error("note", "Ghi ý kiến để đơn vị biết cần sửa gì.")
        return _desk_page(request, plans, forms, status=UNPROCESSABLE)
    seen = max(event.pk for event in plan.events.all())
    call = partial(plan_transitions.return_plan, plan, by=request.user, note=note, seen=seen)
    outcome = take(request, call, done=f"{plan}: {PLAN_STEPS.of(PlanAction.RETURN).done}")
    if not outcome.is_done:
        return _desk_page(request, plans, forms, status=outcome.status)
    kept = [(p, f) for p, f in zip(plans, forms, strict=True) if p.pk != plan.pk]
    return _desk_page(request, [p for p, _ in kept], [f for _, f in kept])


def _desk_page(
    request: HttpRequest, plans: list[AwardPlan], forms: list[DeskForm], *, status: int = 200
) -> HttpResponse:
    year = clock.today().year
    earlier = comparison_queries.earlier_of(plans)
    items = [_card(plan, form, earlier[plan.pk]) for plan, form in zip(plans, forms, strict=True)]
    context = {
        "items": items,
        "totals": comparison_queries.totals(plans, year - 1),
        "last_year": year - 1,
        "year": year,
        "errors": [item for item in items if item["form"].is_bound and item["form"].errors],
    }
    return render(request, "campaigns/approval/desk.html", context, status=status)


def _card(plan: AwardPlan, form: DeskForm, earlier: list[comparison_queries.Earlier]) -> dict:
    events = list(plan.events.all())
    answers = plan.appraisal_answers.all()
    newest = max((answer.submission_id for answer in answers), default=None)
    units = len(plan.participants.all()) + 1
    return {
        "plan": plan,
        "form": form,
        "units": units,
        "appraised": events[-1] if events else None,
        "answers": [answer for answer in answers if answer.submission_id == newest],
        "line": comparison_queries.line(plan, earlier),
        "observations": comparison_queries.observations(plan, plan.quotas.all(), units, earlier),
    }


def _items_of(shown: dict, plans: dict[int, AwardPlan]) -> list[dict]:
    """The facts beside their plan, with the rows that get smaller first said so."""
    return [
        {
            "plan": plans[told["plan"]],
            "told": told,
            "cut": [row for row in told["rows"] if row["limit"] < row["asked"]],
            "asked": sum(row["asked"] for row in told["rows"]),
            "limit": sum(row["limit"] for row in told["rows"]),
        }
        for told in shown["plans"]
    ]


def _typed(shown: dict) -> dict[int, dict]:
    """What the page of the dry run held, as the desk's forms start with it."""
    return {
        told["plan"]: {
            "is_ticked": True,
            "late_reason": told["reason"],
            "note": told["note"],
            **{f"limit_{row['quota']}": row["limit"] for row in told["rows"]},
        }
        for told in shown["plans"]
    }

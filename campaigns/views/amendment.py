"""Amendments (điều chỉnh): the list, one beside what it changes, what a plan shows of it."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.enums import AmendmentState
from campaigns.forms.appraisal import RulingForm
from campaigns.models import AmendmentEvent, AwardPlan, PlanAmendment
from campaigns.queries import diff as diff_queries
from campaigns.rules import (
    amendment as amendment_rules,
    plan as plan_rules,
    purpose as purpose_rules,
)
from campaigns.views.amendment_step import AMENDMENT_STEPS, buttons_for, visible_amendment
from campaigns.views.timeline import AMENDMENT_ENDS, AMENDMENT_WAY, journey
from campaigns.workflow import AMENDMENT_FLOW, AmendmentAction as A
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import StepButton, step_view
from units.models import User


RETURNS = {A.SEND_BACK, A.ASK_BACK, A.RETURN}
UNDER_REVIEW = {AmendmentState.SUBMITTED, AmendmentState.APPRAISED}
EVENTS = Prefetch("events", AmendmentEvent.objects.select_related("by").order_by("pk"))


@require_GET
def amendment_list(request: HttpRequest) -> HttpResponse:
    """All amendments: what waits for this person first, then the newest."""
    rows = PlanAmendment.objects.visible_to(request.user)
    page = page_of(request, rows.for_list(request.user))
    return render(
        request,
        "campaigns/amendment/list.html",
        {"page": page, "total": page.total_among(rows)},
    )


@require_GET
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One amendment: what changes, why, where it stands, what may be done now."""
    return amendment_page(request, visible_amendment(request, pk))


def amendment_page(
    request: HttpRequest,
    obj: PlanAmendment,
    *,
    status: int = 200,
    typed: StepButton | None = None,
    ruling_form: RulingForm | None = None,
) -> HttpResponse:
    """The page of an amendment; `typed`, `ruling_form`: what was refused, with its words."""
    prefetch_related_objects([obj], EVENTS, "announcements__document")
    context = {"amendment": obj, "plan": obj.plan, "typed": typed} | _standing(obj)
    context["ruling_form"] = ruling_form
    context |= _open_to(request.user, obj, context["diff"])
    return render(request, "campaigns/amendment/amendment.html", context, status=status)


step = step_view(AMENDMENT_STEPS, amendment_page)


def of_plan(user: User, plan: AwardPlan) -> dict:
    """What the page of a plan shows of its amendments: all, the open one, before and now."""
    found = []
    if plan.approved_on is not None:
        found = list(PlanAmendment.objects.visible_to(user).filter(plan=plan).order_by("-pk"))
    approved = [row for row in found if row.state == AmendmentState.APPROVED]
    running = next((row for row in found if row.is_open), None)
    return {
        "amendments": found,
        "running_amendment": running,
        "last_amendment": approved[0] if approved else None,
        "since_amendment": diff_queries.since(approved[0], plan) if approved else None,
        "can_amend": running is None and amendment_rules.can_amend(user, plan),
    }


def _standing(obj: PlanAmendment) -> dict:
    """What everybody who sees the amendment sees of it."""
    events = list(obj.events.all())
    last = events[-1] if events else None
    return {
        "seen": last.pk if last else 0,
        "diff": diff_queries.of(obj),
        "journey": journey(obj, events, AMENDMENT_WAY, AMENDMENT_ENDS),
        "history": [_told(event) for event in reversed(events)],
        "returned": _told(last) if last and last.action in RETURNS else None,
        "refusal": _told(last) if obj.state == AmendmentState.REFUSED else None,
        "appraisal": _told(last) if obj.state == AmendmentState.APPRAISED and last.note else None,
    }


def _open_to(user: User, obj: PlanAmendment, diff: diff_queries.AmendmentDiff) -> dict:
    """What this person is told and may do."""
    of_unit = plan_rules.is_of_unit(user, obj.plan.campaign.organiser)
    decides = plan_rules.can_review(user)
    is_concerned = (obj.is_in_unit and of_unit) or (obj.state in UNDER_REVIEW and decides)
    blockers = amendment_rules.word_blockers(obj, diff) if is_concerned else []
    appraises = plan_rules.can_appraise(user)
    questions = purpose_rules.amendment_questions(obj) if is_concerned else []
    can_rule = appraises and obj.state == AmendmentState.SUBMITTED
    if can_rule:
        blockers += purpose_rules.amendment_blockers(obj)
    floors = amendment_rules.floors(diff.figures) if is_concerned else []
    return {
        "questions": questions if obj.is_in_unit or appraises else [],
        "can_rule": can_rule,
        "is_told_before": obj.is_in_unit,
        "blockers": blockers,
        "floors": floors,
        "warnings": amendment_rules.warnings(diff.figures) if is_concerned else [],
        "buttons": buttons_for(user, obj, is_stopped=bool(blockers or floors)),
        "can_edit": amendment_rules.can_edit(user, obj),
        "can_discard": amendment_rules.can_discard(user, obj),
    }


def _told(event: AmendmentEvent) -> dict:
    return {
        "label": AMENDMENT_FLOW.told(event.action),
        "when": event.happened_at,
        "who": event.by.full_name if event.by else "Hệ thống",
        "note": event.note,
        "status": "done",
    }

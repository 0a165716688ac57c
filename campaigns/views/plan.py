"""Campaigns and plans: the list, a campaign, a plan as everyone concerned sees it."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from campaigns.enums import INSIDE_THE_UNIT, WAITING, PlanState
from campaigns.forms.appraisal import ExtensionForm
from campaigns.forms.file import PlanFileForm
from campaigns.forms.filters import PlanFilter, count_states, counts_of
from campaigns.forms.place import NewPlacesForm
from campaigns.forms.plan import CriterionForm, StandardForm
from campaigns.models import AwardPlan, Campaign, FilingExtension, PlanEvent, Quota, Standard
from campaigns.queries import meter as meter_queries
from campaigns.queries.exclusion import DECLARATIONS
from campaigns.queries.lateness import UNDER_REVIEW, lateness_of, mark_late, with_cutoff
from campaigns.rules import ending as ending_rules, plan as plan_rules, purpose as purpose_rules
from campaigns.services import copy as copy_services
from campaigns.views import amendment as amendment_views, appraisal as appraisal_views, draft_step
from campaigns.views.glance import glance
from campaigns.views.group import groups_of
from campaigns.views.plan_step import PLAN_STEPS, STOPS, buttons_for, stopped, visible_plan
from campaigns.views.timeline import journey
from campaigns.workflow import FLOW, PlanAction
from nganam_awards.core import clock
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import StepButton, step_view
from units.models import User


RETURNS = {PlanAction.SEND_BACK, PlanAction.ASK_BACK, PlanAction.RETURN}
# What the page of a plan shows, each part in one query.
PARTS = (
    Prefetch("events", PlanEvent.objects.select_related("by").order_by("pk")),
    Prefetch("quotas", Quota.objects.for_meter()),
    Prefetch("standards", Standard.objects.select_related("award_type")),
    "announcements__document",
    "criteria",
    "participants",
    "files",
    Prefetch("extensions", FilingExtension.objects.select_related("unit", "granted_by")),
)
ROW_FORMS = {
    "criterion_form": CriterionForm,
    "standard_form": StandardForm,
    "quota_form": NewPlacesForm,
    "file_form": PlanFileForm,
}
OFFERING_AWARDS = (StandardForm, NewPlacesForm)


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Emulation campaigns (phong trào): what waits for this person first, then the newest year."""
    rows, today = AwardPlan.objects.visible_to(request.user), clock.today()
    listed = rows.for_list(request.user)
    narrowed = PlanFilter(request.GET, queryset=listed, user=request.user)
    page = page_of(request, with_cutoff(narrowed.qs, today))
    mark_late(page, today)
    current = request.GET.get("scope", "")
    counts = counts_of(request.user, current)
    count_states(narrowed.form, counts.states)
    return render(
        request,
        "campaigns/plan/list.html",
        {
            "filter": narrowed,
            "page": page,
            "total": page.total_among(narrowed.qs),
            "can_add": bool(plan_rules.units_to_draft_for(request.user)),
            "tabs": counts.tabs,
            "is_waiting_list": current == WAITING,
        },
    )


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign with the plans of its years that the person may see."""
    rows = Campaign.objects.visible_to(request.user).select_related("organiser", "theme")
    obj = get_object_or_404(rows, pk=pk)
    plans = AwardPlan.objects.visible_to(request.user).filter(campaign=obj).for_list()
    may_edit = plan_rules.can_edit_campaign(request.user, obj)
    return render(
        request,
        "campaigns/plan/campaign.html",
        {
            "campaign": obj,
            "plans": plans,
            "can_draft": plan_rules.can_draft(request.user, obj),
            "copy_year": copy_services.next_year_of(obj),
            "basis_documents": obj.basis_documents.all(),
            "can_edit": may_edit and not obj.plans.exclude(state=PlanState.DRAFT).exists(),
            "is_town_wide": plan_rules.is_town_wide(obj),
        },
    )


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: where it stands, what it lacks, what it allows, what may be done now."""
    return plan_page(request, visible_plan(request, pk))


@require_GET
@never_cache
def meters(request: HttpRequest, pk: int) -> HttpResponse:
    """The places of a plan as they stand now, asked by its page from time to time."""
    obj = visible_plan(request, pk)
    prefetch_related_objects([obj], Prefetch("quotas", Quota.objects.for_meter()))
    context = {"plan": obj, "meters": meter_queries.meters(obj)}
    return render(request, "campaigns/place/_live_meters.html", context)


def plan_page(
    request: HttpRequest,
    obj: AwardPlan,
    *,
    status: int = 200,
    typed: StepButton | None = None,
    **forms: object,
) -> HttpResponse:
    """The page of a plan; `typed` is a step that was refused, with the words written for it."""
    prefetch_related_objects([obj], *PARTS)
    context = {"plan": obj, "typed": typed} | _standing(obj) | _open_to(request.user, obj)
    context |= amendment_views.of_plan(request.user, obj) | appraisal_views.of_plan(
        request.user, obj
    )
    if context["can_edit"]:
        context |= {
            name: form(
                auto_id=f"id_{name}_%s", **({"plan": obj} if form in OFFERING_AWARDS else {})
            )
            for name, form in ROW_FORMS.items()
        }
    context |= forms
    appraisal_views.lay_facts_beside(obj, context)
    return render(request, "campaigns/plan/plan.html", context, status=status)


step = step_view(PLAN_STEPS, plan_page)


def _standing(obj: AwardPlan) -> dict:
    """What everybody who sees the plan sees of it."""
    events = list(obj.events.all())
    cutoff = plan_rules.cutoff_of(obj)
    return {
        "seen": events[-1].pk if events else 0,
        "journey": journey(obj, events),
        "history": [_told(event) for event in reversed(events)],
        "returned": _returned(obj, events),
        "appraisal": _appraisal(obj, events),
        "refusal": events[-1] if events and obj.state == PlanState.REFUSED else None,
        "glance": glance(obj, clock.today()),
        "quotas": obj.quotas.all(),
        "groups": groups_of(obj.quotas.all()),
        "meters": meter_queries.meters(obj),
        "files": obj.files.all(),
        "declarations": [(d.question, getattr(obj, d.field)) for d in DECLARATIONS],
        "counts": obj.approved_on is not None,
        "criteria": obj.criteria.all(),
        "standards": obj.standards.all(),
        "participants": obj.participants.all(),
        "announcements": obj.announcements.all(),
        "extensions": obj.extensions.all(),
        "is_town_wide": plan_rules.is_town_wide(obj.campaign),
        "cutoff": cutoff,
        "late": lateness_of(obj, cutoff, clock.today()),
    }


def _open_to(user: User, obj: AwardPlan) -> dict:
    """What this person is told and may do."""
    of_unit = plan_rules.is_of_unit(user, obj.campaign.organiser) or plan_rules.can_draft(
        user, obj.campaign
    )
    decides = plan_rules.can_review(user)
    writes = of_unit and obj.state in INSIDE_THE_UNIT
    reviews = decides and obj.state in UNDER_REVIEW
    today = clock.today()
    may = set(plan_rules.actions_for(user, obj))
    left = ending_rules.remaining(obj) if may & STOPS.keys() else None
    missing = plan_rules.missing(obj) if writes else None
    buttons = buttons_for(obj, may, left)
    can_edit = plan_rules.can_edit_plan(user, obj)
    steps = draft_step.bar(obj, draft_step.ROWS, missing or ()) if can_edit else []
    return {
        # While something is missing that is the thing to do; the next step waits for it.
        "buttons": [button for button in buttons if not missing or button.tone != "primary"],
        "stopped": stopped(may, left),
        "can_edit": can_edit,
        "missing": missing,
        "tasks": draft_step.tasks(obj, missing or (), can_edit=can_edit),
        "steps": steps,
        "resume": draft_step.unfinished(steps),
        "questions": purpose_rules.questions(obj) if writes or reviews else [],
        "is_told_before": writes,
        "can_rule": obj.state == PlanState.SUBMITTED and plan_rules.can_appraise(user),
        "ruling_form": None,
        "extension_form": ExtensionForm(plan=obj, auto_id="gia-han-%s")
        if obj.state == PlanState.APPROVED and plan_rules.can_appraise(user)
        else None,
        "can_file": obj.state == PlanState.APPROVED
        and AwardPlan.objects.open_for(user, today.year).filter(pk=obj.pk).exists(),
    }


def _told(event: PlanEvent) -> dict:
    return {
        "label": FLOW.told(event.action),
        "when": event.happened_at,
        "who": event.by.full_name if event.by else "Hệ thống",
        "note": event.note,
        "status": "done",
    }


def _appraisal(obj: AwardPlan, events: list[PlanEvent]) -> dict | None:
    """What Phòng Nội vụ told the Chairman, while he decides."""
    last = events[-1] if events else None
    is_told = obj.state == PlanState.APPRAISED and last is not None and last.note
    return _told(last) if is_told else None


def _returned(obj: AwardPlan, events: list[PlanEvent]) -> dict | None:
    """Why the draft lies on the clerk's desk again."""
    if obj.state == PlanState.DRAFT and events and events[-1].action in RETURNS:
        return _told(events[-1])
    return None

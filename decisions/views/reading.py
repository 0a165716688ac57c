"""Quyết định: the list, and one decision as everyone concerned sees it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from decisions import desk, extracts, funds, lineup as lineups, rules, services
from decisions.enums import DecisionKind, DecisionState
from decisions.filters import DecisionFilter
from decisions.lineup import LineUp
from decisions.models import Decision
from decisions.models.decision import fill_awards, waiting_states
from decisions.views import shown
from decisions.views.found import decision_or_404
from decisions.views.journey import history, journey
from decisions.workflow import DecisionAction
from dossiers.models import Dossier, Nomination
from nganam_awards.core import clock
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.money import in_words
from nganam_awards.core.pages import capped_count, page_of
from nganam_awards.documents.models import Document


EDITS_SHOWN = 30


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for this person first, then the newest."""
    rows = Decision.objects.visible_to(request.user)
    narrowed = DecisionFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, narrowed.qs.for_list(request.user))
    fill_awards(page)
    counted = lineups.counted_in(page)
    waiting = waiting_states(request.user)
    free = lineups.available().filter(pk__in=Nomination.objects.visible_to(request.user))
    can_compose = rules.can_compose(request.user)
    return render(
        request,
        "decisions/list.html",
        {
            "filter": narrowed,
            "page": page,
            "rows": [(found, counted[found.pk], found.state in waiting) for found in page],
            "total": capped_count(narrowed.qs),
            "can_compose": can_compose,
            "can_sign": request.user.has_perm("decisions.approve_decision"),
            "free": capped_count(free) if can_compose else 0,
        },
    )


@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: who stands in it, what it costs, its paper, how far it has come."""
    found = decision_or_404(request, pk)
    note_reading(request, found)
    return decision_page(request, found)


@require_GET
@never_cache
def paper_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks every two seconds while its paper is being made."""
    found = decision_or_404(request, pk)
    document = _paper_for(request, found)
    if document is None:
        raise Http404
    return render(request, "decisions/_paper_progress.html", shown.paper(found, document))


def decision_page(request: HttpRequest, found: Decision, *, status: int = 200) -> HttpResponse:
    """The page of a decision, also after a step was refused."""
    user = request.user
    events = list(found.events.select_related("by").order_by("pk"))
    lineup = lineups.read(found, clock.today())
    can_edit = rules.can_edit(user, found)
    sees_drafts = rules.sees_drafts(user)
    context = {
        "decision": found,
        "lineup": lineup,
        "sections": shown.sections(lineup),
        "total_in_words": in_words(lineup.total_vnd),
        "seen": events[-1].pk if events else 0,
        "actions": {action.value for action in rules.actions_for(user, found)},
        "journey": journey(found, events),
        "history": history(events),
        "returned": _returned(found, events),
        "can_edit": can_edit,
        "can_renew": rules.can_renew(user, found),
        "check": services.check_draft(found, lineup) if sees_drafts else services.DraftCheck(),
        "places": shown.places(lineup) if sees_drafts else [],
        "budget": funds.check(found, lineup.total_vnd) if sees_drafts else None,
        "grounds": shown.grounds(found),
        "edits": list(found.edits.select_related("by")[:EDITS_SHOWN]) if sees_drafts else [],
        "linked": _linked(request, lineup),
        "more": capped_count(lineups.fitting(found)) if can_edit else 0,
        "is_issued": found.state == DecisionState.ISSUED,
        "sees_drafts": sees_drafts,
        "has_answers": found.kind == DecisionKind.FORWARD and found.state == DecisionState.ISSUED,
        "can_answer": rules.can_answer(user, found),
        "extracts": extracts.readable(user, found) if found.entry_id else [],
        "next_waiting": _next_to_sign(request, found),
    }
    context["crowded"] = [] if context["is_issued"] else shown.crowded(context["places"])
    context |= shown.paper(found, _paper_for(request, found))
    return render(request, "decisions/decision.html", context, status=status)


def _paper_for(request: HttpRequest, found: Decision) -> Document | None:
    """The issued paper; before that the draft, for those who may read drafts."""
    return found.document or (found.draft if rules.sees_drafts(request.user) else None)


def _next_to_sign(request: HttpRequest, found: Decision) -> int | None:
    """After his word, the next of his desk; what he put off comes last."""
    signs = request.user.has_perm("decisions.approve_decision")
    if not signs or found.state == DecisionState.SUBMITTED:
        return None
    waiting = desk.waiting(request.user).exclude(pk=found.pk)
    return waiting.values_list("pk", flat=True).first()


def _linked(request: HttpRequest, lineup: LineUp) -> set[int]:
    """Dossiers of the line-up whose pages this person may open."""
    ids = {nomination.dossier_id for nomination in lineup.nominations}
    rows = Dossier.objects.visible_to(request.user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _returned(found: Decision, events: list) -> object | None:
    """The Chairman's words, while they wait to be heeded."""
    if found.state != DecisionState.RETURNED:
        return None
    return next(e for e in reversed(events) if e.action == DecisionAction.SEND_BACK)

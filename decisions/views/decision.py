"""Decisions (quyết định): the list, and one decision as everyone concerned sees it."""

from typing import NamedTuple

from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from decisions import rules
from decisions.enums import DecisionKind, DecisionState
from decisions.forms.filters import decisions_listed
from decisions.models import Decision
from decisions.models.decision import waiting_states
from decisions.queries import (
    fund as fund_queries,
    ground as ground_queries,
    lineup as lineup_queries,
    offer as offer_queries,
    place as place_queries,
)
from decisions.queries.award_set import fill_awards
from decisions.queries.lineup import LineUp, LineUpEntry
from decisions.services import (
    announcement as announcement_services,
    decision as decision_services,
    desk as desk_services,
    extract as extract_services,
)
from decisions.views.decision_step import DECISION_STEPS
from decisions.views.lookup import chosen, decision_or_404
from decisions.views.timeline import history, journey
from decisions.workflow import DecisionAction
from dossiers.models import Dossier
from dossiers.queries import queue as queue_queries
from law.enums import HonoureeKind
from law.models import LegalBasis
from law.queries import regime as regime_queries
from nganam_awards.core import clock, tick
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.money import in_words
from nganam_awards.core.pages import NumberedPage, capped_count, numbered_page, page_of
from nganam_awards.core.steps import StepButton, step_view
from nganam_awards.core.text import whole_number
from nganam_awards.documents import pictures
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document
from nganam_awards.documents.registry import words_of
from units.models import Unit


EDITS_SHOWN = 30
# What may be left to do with its dossiers.
AFTER_THE_DECISION = (
    queue_queries.TO_CLOSE,
    announcement_services.TO_ANNOUNCE,
    queue_queries.TO_DELIVER,
)


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for this person first, then the newest."""
    narrowed = decisions_listed(request.GET, request.user)
    if narrowed.order.is_asked:
        page = page_of(request, narrowed.qs, keys_first=True)
    else:
        page = page_of(request, narrowed.qs.waiting_first(request.user))
    fill_awards(page)
    counted = lineup_queries.counted_in(page)
    waiting = waiting_states(request.user)
    can_compose = rules.can_compose(request.user)
    return render(
        request,
        "decisions/decision/list.html",
        {
            "filter": narrowed,
            "page": page,
            "rows": [(row, counted[row.pk], row.state in waiting) for row in page],
            "total": page.total_among(narrowed.qs),
            "can_compose": can_compose,
            "can_sign": rules.can_sign(request.user),
            "funds": fund_queries.in_use() if rules.sees_drafts(request.user) else [],
            "free": offer_queries.free_count(request.user) if can_compose else 0,
        },
    )


@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: who stands in it, what it costs, its paper, how far it has come."""
    obj = decision_or_404(request, pk)
    note_reading(request, obj)
    return decision_page(request, obj)


@require_GET
@never_cache
def paper_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks every two seconds while its paper is being made."""
    obj = decision_or_404(request, pk)
    document = _paper_for(request, obj)
    if document is None:
        raise Http404
    return render(request, "decisions/decision/_paper_progress.html", paper(obj, document))


def decision_page(
    request: HttpRequest, obj: Decision, *, status: int = 200, typed: StepButton | None = None
) -> HttpResponse:
    """The page of a decision; `typed` is a step that was refused, with the words written for it."""
    user = request.user
    events = list(obj.events.select_related("by").order_by("pk"))
    lineup = lineup_queries.read(obj, clock.today())
    can_edit = rules.can_edit(user, obj)
    sees_drafts = rules.sees_drafts(user)
    context = {
        "decision": obj,
        "lineup": lineup,
        **names(request, lineup),
        "total_in_words": in_words(lineup.total_vnd),
        "seen": events[-1].pk if events else 0,
        "buttons": DECISION_STEPS.buttons(obj, rules.actions_for(user, obj)),
        "typed": typed,
        "journey": journey(obj, events),
        "history": history(events),
        "returned": _returned(obj, events),
        "can_edit": can_edit,
        "can_renew": rules.can_renew(user, obj),
        "check": decision_services.check_draft(lineup)
        if sees_drafts
        else decision_services.DraftCheck(),
        "places": place_queries.drawn_by(lineup) if sees_drafts else [],
        "budget": fund_queries.check(obj, lineup.total_vnd) if sees_drafts else None,
        "grounds": grounds(obj),
        "own_grounds": ground_queries.own_of(obj),
        "edits": list(obj.edits.select_related("by")[:EDITS_SHOWN]) if sees_drafts else [],
        "linked": _linked(request, lineup),
        "more": capped_count(offer_queries.fitting(obj)) if can_edit else 0,
        "is_issued": obj.state == DecisionState.ISSUED,
        "sees_drafts": sees_drafts,
        "has_answers": obj.kind == DecisionKind.FORWARD and obj.state == DecisionState.ISSUED,
        "can_answer": rules.can_answer(user, obj),
        "extracts": extract_services.readable(user, obj) if obj.entry_id else [],
        "next_waiting": _next_to_sign(request, obj),
        "left_over": _left_over(request, obj, lineup),
    }
    context["crowded"] = place_queries.crowded(context["places"])
    context |= paper(obj, _paper_for(request, obj))
    return render(request, "decisions/decision/decision.html", context, status=status)


step = step_view(DECISION_STEPS, decision_page)


def _paper_for(request: HttpRequest, obj: Decision) -> Document | None:
    """The issued paper; before that the draft, for those who may read drafts."""
    return obj.document or (obj.draft if rules.sees_drafts(request.user) else None)


def _next_to_sign(request: HttpRequest, obj: Decision) -> int | None:
    """After his word, the next of his desk; what he put off comes last."""
    signs = rules.can_sign(request.user)
    if not signs or obj.state == DecisionState.SUBMITTED:
        return None
    waiting = desk_services.waiting(request.user).exclude(pk=obj.pk)
    return waiting.values_list("pk", flat=True).first()


def _left_over(
    request: HttpRequest, obj: Decision, lineup: LineUp
) -> list[tuple[str, str, str, str]]:
    """(queue, its words, dossier, unit): what its dossiers wait for once it is issued."""
    if obj.state != DecisionState.ISSUED or not rules.can_compose(request.user):
        return []
    ids = {nomination.dossier_id for nomination in lineup.nominations}
    labels = queue_queries.labels()
    first, *rest = (
        queue_queries.rows_of(slug, request.user)
        .filter(pk__in=ids)
        .order_by()
        .annotate(slug=Value(slug))
        .values_list("slug", "ref", "unit__name")
        for slug in AFTER_THE_DECISION
    )
    found = sorted(first.union(*rest, all=True), key=lambda row: row[1])
    return [(slug, labels[slug], ref, Unit(name=name).short_name) for slug, ref, name in found]


def _linked(request: HttpRequest, lineup: LineUp) -> set[int]:
    """Dossiers of the line-up whose pages this person may open."""
    ids = {nomination.dossier_id for nomination in lineup.nominations}
    rows = Dossier.objects.visible_to(request.user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _returned(obj: Decision, events: list) -> object | None:
    """The Chairman's words, while they wait to be heeded."""
    if obj.state != DecisionState.RETURNED:
        return None
    return next(e for e in reversed(events) if e.action == DecisionAction.SEND_BACK)


class Section(NamedTuple):
    """One kind of honouree of the line-up: how many, for how much, and those of this page."""

    title: str
    count: int
    total_vnd: int
    entries: list[LineUpEntry]


def sections(lineup: LineUp, page: NumberedPage) -> list[Section]:
    """The line-up kind by kind, as the annex lists it; names of one page, sums of all."""
    here = {entry.line.pk for entry in page}
    return [
        Section(
            kind.label,
            len(entries),
            sum(entry.prize_vnd for entry in entries),
            [entry for entry in entries if entry.line.pk in here],
        )
        for kind in HonoureeKind.in_order()
        if (entries := lineup.of(kind))
    ]


def names(request: HttpRequest, lineup: LineUp) -> dict:
    """The list of a decision, a page at a time, with what is ticked on the other pages."""
    asked = tick.page_asked(request.POST) or request.GET.get("page", "")
    in_order = [entry for kind in HonoureeKind.in_order() for entry in lineup.of(kind)]
    page = numbered_page(asked, in_order)
    pinned = whole_number(request.GET.get("dong", ""))  # a case just answered
    at = next((place for place, e in enumerate(in_order) if e.line.pk == pinned), None)
    ticked = set(chosen(request))
    here = {entry.line.pk for entry in page}
    kept = [e.line.pk for e in in_order if e.line.pk in ticked and e.line.pk not in here]
    return {
        "page": page,
        "answers": numbered_page(request.GET.get("ket-qua", ""), in_order, at=at),
        "sections": sections(lineup, page),
        "ticked": ticked,
        "kept": tick.kept(kept),
        "kept_count": len(kept),
        "unanswered": sum(entry.answer is None for entry in in_order),
    }


def paper(decision: Decision, document: Document | None) -> dict:
    """What `documents/_paper.html` needs to show the pages of a paper inside this page."""
    if document is None:
        return {"document": None}
    return {
        "document": document,
        "pages": pictures.pages_of(document.sha256, document.page_count or 0),
        "tries_left": max(MAX_TRIES - document.tries, 0),
        "paper_poll": reverse("decisions:paper_progress", args=[decision.pk]),
    }


class Ground(NamedTuple):
    """A line of the preamble as printed; where it is law, the row it comes from."""

    text: str
    basis: LegalBasis | None


def grounds(decision: Decision) -> list[Ground]:
    """Legal bases (căn cứ) as the paper printed them: frozen once issued, the draft's before."""
    printed = decision.document or decision.draft
    if printed is None:
        return []
    day = decision.issued_on or clock.today()
    rows = {row.text: row for row in regime_queries.basis_rows_on(day, decision.category)}
    return [Ground(text, rows.get(text)) for text in words_of(printed).get("grounds", [])]

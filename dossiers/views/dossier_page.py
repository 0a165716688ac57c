"""What the page of a dossier shows that no clerk writes in; a draft's own pages are in `draft`."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest

from campaigns.models import Quota
from campaigns.queries import quota as quota_queries
from dossiers.enums import DossierState, NominationState
from dossiers.forms.appraisal import AssignForm
from dossiers.forms.attachment import AttachmentForm
from dossiers.models import (
    Dossier,
    DossierEvent,
    DossierMessage,
    DueChange,
    Nomination,
    NominationEvent,
)
from dossiers.papers import appraisal_report as appraisal_report_papers
from dossiers.queries import (
    appraisal_report as appraisal_report_queries,
    edition as edition_queries,
    honouree as honouree_queries,
    line as line_queries,
    own_line as own_line_queries,
    place as place_queries,
)
from dossiers.queries.criterion import Criteria
from dossiers.queries.presence import has_any
from dossiers.queries.supplement import changes_of
from dossiers.queries.timeline import Deadlines, steps_of
from dossiers.rules import (
    assessment as assessment_rules,
    dossier as dossier_rules,
    line_note as line_note_rules,
)
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.examination import Examination
from dossiers.rules.line_note import LineNote
from dossiers.rules.readiness import Draft
from dossiers.services import message as message_services
from dossiers.services.verdict import Verdicts, Wanting
from dossiers.views import (
    apology,
    appraisal,
    case,
    complaint,
    consultation,
    last_step,
    own_line,
    posting,
    reader,
    takeover,
)
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.line import Shown
from dossiers.views.nominee_step import NOMINEE_STEPS
from dossiers.views.part import parts_of, upload_form
from dossiers.views.queue_place import queue_place
from dossiers.workflow import ENDED_EARLY, DossierAction, NominationAction
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.query_text import Blank, Prepared, PreparedRows
from nganam_awards.core.registry import dossier_papers
from nganam_awards.core.steps import StepButton
from nganam_awards.core.text import whole_number
from nganam_awards.documents.models import Document
from units.models import User


_JUDGED = {
    NominationState.PROPOSED,
    NominationState.RECOMMENDED,
    NominationState.NOT_RECOMMENDED,
}
# Where the office reads the list beside its papers; later what came of it stands first.
_READ_HERE = {
    DossierState.FILED,
    DossierState.RECEIVED,
    DossierState.APPRAISING,
    DossierState.APPRAISED,
    DossierState.NEED_MORE,
}


class _Desk(NamedTuple):
    """Who reads the list, and what is known of its lines."""

    user: User
    places: dict[int, int]
    notes: dict[int, list[LineNote]]
    typed: Verdicts
    judged: frozenset[NominationState]
    can_remove: bool
    around: dict  # of the page: asking_reason, lacking


def dossier_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    typed: Verdicts | None = None,
    lacking: dict[int, Wanting] | None = None,
    refused: StepButton | None = None,
    upload: AttachmentForm | None = None,
) -> dict:
    """Context of the dossier's page; what was typed and refused comes back in it."""
    is_assigning = refused is not None and refused.step.action == DossierAction.ASSIGN
    user, rows = request.user, _lines_of(request.user, dossier)
    on_list = [row for row in rows if row.state != NominationState.REMOVED]
    if dossier.state in ENDED_EARLY:
        on_list = rows
    context = base_context(dossier, on_list) | _rights(user, dossier)
    notes = _appraised(context, on_list) if context["is_staff"] else {}
    drawn = on_list if dossier.state == DossierState.DRAFT else rows
    context["lacking"] = lacking or {}
    context |= _list(request, context, drawn, notes, typed or {})
    context["events"] = _EVENTS.answer(dossier.pk)
    context["thread"] = [] if dossier.is_in_unit else _thread(dossier)
    if context["has_reader"]:
        context |= reader.panes(request, context, typed or {})
    elif context["is_staff"]:
        context |= case.comments_context(user, dossier, None)
    actions = context["actions"]
    states = Counter(line.state for line in on_list)
    return context | {
        "counts": honouree_queries.counted_on(on_list),
        "buttons": DOSSIER_STEPS.buttons(dossier, _drawn(dossier, actions)),
        "typed": None if is_assigning else refused,
        "stale": context["draft"].stale_together if context["can_write"] else [],
        "typed_message": "",
        "last_steps": last_step.steps(user, dossier, on_list),
        "assign_form": refused.form if is_assigning else _assign_form(dossier, actions),
        "waiting_count": states[NominationState.PROPOSED],
        "recommended_count": states[NominationState.RECOMMENDED],
        "total": len(on_list),
        "upload_form": _upload_form(context, upload),
        "queue_place": queue_place(request, dossier),
        **_journey(context, on_list),
        **_beside(user, dossier, context, on_list),
    }


def _lines_of(user: User, dossier: Dossier) -> list[Nomination]:
    """Every line, as this reader may see it; which of them are about himself is read on the way."""
    kept = _AS_FILED.answer(dossier.pk)
    line_queries.hang_on(dossier, kept)
    line_queries.hang(kept)
    if dossier_rules.is_read_by_town(user, dossier):  # before what was last sent covers the list
        if dossier.officer_id == user.pk:  # whose rights are read already
            dossier.officer = user
        own_line_queries.read_own_of(dossier, kept, filter(None, {dossier.officer, user}))
    return edition_queries.lines_of(dossier, kept)


def _journey(context: dict, on_list: list[Nomination]) -> dict:
    """What was done, what follows, and by when."""
    dossier, events, deadlines = context["dossier"], context["events"], Deadlines()
    inside, moved = context["is_inside"], _moved_days(dossier)
    return {
        "last": events[-1] if events else None,
        "seen": events[-1].pk if events else 0,
        "steps": steps_of(dossier, events, on_list, inside=inside, moved=moved),
        "deadline": deadlines.of(dossier),
        "step_deadline": deadlines.of_step(dossier) if context["is_staff"] else None,
    }


def _beside(user: User, dossier: Dossier, context: dict, on_list: list[Nomination]) -> dict:
    """The sheets beside the list, each from the view of its own noun."""
    return {
        **_supplement(user, dossier, inside=context["is_inside"]),
        **takeover.context(user, dossier),
        **own_line.context(user, dossier),
        **complaint.context(user, dossier),
        **consultation.context(user, dossier),
        **posting.context(user, dossier, on_list),
        **apology.context(user, dossier, context["actions"]),
        "reports": _reports(user, dossier, context["events"]),
        "results": [paper for ask in dossier_papers for paper in ask(user, dossier)],
    }


def _thread(dossier: Dossier) -> list[DossierMessage]:
    if not has_any(dossier, DossierMessage):
        return []
    return list(dossier.messages.select_related("by")[:200])


def _reports(user: User, dossier: Dossier, events: list[DossierEvent]) -> list[Document]:
    """Appraisal reports, for whoever may read them."""
    if not appraisal_report_papers.may_read_of(user, dossier):
        return []
    return appraisal_report_queries.all_of(dossier, events)


def _rights(user: User, dossier: Dossier) -> dict:
    """What this person may do here."""
    actions = dossier_rules.actions_for(user, dossier)
    can_edit = dossier_rules.can_edit(user, dossier)
    return {
        "actions": actions,
        "is_inside": dossier_rules.is_of_unit(user, dossier.unit),
        "is_staff": dossier_rules.can_see_appraisal(user, dossier),
        "can_edit": can_edit,
        "can_write": can_edit or dossier_rules.can_supplement(user, dossier),
        "can_message": message_services.can_write(user, dossier),
        "can_copy": not dossier.is_in_unit and dossier_rules.can_file_for(user, dossier.unit),
        "can_finish": DossierAction.FINISH in actions,
    }


def _appraised(context: dict, lines: list[Nomination]) -> dict[int, list[LineNote]]:
    """What provisions and criteria say, into the context; {line: why somebody should look}."""
    dossier = context["dossier"]
    criteria, examined = Criteria(dossier), _examined(context, lines)
    context |= {
        "criteria": criteria,
        "examined": examined,
        "findings": examined.findings.of_dossier,
        "turned": assessment_rules.turned(dossier, examined.findings),
    }
    return line_note_rules.of_lines(dossier, lines, findings=examined.findings, criteria=criteria)


def _examined(context: dict, lines: list[Nomination]) -> Examination:
    return examination.of_dossier(
        context["dossier"],
        lines,
        places=context["places"],
        asked=context["draft"].asked,
        there={part.item.part for part in context["parts"] if part.is_there},
    )


def _list(
    request: HttpRequest,
    context: dict,
    drawn: list[Nomination],
    notes: dict[int, list[LineNote]],
    typed: Verdicts,
) -> dict:
    """One page of the list, what needs a look first."""
    user, dossier = request.user, context["dossier"]
    standing = [row for row in drawn if row.state != NominationState.REMOVED]
    judged = dossier_rules.judged_states(user, dossier)
    can_judge = any(row.state in judged for row in standing)
    has_reader = can_judge or (context["is_staff"] and dossier.state in _READ_HERE)
    if has_reader:
        page, more = appraisal.narrowed(request, dossier, drawn, notes, typed)
    else:
        rows = sorted(drawn, key=lambda row: row.pk not in notes)
        pinned = whole_number(request.GET.get("dong", ""))
        at = next((place for place, row in enumerate(rows) if row.pk == pinned), None)
        page, more = numbered_page(request.GET.get("page", ""), rows, at=at), {}
    can_remove = not dossier.is_in_unit and dossier_rules.can_confirm_for(user, dossier.unit)
    desk = _Desk(user, numbered(drawn), notes, typed, judged & _JUDGED, can_remove, context | more)
    return more | {
        "page": page,
        "shown": [_shown(line, desk, has_steps=not has_reader) for line in page],
        "noted_count": len(notes),
        "can_judge": can_judge,
        "has_reader": has_reader,
        "seen_lines": _newest_line_event(dossier) if can_judge else 0,
    }


def _drawn(dossier: Dossier, actions: list[DossierAction]) -> set[DossierAction]:
    """Of the steps a person may take, those that have something to send."""
    asked = getattr(dossier, "supplement", None)
    can_send = asked is not None and asked.is_ready and not asked.is_over
    return set(actions) - (set() if can_send else {DossierAction.ANSWER})


def _supplement(user: User, dossier: Dossier, *, inside: bool) -> dict:
    """What was asked and changed, and whose turn it is."""
    asked = getattr(dossier, "supplement", None)
    if asked is None:
        return {"supplement": None}
    is_open = dossier.state == DossierState.NEED_MORE
    return {
        "supplement": asked,
        "changes": changes_of(dossier) if inside or asked.answered_at else [],
        "can_supplement": dossier_rules.can_supplement(user, dossier),
        "supplement_blockers": dossier_rules.supplement_blockers(dossier),
        "can_take_answer_back": is_open
        and asked.is_ready
        and not asked.is_over
        and dossier_rules.can_file_for(user, dossier.unit),
    }


def _upload_form(context: dict, given: AttachmentForm | None) -> AttachmentForm | None:
    """None where nobody brings a paper: to make one, the list is counted."""
    if given is not None or not context["can_write"]:
        return given
    return upload_form(context["dossier"], context["parts"])


def base_context(dossier: Dossier, lines: list[Nomination] | None = None) -> dict:
    """Papers against the checklist, and the places of the plan."""
    draft, places = Draft(dossier, lines), places_of(dossier)
    return {
        "dossier": dossier,
        "draft": draft,
        "parts": parts_of(draft),
        "places": places,
        "meters": place_queries.meters_of(dossier, places, draft.lines),
    }


def places_of(dossier: Dossier) -> list[Quota]:
    """The rows on which this unit's lines draw: its own share, or the common rest."""
    if dossier.plan is None:
        return []
    return quota_queries.drawn_on_by(dossier.unit, quota_queries.for_meter(dossier.plan))


def numbered(lines: Iterable[Nomination]) -> dict[int, int]:
    """{line: its number among its kind}, of lines as filed: the STT of the printed list."""
    counted: Counter = Counter()
    places = {}
    for line in lines:
        counted[line.honouree_kind] += 1
        places[line.pk] = counted[line.honouree_kind]
    return places


def _shown(line: Nomination, desk: _Desk, *, has_steps: bool = True) -> Shown:
    standing = {
        NominationState.RECOMMENDED: NominationAction.RECOMMEND.value,
        NominationState.NOT_RECOMMENDED: NominationAction.NOT_RECOMMEND.value,
    }
    verdict, reason = desk.typed.get(line.pk, (standing.get(line.state, ""), line.verdict_reason))
    may = []
    if has_steps:
        may = [a for a in reader.PAUSES if dossier_rules.can_take_line(desk.user, a, line)]
    if desk.can_remove and line.state in Nomination.FLOW.arrows[NominationAction.REMOVE].sources:
        may.append(NominationAction.REMOVE)
    notes, wanting = desk.notes.get(line.pk, []), desk.around["lacking"].get(line.pk)
    is_of_ended = line.pk in desk.around.get("asking_reason", ())
    is_in_spite = any(note.can_overrule for note in notes)
    return Shown(
        key=str(line.pk),
        place=desk.places[line.pk],
        line=line,
        notes=notes,
        verdict=verdict,
        reason=reason,
        can_judge=line.state in desk.judged,
        steps=NOMINEE_STEPS.buttons(line, may) if may else [],
        usual=appraisal.usual_reasons(notes),
        asks_why=is_of_ended or is_in_spite,
        is_why_inside=is_in_spite and not is_of_ended,
        lacking=wanting.ask if wanting else "",
    )


def _moved_days(dossier: Dossier) -> list[DueChange]:
    """When the calendar moved the promised day; nothing is asked where no day was promised."""
    if dossier.due_on is None or not has_any(dossier, DueChange):
        return []
    return list(dossier.due_changes.select_related("recalculation__by"))


def _assign_form(dossier: Dossier, actions: list[DossierAction]) -> AssignForm | None:
    if DossierAction.ASSIGN not in actions:
        return None
    return AssignForm(step=DOSSIER_STEPS.of(DossierAction.ASSIGN), row=dossier)


def _newest_line_event(dossier: Dossier) -> int:
    return next((key for (key,) in _NEWEST_OF_LINES.answer(dossier.pk)), 0)


def _as_filed(dossier: Blank) -> QuerySet[Nomination]:
    return Nomination.objects.filter(dossier=dossier).as_filed()


def _events(dossier: Blank) -> QuerySet[DossierEvent]:
    return DossierEvent.objects.filter(dossier=dossier).select_related("by").order_by("pk")


def _newest_of_lines(dossier: Blank) -> QuerySet:
    rows = NominationEvent.objects.filter(nomination__dossier=dossier)
    return rows.order_by("-pk").values_list("pk")[:1]


_AS_FILED = PreparedRows(_as_filed, BigIntegerField())
_EVENTS = PreparedRows(_events, BigIntegerField())
_NEWEST_OF_LINES = Prepared(_newest_of_lines, BigIntegerField())

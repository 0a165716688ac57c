"""A session: its page, its form, its agenda, its attendance."""

from dataclasses import dataclass, field, replace
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from council.enums import CaseState, Role, SessionState
from council.forms.session import AgendaForm, AttendanceForm, SessionForm
from council.models import Attendance, CouncilCase, CouncilSession, SignedMinutes
from council.queries import (
    agenda as agenda_queries,
    board as board_queries,
    member as member_queries,
    paper as paper_queries,
)
from council.queries.outlook import Outlook, outlooks
from council.queries.rule import quorum_on
from council.rules import (
    case as case_rules,
    minutes_scan as minutes_scan_rules,
    session as session_rules,
)
from council.services import session as session_services
from council.transitions import case as case_transitions, session as session_transitions
from council.views.case_step import CASE_STEPS
from council.views.lookup import kept_session_or_404, session_or_404
from council.views.road import road_of
from council.views.session_step import SESSION_STEPS
from council.workflow import CaseAction, SessionAction
from law.figures import QuorumPart
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.steps import StepButton, step_view, take
from nganam_awards.core.text import whole_number
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.models import Document
from units.models import User


SHOWN = 20  # results of one case on the page of its session; all of them on its own
BOARD = ("Hội đồng", "council:board")
ON_THE_SPOT = {CaseAction.OPEN, CaseAction.CLOSE}


@dataclass
class CaseOnAgenda:
    """One case on the page of its session."""

    case: CouncilCase
    number: int
    outlook: Outlook
    buttons: list[StepButton] = field(default_factory=list)
    seen: int = 0
    waits_for_me: bool = False
    ballots: Document | None = None  # printed, where they are counted by hand

    @property
    def shown(self) -> list:
        """The first results."""
        return self.outlook.lines[:SHOWN]

    @property
    def left(self) -> int:
        """How many stand on the case's own page alone."""
        return max(len(self.outlook.lines) - SHOWN, 0)


class Hall:
    """Who came, and whether they are enough."""

    def __init__(self, rows: list[Attendance], quorum: QuorumPart) -> None:
        ranks = {role: place for place, role in enumerate(Role)}
        self.rows = sorted(
            rows, key=lambda row: (ranks[row.member.role], row.member.person.sort_key, row.pk)
        )
        self.voting = [row for row in self.rows if row.member.has_vote]
        self.quorum = quorum

    @property
    def count(self) -> int:
        """How many have a vote."""
        return len(self.voting)

    @property
    def present(self) -> int:
        """How many of them came."""
        return sum(bool(row.is_present) for row in self.voting)

    @property
    def is_noted(self) -> bool:
        """Was anybody's attendance noted?"""
        return any(row.is_present is not None for row in self.rows)

    @property
    def is_complete(self) -> bool:
        """Is it known of everybody with a vote?"""
        return all(row.is_present is not None for row in self.voting)

    @property
    def needs(self) -> int:
        """How many must be there."""
        return self.quorum.needed_of(self.count)

    @property
    def is_enough(self) -> bool:
        """May the Council meet?"""
        return self.count > 0 and self.present >= self.needs


@require_GET
@never_cache
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a session."""
    return session_page(request, session_or_404(request, pk))


def session_page(
    request: HttpRequest,
    obj: CouncilSession,
    *,
    status: int = 200,
    typed: StepButton | None = None,
) -> HttpResponse:
    """Drawn also after a refused step, with the words written for it (`typed`)."""
    user = request.user
    rows = list(obj.attendance.select_related("member__person__unit"))
    events = list(obj.events.select_related("by").order_by("pk"))
    on_agenda = _on_agenda(user, obj)
    cases = [one.case for one in on_agenda]
    hall = Hall(rows, _quorum(obj, cases))
    context = {
        "session": obj,
        "cases": on_agenda,
        "lines": sum(len(one.outlook.standing) for one in on_agenda),
        "hall": hall,
        "road": [] if obj.state == SessionState.CANCELLED else road_of(obj, cases, rows, events),
        "last": events[-1] if events else None,
        "put_off": agenda_queries.put_off_in(obj),
        "signed": _signed(obj),
        "can_bring": minutes_scan_rules.can_bring(user, obj),
        "can_edit": session_rules.can_edit(user, obj),
        "can_note": session_rules.can_note_attendance(user, obj),
        "buttons": _buttons(user, obj, on_agenda, hall),
        "notes_first": _is_today(obj) and not hall.is_complete,
        "typed": typed,
        "seen": events[-1].pk if events else 0,
    }
    return render(request, "council/session/session.html", context, status=status)


step = step_view(SESSION_STEPS, session_page)


def _signed(obj: CouncilSession) -> SignedMinutes | None:
    """The minutes as they came back with signatures; asked of a session that is over."""
    is_over = obj.state == SessionState.CLOSED
    return SignedMinutes.objects.filter(session=obj).first() if is_over else None


def _on_agenda(user: User, obj: CouncilSession) -> list[CaseOnAgenda]:
    """Its cases; the one whose turn it is has its buttons."""
    rows = obj.cases.select_related("award_type", "count_minutes")
    cases = list(rows.defer("count_minutes__context").order_by("order", "pk"))
    for case in cases:
        case.session = obj
    found, printed = outlooks(cases), paper_queries.ballots_of_all(cases)
    on_agenda = [
        CaseOnAgenda(case, n, found[case.pk], ballots=printed.get(case.pk))
        for n, case in enumerate(cases, start=1)
    ]
    mine = set(board_queries.unanswered(user).filter(session=obj).values_list("pk", flat=True))
    for one in on_agenda:
        one.waits_for_me = one.case.pk in mine
    turn = _turn(on_agenda) if obj.state == SessionState.UNDER_WAY else None
    if turn is not None:
        may = set(case_rules.actions_for(user, turn.case)) & ON_THE_SPOT
        turn.buttons = CASE_STEPS.buttons(turn.case, may, is_calling=not turn.waits_for_me)
        turn.seen = seen_mark(turn.case) if may else 0
    return on_agenda


def _is_today(obj: CouncilSession) -> bool:
    return obj.state == SessionState.INVITED and obj.held_on == clock.today()


def _buttons(
    user: User, obj: CouncilSession, on_agenda: list[CaseOnAgenda], hall: Hall
) -> list[StepButton]:
    """Steps of the session that can succeed as it stands; at most one of them calls."""
    fits = {
        SessionAction.INVITE: bool(on_agenda),
        SessionAction.START: bool(on_agenda) and _is_today(obj) and hall.is_complete,
        SessionAction.FINISH: _turn(on_agenda) is None,
    }
    may = {a for a in session_rules.actions_for(user, obj) if fits.get(a, True)}
    is_calling = not any(one.waits_for_me or one.buttons for one in on_agenda)
    is_calling &= hall.is_complete or not _is_today(obj)
    buttons = SESSION_STEPS.buttons(obj, may, is_calling=is_calling)
    callers = [n for n, button in enumerate(buttons) if button.tone == "primary"]
    return [
        replace(button, tone="") if n in callers[:-1] else button
        for n, button in enumerate(buttons)
    ]


def _turn(on_agenda: list[CaseOnAgenda]) -> CaseOnAgenda | None:
    for state in (CaseState.VOTING, CaseState.SCHEDULED):
        for one in on_agenda:
            if one.case.state == state:
                return one
    return None


def _quorum(obj: CouncilSession, cases: list[CouncilCase]) -> QuorumPart:
    """As it was when the first vote opened; before, as the rule of today has it."""
    for case in cases:
        if case.state in {CaseState.VOTING, CaseState.CLOSED}:
            return QuorumPart(case.quorum_part, case.quorum_whole)
    return quorum_on(clock.today())


@require_http_methods(["GET", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    """Plans a session; its agenda comes next."""
    if not session_rules.can_keep(request.user):
        raise Http404
    form = SessionForm(posted(request), initial=_usual())
    return form_page(
        request,
        form,
        call=lambda: session_services.plan(by=request.user, **form.cleaned_data),
        done="Đã lập phiên họp. Chọn vụ việc đưa vào chương trình.",
        then=lambda obj: redirect("council:agenda", obj.pk),
        page=plain_page(
            request, form, title="Lập phiên họp", crumbs=[BOARD], submit="Lập phiên họp"
        ),
    )


def _usual() -> dict:
    """The place of the last session; whoever chairs and writes today."""
    seats = {row.role: row.person_id for row in member_queries.members_on(clock.today())}
    return {
        "place": agenda_queries.last_place(),
        "presider": seats.get(Role.CHAIR),
        "secretary": seats.get(Role.SECRETARY) or seats.get(Role.STANDING),
    }


@require_http_methods(["GET", "POST"])
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, hour, place or person, until the session begins."""
    obj = kept_session_or_404(request, pk)
    names = ("held_on", "starts_at", "place", "presider", "secretary")
    form = SessionForm(posted(request), initial={name: getattr(obj, name) for name in names})
    was_invited = obj.state == SessionState.INVITED
    return form_page(
        request,
        form,
        call=lambda: session_services.edit(obj, by=request.user, **form.cleaned_data),
        done="Đã lưu. Gửi lại giấy mời để mọi người biết thay đổi." if was_invited else "Đã lưu.",
        then=obj,
        page=plain_page(request, form, title="Sửa phiên họp", crumbs=[BOARD, (str(obj), obj)]),
    )


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What the session decides on, and in which order."""
    obj = kept_session_or_404(request, pk)
    act, _, row = request.POST.get("act", "").partition("-")
    if request.method == "POST" and act in {"up", "down", "off"}:
        return _moved(request, obj, act, whole_number(row))
    form = AgendaForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: session_transitions.put_on(obj, form.cleaned_data["cases"], by=request.user),
        done=lambda _: f"Đã đưa {len(form.cleaned_data['cases'])} vụ việc vào phiên.",
        then=lambda _: redirect("council:agenda", obj.pk),
        page=partial(_agenda_page, request, obj, form),
    )


def _moved(request: HttpRequest, obj: CouncilSession, act: str, pk: int | None) -> HttpResponse:
    case = get_object_or_404(obj.cases, pk=pk or 0)
    if act == "off":
        call, done = (
            partial(case_transitions.unschedule, case, by=request.user),
            "Đã đưa khỏi phiên.",
        )
    else:
        call = partial(session_services.move_case, obj, case, up=act == "up", by=request.user)
        done = ""
    outcome = take(request, call, done=done)
    if outcome.is_done:
        return redirect("council:agenda", obj.pk)
    return _agenda_page(request, obj, AgendaForm(), status=outcome.status)


def _agenda_page(
    request: HttpRequest, obj: CouncilSession, form: AgendaForm, status: int
) -> HttpResponse:
    fresh = session_or_404(request, obj.pk)
    cases = list(fresh.cases.select_related("award_type").order_by("order", "pk"))
    found = outlooks(cases)
    context = {
        "session": fresh,
        "rows": [(case, found[case.pk]) for case in cases],
        "form": form,
        "has_waiting": form.fields["cases"].queryset.exists(),
        "can_edit": session_rules.can_edit(request.user, fresh),
    }
    return render(request, "council/session/agenda.html", context, status=status)


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came, noted from the invitation until the session ends."""
    obj = kept_session_or_404(request, pk)
    rows = list(obj.attendance.select_related("member__person__unit"))
    hall = Hall(rows, quorum_on(clock.today()))
    form = AttendanceForm(posted(request), rows=hall.rows)

    def page(status: int) -> HttpResponse:
        context = {"session": obj, "form": form, "hall": hall}
        return render(request, "council/session/attendance.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: session_services.note_attendance(obj, form.noted, by=request.user),
        done="Đã ghi điểm danh.",
        then=at_row(obj, None) + "#diem-danh",
        page=page,
    )

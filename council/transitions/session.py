"""Steps of a session."""

from collections.abc import Iterable

from django.db import transaction

from council.enums import CaseState
from council.models import CouncilCase, CouncilSession
from council.queries.rule import quorum_on
from council.rules import session as session_rules
from council.services import paper as paper_services, session as session_services
from council.transitions import case as case_transitions
from council.workflow import SessionAction
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, require_note
from units.models import User


def invite(obj: CouncilSession, *, by: User, seen: int | None = None) -> CouncilSession:
    """Invites everybody who sits on the Council that day, with a numbered letter; again: anew."""
    with _taking(obj, SessionAction.INVITE, by=by, seen=seen) as locked:
        session_services.call_members(locked)
        _stop_on(session_rules.invite_blockers(locked))
        locked.invitation = paper_services.order_invitation(locked) or locked.invitation
    return locked


def start(obj: CouncilSession, *, by: User, seen: int | None = None) -> CouncilSession:
    """Begins it on its day, with everybody's attendance noted and enough members there."""
    with _taking(obj, SessionAction.START, by=by, seen=seen) as locked:
        session_services.call_members(locked)
        rows = locked.attendance.select_related("member__person")
        quorum = quorum_on(clock.today())
        _stop_on(session_rules.start_blockers(locked, rows, quorum))
    return locked


def finish(obj: CouncilSession, *, by: User, seen: int | None = None) -> CouncilSession:
    """Ends it when every case has its conclusion or was put off; the minutes are ordered."""
    with _taking(obj, SessionAction.FINISH, by=by, seen=seen) as locked:
        _stop_on(session_rules.finish_blockers(locked))
        locked.minutes = paper_services.order_minutes(locked)
    return locked


def cancel(obj: CouncilSession, *, by: User, note: str, seen: int | None = None) -> CouncilSession:
    """Does not meet (không họp): its cases wait for another session."""
    require_note(note, "Ghi lý do không họp để người được mời biết.")
    with _taking(obj, SessionAction.CANCEL, by=by, note=note, seen=seen) as locked:
        for case in locked.cases.filter(state=CaseState.SCHEDULED).order_by("pk"):
            case_transitions.unschedule(case, by=by)
    return locked


def put_on(obj: CouncilSession, cases: Iterable[CouncilCase], *, by: User) -> CouncilSession:
    """Puts waiting cases on the agenda, one after the other; all of them or none."""
    with transaction.atomic():
        locked = session_services.locked_for_editing(obj, by)
        for case in sorted(cases, key=lambda case: case.pk):
            case_transitions.schedule(case, locked, by=by)
    return locked


def _taking(
    obj: CouncilSession, action: str, *, by: User, seen: int | None, note: str = ""
) -> object:
    return workflow.step(obj, action, by=by, may=session_rules.can_take, note=note, seen=seen)


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)

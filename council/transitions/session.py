"""Steps of a session."""

from django.db import transaction

from council.enums import CaseState
from council.models import CouncilSession
from council.rules import session as session_rules
from council.services import paper as paper_services, session as session_services
from council.transitions import case as case_transitions
from council.workflow import SessionAction
from nganam_awards.core import workflow
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
        rows = [row for row in locked.attendance.select_related("member") if row.member.has_vote]
        present = sum(row.is_present is True for row in rows)
        unknown = sum(row.is_present is None for row in rows)
        _stop_on(session_rules.start_blockers(locked, present, len(rows) - present, unknown))
        case = locked.cases.filter(state=CaseState.SCHEDULED).first()
        if case is not None:
            part, whole = case.quorum_part, case.quorum_whole
            _stop_on(session_rules.quorum_blockers(present, len(rows), part, whole))
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
    with transaction.atomic():
        cases = list(obj.cases.filter(state=CaseState.SCHEDULED).order_by("pk"))
        with _taking(obj, SessionAction.CANCEL, by=by, note=note, seen=seen) as locked:
            for case in cases:
                case_transitions.unschedule(case, by=by)
    return locked


def _taking(
    obj: CouncilSession, action: str, *, by: User, seen: int | None, note: str = ""
) -> object:
    return workflow.step(obj, action, by=by, may=session_rules.can_take, note=note, seen=seen)


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)

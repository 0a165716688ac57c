"""Who may do what with a case, and what stands in the way."""

from collections.abc import Iterable
from datetime import date

from council.enums import PRESIDING_ROLES, CaseState, SessionState
from council.models import CouncilCase, CouncilSession
from council.queries import member as member_queries
from council.queries.count import Roll
from council.rules import session as session_rules
from council.workflow import CaseAction
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from nganam_awards.core.workflow import holds
from units.models import User


A = CaseAction
BEFORE_VOTE = (CaseState.WAITING, CaseState.SCHEDULED)


def can_keep(user: User, case: CouncilCase) -> bool:
    """Lines, agenda, who has no vote: until the vote opens."""
    return session_rules.can_keep(user) and case.state in BEFORE_VOTE


def can_add_by_hand(user: User) -> bool:
    """The head of Phòng Nội vụ may bring any recommended line before the Council."""
    return user.has_perm("dossiers.assign")


def can_take(user: User, action: str, case: CouncilCase) -> bool:
    """The right, and in a session the very person who presides over it."""
    right = case.FLOW.arrows[action].right
    if right is None or not holds(user, right, case):
        return False
    if action in {A.OPEN, A.CLOSE, A.PUT_OFF} and case.session_id:
        return presides(user, case.session)
    return True


def presides(user: User, session: CouncilSession) -> bool:
    """The presider of the session; once he lost that seat, whoever presides over the Council."""
    if session.presider_id == user.pk:
        return True
    seat = member_queries.member_of(session.presider, clock.today())
    return seat is None or seat.role not in PRESIDING_ROLES


def actions_for(user: User, case: CouncilCase) -> list[str]:
    """Steps that this person may take where the case stands."""
    fits = {
        A.SCHEDULE: not case.is_opinion,
        A.SEND_OUT: case.is_opinion,
        A.UNSCHEDULE: not off_blockers(case.session),
        A.OPEN: not open_blockers(case, case.session),
        A.PUT_OFF: not put_off_blockers(case),
    }
    actions = case.FLOW.from_state(case.state)
    return [a for a in actions if fits.get(a, True) and can_take(user, a, case)]


def add_blockers(lines: Iterable[Nomination]) -> list[str]:
    """Only what Phòng Nội vụ recommends, of a finished dossier, comes before the Council."""
    return [
        f"{line.full_name}: Phòng Nội vụ chưa kết luận đề nghị khen thưởng."
        for line in lines
        if line.state != NominationState.RECOMMENDED or line.dossier.state not in FINISHED_STATES
    ]


def off_blockers(session: CouncilSession | None) -> list[str]:
    """Once its session has begun, a case is voted on or put off, and the minutes say which."""
    if session is not None and not session_rules.can_be_on_agenda_of(session):
        return ["Phiên họp đã bắt đầu: bỏ phiếu vụ việc này, hoặc người chủ trì để lại."]
    return []


def open_blockers(case: CouncilCase, session: CouncilSession | None) -> list[str]:
    """A vote is opened while its session is under way."""
    if session is None or case.session_id != session.pk:
        return ["Vụ việc này vừa được đưa khỏi phiên họp. Tải lại trang để xem."]
    if session.state != SessionState.UNDER_WAY:
        return ["Phiên họp chưa bắt đầu. Điểm danh rồi bắt đầu họp trước khi bỏ phiếu."]
    return []


def put_off_blockers(case: CouncilCase) -> list[str]:
    """The Council puts off in its session; before that the agenda is changed."""
    session = case.session
    if session is not None and session.state != SessionState.UNDER_WAY:
        return ["Phiên họp chưa bắt đầu; thư ký đưa vụ việc khỏi phiên nếu chưa xét lần này."]
    return []


def bar_blockers(person: User) -> list[str]:
    """Only who has a vote can be without one."""
    member = member_queries.member_of(person, clock.today())
    if member is None or not member.has_vote:
        told = f"{person.full_name} không phải thành viên có quyền bỏ phiếu của Hội đồng."
        return [About(told, "person")]
    return []


def due_blockers(due_on: date) -> list[str]:
    """A written opinion has a day ahead."""
    if due_on <= clock.today():
        return [About("Hạn trả lời phải sau hôm nay.", "due_on")]
    return []


def close_blockers(case: CouncilCase, roll: Roll, voted: Iterable[int]) -> list[str]:
    """Why the count cannot be made yet."""
    if case.on_paper:
        if not hasattr(case, "paper_count"):
            return ["Vụ việc này kiểm phiếu giấy: ghi kết quả kiểm phiếu trước khi đóng."]
        counted = case.paper_count.counts
        names = [line.nomination.full_name for line in roll.lines if str(line.pk) not in counted]
        told = "Kết quả kiểm phiếu chưa có"
        return [f"{told} {', '.join(names)}. Ghi lại kết quả trước khi đóng."] if names else []
    done = set(voted)
    people = [v.member.person for v in roll.voters if v.member.person_id not in done]
    left = [person.full_name for person in people if roll.lines_of(person.pk)]
    if case.is_opinion and left and case.due_on >= clock.today():
        told = f"Còn {len(left)} thành viên chưa trả lời: {', '.join(left)}"
        return [f"{told}. Hạn trả lời {case.due_on:%d/%m/%Y}; đóng khi đủ phiếu hoặc quá hạn."]
    return []

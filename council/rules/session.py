"""Who may do what with a session, and what stands in the way."""

from collections.abc import Iterable
from datetime import date

from council.enums import KEEPING_ROLES, PRESIDING_ROLES, CaseState, SessionState
from council.models import Attendance, CouncilSession
from council.queries import member as member_queries
from law.figures import QuorumPart
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from nganam_awards.core.workflow import holds
from units.models import User


def can_keep(user: User) -> bool:
    """Prepares sessions and cases, notes who came, counts, writes the minutes."""
    return user.has_perm("council.keep")


def can_take(user: User, action: str, obj: CouncilSession) -> bool:
    """May the person take this step of this session?"""
    right = obj.FLOW.arrows[action].right
    return right is not None and holds(user, right, obj)


def actions_for(user: User, obj: CouncilSession) -> list[str]:
    """Steps that this person may take where the session stands."""
    return [a for a in obj.FLOW.from_state(obj.state) if can_take(user, a, obj)]


def can_edit(user: User, obj: CouncilSession) -> bool:
    """Day, place and agenda move until the session begins."""
    return can_keep(user) and can_be_on_agenda_of(obj)


def can_be_on_agenda_of(obj: CouncilSession) -> bool:
    """Cases are put on and taken off an agenda until the session begins."""
    return obj.state in {SessionState.PLANNED, SessionState.INVITED}


def can_note_attendance(user: User, obj: CouncilSession) -> bool:
    """Who came is noted from the invitation until the session ends."""
    return can_keep(user) and obj.state in {SessionState.INVITED, SessionState.UNDER_WAY}


def seat_blockers(presider: User, secretary: User, day: date) -> list[str]:
    """Who presides and who writes the minutes sit on the Council as such on the day."""
    seats = {row.person_id: row.role for row in member_queries.members_on(day)}
    found = []
    if seats.get(presider.pk) not in PRESIDING_ROLES:
        told = "Chủ trì là Chủ tịch hoặc Phó Chủ tịch Hội đồng vào ngày họp."
        found.append(About(told, "presider"))
    if seats.get(secretary.pk) not in KEEPING_ROLES:
        told = "Thư ký là Thư ký hoặc Ủy viên thường trực Hội đồng vào ngày họp."
        found.append(About(told, "secretary"))
    return found


def plan_blockers(presider: User, secretary: User, held_on: date) -> list[str]:
    """What stands against a session on this day under this person."""
    if held_on < clock.today():
        return [About("Ngày họp đã qua; chọn từ hôm nay trở đi.", "held_on")]
    return seat_blockers(presider, secretary, held_on)


def invite_blockers(obj: CouncilSession) -> list[str]:
    """What is missing before people are invited."""
    found = seat_blockers(obj.presider, obj.secretary, obj.held_on)
    if not obj.cases.filter(state=CaseState.SCHEDULED).exists():
        found.append("Phiên họp chưa có vụ việc nào. Xếp ít nhất một vụ việc vào phiên.")
    if obj.held_on < clock.today():
        found.append(f"Ngày họp {obj.held_on:%d/%m/%Y} đã qua. Sửa ngày họp trước khi mời.")
    return found


def quorum_blockers(present: int, count: int, quorum: QuorumPart) -> list[str]:
    """Too few came: how many there must be, in whole people."""
    needs = quorum.needed_of(count)
    if count and present >= needs:
        return []
    return [
        (
            f"Có mặt {present}/{count} thành viên, cần từ {needs} "
            f"({quorum.part}/{quorum.whole} tổng số). "
            "Chưa họp được: mời thêm, hoặc chọn ngày khác."
        )
    ]


def start_blockers(
    obj: CouncilSession, rows: Iterable[Attendance], quorum: QuorumPart
) -> list[str]:
    """Why the session cannot begin: its day, who has not been noted, too few people."""
    if obj.held_on != clock.today():
        is_ahead = obj.held_on > clock.today()
        told = "chưa bắt đầu được" if is_ahead else "ngày ấy đã qua. Sửa ngày họp rồi mời lại"
        return [f"Phiên họp vào ngày {obj.held_on:%d/%m/%Y}, {told}."]
    if not obj.cases.filter(state=CaseState.SCHEDULED).exists():
        return ["Phiên họp không còn vụ việc nào để xét. Xếp vụ việc vào phiên, hoặc không họp."]
    voting = [row for row in rows if row.member.has_vote]
    unknown = [row.member.person.full_name for row in voting if row.is_present is None]
    if unknown:
        told = f"Còn {len(unknown)} thành viên chưa điểm danh: {', '.join(unknown)}"
        return [f"{told}. Điểm danh hết rồi bắt đầu."]
    found = seat_blockers(obj.presider, obj.secretary, obj.held_on)
    present = {row.member.person_id for row in voting if row.is_present}
    if not found and obj.presider_id not in present:
        found.append(f"Chủ trì {obj.presider.full_name} vắng mặt. Chọn người chủ trì khác.")
    return found + quorum_blockers(len(present), len(voting), quorum)


def finish_blockers(obj: CouncilSession) -> list[str]:
    """Cases without a conclusion hold the session open."""
    left = obj.cases.filter(state__in=[CaseState.SCHEDULED, CaseState.VOTING])
    names = [str(case) for case in left.select_related("award_type")]
    if not names:
        return []
    return [f"Còn vụ việc chưa xong: {'; '.join(names)}. Bỏ phiếu và đóng, hoặc để lại."]

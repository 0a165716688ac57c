"""Who may do what with a session, and what stands in the way."""

from council.enums import CaseState, SessionState
from council.models import CouncilSession
from nganam_awards.core import clock
from nganam_awards.core.workflow import holds
from units.models import User


def can_view(user: User, obj: CouncilSession) -> bool:
    """Twin of `CouncilSession.objects.visible_to`."""
    return CouncilSession.objects.visible_to(user).filter(pk=obj.pk).exists()


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
    return can_keep(user) and obj.state in {SessionState.PLANNED, SessionState.INVITED}


def can_note_attendance(user: User, obj: CouncilSession) -> bool:
    """Who came is noted from the invitation until the session ends."""
    return can_keep(user) and obj.state in {SessionState.INVITED, SessionState.UNDER_WAY}


def invite_blockers(obj: CouncilSession) -> list[str]:
    """What is missing before people are invited."""
    found = []
    if not obj.cases.filter(state=CaseState.SCHEDULED).exists():
        found.append("Phiên họp chưa có vụ việc nào. Xếp ít nhất một vụ việc vào phiên.")
    if obj.held_on < clock.today():
        found.append(f"Ngày họp {obj.held_on:%d/%m/%Y} đã qua. Sửa ngày họp trước khi mời.")
    return found


def quorum_blockers(present: int, count: int, part: int, whole: int) -> list[str]:
    """Too few came: how many there must be, in whole people."""
    needs = -(-count * part // whole)
    if present >= needs:
        return []
    return [
        (
            f"Có mặt {present}/{count} thành viên, cần từ {needs} ({part}/{whole} tổng số). "
            "Chưa họp được: mời thêm, hoặc chọn ngày khác."
        )
    ]


def start_blockers(obj: CouncilSession, present: int, absent: int, unknown: int) -> list[str]:
    """Why the session cannot begin yet, as far as people and day go."""
    if obj.held_on > clock.today():
        return [f"Phiên họp vào ngày {obj.held_on:%d/%m/%Y}, chưa bắt đầu được."]
    if unknown:
        return [f"Còn {unknown} thành viên chưa điểm danh. Điểm danh hết rồi bắt đầu."]
    return []


def finish_blockers(obj: CouncilSession) -> list[str]:
    """Cases without a conclusion hold the session open."""
    left = obj.cases.filter(state__in=[CaseState.SCHEDULED, CaseState.VOTING])
    names = [str(case) for case in left.select_related("award_type")]
    if not names:
        return []
    return [f"Còn vụ việc chưa xong: {'; '.join(names)}. Bỏ phiếu và đóng, hoặc để lại."]

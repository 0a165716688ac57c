"""Who reminds members by hand, and when it has to wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from council.enums import CaseState
from council.models import CouncilCase
from council.models.member import runs_council
from nganam_awards.core import clock
from units.models import User


REST = timedelta(hours=1)  # between two reminders by hand of one case


def can_remind(user: User, case: CouncilCase) -> bool:
    """Whoever keeps the Council, or presides over it."""
    return runs_council(user)


def remind_blockers(case: CouncilCase, missing: Sequence[User], last: datetime | None) -> list[str]:
    """Why nobody is reminded now; `last` is when it was done before."""
    if case.state != CaseState.VOTING:
        return ["Vụ việc này không còn mở bỏ phiếu nên không nhắc ai nữa."]
    if case.on_paper:
        return ["Vụ việc này bỏ phiếu giấy tại phiên họp, không nhắc trên cổng."]
    if not missing:
        return ["Mọi thành viên có quyền bỏ phiếu đã bỏ phiếu, không còn ai phải nhắc."]
    if last is not None and clock.now() - last < REST:
        again = clock.as_office(last + REST)
        return [f"Đã nhắc lúc {clock.as_office(last):%H:%M}. Nhắc lại được từ {again:%H:%M}."]
    return []

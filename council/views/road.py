"""The road of a session, from the invitation to its minutes: where it stands, in five words."""

from collections.abc import Iterable
from typing import NamedTuple

from council.enums import CaseState, SessionState as S
from council.models import Attendance, CouncilCase, CouncilSession, SessionEvent
from council.workflow import SessionAction
from nganam_awards.core import clock


class Milestone(NamedTuple):
    """One of the five: done, now or next; what is known of it."""

    label: str
    status: str
    note: str = ""


def road_of(
    obj: CouncilSession,
    cases: list[CouncilCase],
    attendance: Iterable[Attendance],
    events: Iterable[SessionEvent],
) -> list[Milestone]:
    """Invited, attendance, votes, counts, minutes."""
    here = _place(obj, cases)
    notes = (
        _invited(events),
        _came(obj, attendance),
        _voted(cases),
        "biên bản kiểm phiếu",
        "PDF, Word",
    )
    labels = ("Mời họp", "Điểm danh", "Bỏ phiếu", "Kiểm phiếu", "Biên bản họp")
    return [
        Milestone(label, "done" if n < here else "now" if n == here else "next", note)
        for n, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]


def _place(obj: CouncilSession, cases: list[CouncilCase]) -> int:
    if obj.state == S.UNDER_WAY:
        left = any(case.state in {CaseState.SCHEDULED, CaseState.VOTING} for case in cases)
        return 2 if left else 4
    return {S.PLANNED: 0, S.INVITED: 1, S.CLOSED: 5}.get(obj.state, 0)


def _invited(events: Iterable[SessionEvent]) -> str:
    sent = [event for event in events if event.action == SessionAction.INVITE]
    return f"gửi {clock.as_office(sent[-1].happened_at):%d/%m}" if sent else "chưa gửi giấy mời"


def _came(obj: CouncilSession, attendance: Iterable[Attendance]) -> str:
    rows = [row for row in attendance if row.member.has_vote]
    if all(row.is_present is None for row in rows):
        return f"{len(rows)} thành viên"
    return f"{sum(bool(row.is_present) for row in rows)} có mặt"


def _voted(cases: list[CouncilCase]) -> str:
    opened = [n for n, case in enumerate(cases, start=1) if case.state == CaseState.VOTING]
    if opened:
        return f"vụ việc {', '.join(map(str, opened))} đang mở"
    done = sum(case.state == CaseState.CLOSED for case in cases)
    return f"xong {done}/{len(cases)} vụ việc"

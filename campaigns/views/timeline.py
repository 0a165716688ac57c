"""Where a plan or its amendment stands on its way, read off its events."""

from collections.abc import Mapping, Sequence

from campaigns.enums import AmendmentState as M, PlanState as S
from campaigns.models import AwardPlan, PlanAmendment
from nganam_awards.core.events import Event


WAY = {
    S.DRAFT: "Cán bộ soạn kế hoạch",
    S.AWAITING_HEAD: "Thủ trưởng đơn vị xác nhận",
    S.SUBMITTED: "Phòng Nội vụ thẩm định",
    S.APPRAISED: "Chủ tịch duyệt",
    S.APPROVED: "Các đơn vị lập hồ sơ theo kế hoạch",
    S.CLOSED: "Kết thúc",
}
ENDS = {S.REFUSED: "Không được duyệt", S.CANCELLED: "Đã hủy"}
AMENDMENT_WAY = {
    M.DRAFT: "Cán bộ soạn điều chỉnh",
    M.AWAITING_HEAD: "Thủ trưởng đơn vị xác nhận",
    M.SUBMITTED: "Phòng Nội vụ thẩm định",
    M.APPRAISED: "Chủ tịch duyệt",
    M.APPROVED: "Kế hoạch thực hiện theo nội dung mới",
}
AMENDMENT_ENDS = {M.REFUSED: "Không được duyệt", M.WITHDRAWN: "Đã thôi điều chỉnh"}


def journey(
    row: AwardPlan | PlanAmendment,
    events: Sequence[Event],
    way: Mapping[str, str] = WAY,
    ends: Mapping[str, str] = ENDS,
) -> list[dict]:
    """Steps for `_journey.html`. What was done counts once, however often it went back."""
    left = {event.source: event for event in events}
    stations = list(way)
    if row.state in ends:
        last = events[-1] if events else None
        stood = stations.index(last.source) if last else 0
        steps = [_done(way[state], left.get(state)) for state in stations[:stood]]
        return [*steps, _now(ends[row.state], last)]
    here = stations.index(row.state)
    entered = next((e for e in reversed(events) if e.target == row.state), None)
    steps = [_done(way[state], left.get(state)) for state in stations[:here]]
    if here + 1 == len(stations):
        return [*steps, {**_now(way[row.state], entered), "status": "done"}]
    steps.append(_now(way[row.state], entered))
    return steps + [
        {"label": way[state], "status": "next", "when": "", "who": "", "note": ""}
        for state in stations[here + 1 :]
    ]


def _done(label: str, event: Event | None) -> dict:
    return {
        "label": label,
        "status": "done",
        "when": event.happened_at if event else "",
        "who": event.by.full_name if event and event.by else "",
        "note": "",
    }


def _now(label: str, event: Event | None) -> dict:
    since = "" if event is None else event.happened_at
    return {"label": label, "status": "now", "when": since, "who": "", "note": ""}

"""Where a plan stands on its way, read off its events."""

from collections.abc import Sequence

from campaigns.enums import PlanState as S
from campaigns.models import AwardPlan, PlanEvent


WAY = {
    S.DRAFT: "Cán bộ soạn kế hoạch",
    S.AWAITING_HEAD: "Thủ trưởng đơn vị xác nhận",
    S.SUBMITTED: "Phòng Nội vụ thẩm định",
    S.APPRAISED: "Chủ tịch duyệt",
    S.APPROVED: "Các đơn vị lập hồ sơ theo kế hoạch",
    S.CLOSED: "Kết thúc",
}
ENDS = {S.REFUSED: "Không được duyệt", S.CANCELLED: "Đã hủy"}


def journey(plan: AwardPlan, events: Sequence[PlanEvent]) -> list[dict]:
    """Steps for `_journey.html`. What was done counts once, however often it went back."""
    left = {event.source: event for event in events}
    stations = list(WAY)
    if plan.state in ENDS:
        last = events[-1] if events else None
        stood = stations.index(S(last.source)) if last else 0
        steps = [_done(state, left) for state in stations[:stood]]
        return [*steps, _now(ENDS[S(plan.state)], last)]
    here = stations.index(S(plan.state))
    entered = next((e for e in reversed(events) if e.target == plan.state), None)
    steps = [_done(state, left) for state in stations[:here]]
    if plan.state == S.CLOSED:
        return [*steps, {**_now(WAY[S.CLOSED], entered), "status": "done"}]
    steps.append(_now(WAY[S(plan.state)], entered))
    return steps + [
        {"label": WAY[state], "status": "next", "when": "", "who": "", "note": ""}
        for state in stations[here + 1 :]
    ]


def _done(state: str, left: dict[str, PlanEvent]) -> dict:
    event = left.get(state)
    return {
        "label": WAY[S(state)],
        "status": "done",
        "when": event.happened_at if event else "",
        "who": event.by.full_name if event and event.by else "",
        "note": "",
    }


def _now(label: str, event: PlanEvent | None) -> dict:
    since = "" if event is None else event.happened_at
    return {"label": label, "status": "now", "when": since, "who": "", "note": ""}

"""Where a decision stands on its way, read off its events."""

from collections.abc import Sequence

from decisions.enums import EDITABLE_STATES, DecisionState as S
from decisions.models import Decision, DecisionEvent
from decisions.workflow import FLOW, DecisionAction as A


COMPOSE = "Phòng Nội vụ soạn dự thảo"
SUBMIT = "Trưởng phòng Nội vụ trình Chủ tịch"
SIGN = "Chủ tịch xem và ký"
NUMBER = "Văn thư vào số, ban hành"
ISSUE = "Cấp số, ban hành, báo các đơn vị"


def journey(decision: Decision, events: Sequence[DecisionEvent]) -> list[dict]:
    """Steps for `_journey.html`; what was done counts once, however often it went back."""
    newest = {event.action: event for event in events}
    composed = _step(COMPOSE, "done", decision.composed_at, decision.composed_by.full_name)
    if decision.state in EDITABLE_STATES:
        is_back = decision.state == S.RETURNED
        words = "Phòng Nội vụ sửa theo ý kiến Chủ tịch" if is_back else COMPOSE
        here = {**composed, "label": words, "status": "now"}
        return [here, *(_step(label, "next") for label in (SUBMIT, SIGN, ISSUE))]
    if decision.state == S.DISCARDED:
        return [composed, _told(newest[A.DISCARD], "now")]
    if decision.state == S.DECLINED:
        submitted = _step(SUBMIT, "done", *_when_and_who(newest[A.SUBMIT]))
        return [composed, submitted, _told(newest[A.DECLINE], "now")]
    submitted = _step(SUBMIT, "done", *_when_and_who(newest[A.SUBMIT]))
    if decision.state == S.SUBMITTED:
        return [composed, submitted, _step(SIGN, "now"), _step(ISSUE, "next")]
    signed = _step("Chủ tịch duyệt, ký", "done", *_when_and_who(newest[A.APPROVE]))
    if decision.state == S.APPROVED:
        return [composed, submitted, signed, _step(NUMBER, "now")]
    told = newest.get(A.ISSUE) or newest[A.ENTER_NUMBER]
    issued = _step(f"Ban hành số {decision.symbol}", "done", told.happened_at)
    return [composed, submitted, signed, issued]


def history(events: Sequence[DecisionEvent]) -> list[dict]:
    """Every step with its words, the newest first."""
    return [_told(event, "done") for event in reversed(events)]


def _told(event: DecisionEvent, status: str) -> dict:
    when, who = _when_and_who(event)
    left = ", ".join(event.facts.get("left_out", []))
    note = " ".join(filter(None, [event.note, left and f"Đã rời danh sách: {left}."]))
    return _step(FLOW.told(event.action), status, when, who, note)


def _when_and_who(event: DecisionEvent) -> tuple:
    return event.happened_at, event.by.full_name if event.by else ""


def _step(label: str, status: str, when: object = "", who: str = "", note: str = "") -> dict:
    return {"label": label, "status": status, "when": when, "who": who, "note": note}

"""The maps of a session and of a case: state × step × right."""

from django.db.models import TextChoices

from council.enums import CaseState as C, SessionState as S
from nganam_awards.core.workflow import Arrow, Flow, Right


class SessionAction(TextChoices):
    """Steps of a session."""

    INVITE = "invite", "Gửi giấy mời"
    START = "start", "Bắt đầu họp"
    FINISH = "finish", "Kết thúc phiên họp"
    CANCEL = "cancel", "Không họp"


class CaseAction(TextChoices):
    """Steps of a case."""

    SCHEDULE = "schedule", "Xếp vào phiên"
    UNSCHEDULE = "unschedule", "Đưa khỏi phiên"
    OPEN = "open", "Mở bỏ phiếu"
    SEND_OUT = "send_out", "Gửi phiếu lấy ý kiến"
    CLOSE = "close", "Đóng bỏ phiếu"
    PUT_OFF = "put_off", "Để lại"
    DISSOLVE = "dissolve", "Bỏ vụ việc"


KEEPER = Right("council.keep")
PRESIDER = Right("council.preside")

SESSION_ARROWS = {
    SessionAction.INVITE: Arrow(
        (S.PLANNED, S.INVITED),  # again: the day, the place or the agenda changed
        S.INVITED,
        KEEPER,
        SessionAction.INVITE.label,
        "Đã gửi giấy mời họp",
    ),
    SessionAction.START: Arrow(
        (S.INVITED,), S.UNDER_WAY, KEEPER, SessionAction.START.label, "Đã điểm danh, bắt đầu họp"
    ),
    SessionAction.FINISH: Arrow(
        (S.UNDER_WAY,), S.CLOSED, KEEPER, SessionAction.FINISH.label, "Đã họp xong, lập biên bản"
    ),
    SessionAction.CANCEL: Arrow(
        (S.PLANNED, S.INVITED), S.CANCELLED, KEEPER, SessionAction.CANCEL.label, "Không họp phiên"
    ),
}
SESSION_FLOW = Flow(initial=S.PLANNED, arrows=SESSION_ARROWS)

CASE_ARROWS = {
    CaseAction.SCHEDULE: Arrow(
        (C.WAITING,), C.SCHEDULED, KEEPER, CaseAction.SCHEDULE.label, "Đã xếp vào phiên họp"
    ),
    CaseAction.UNSCHEDULE: Arrow(
        (C.SCHEDULED,), C.WAITING, KEEPER, CaseAction.UNSCHEDULE.label, "Đã đưa khỏi phiên họp"
    ),
    CaseAction.OPEN: Arrow(
        (C.SCHEDULED,), C.VOTING, PRESIDER, CaseAction.OPEN.label, "Đã mở bỏ phiếu"
    ),
    CaseAction.SEND_OUT: Arrow(
        (C.WAITING,), C.VOTING, KEEPER, CaseAction.SEND_OUT.label, "Đã gửi phiếu lấy ý kiến"
    ),
    CaseAction.CLOSE: Arrow(
        (C.VOTING,), C.CLOSED, PRESIDER, CaseAction.CLOSE.label, "Đã đóng bỏ phiếu, có kết quả"
    ),
    CaseAction.PUT_OFF: Arrow(
        (C.SCHEDULED, C.VOTING), C.WAITING, PRESIDER, CaseAction.PUT_OFF.label, "Hội đồng để lại"
    ),
    CaseAction.DISSOLVE: Arrow(
        (C.WAITING,), C.DISSOLVED, KEEPER, CaseAction.DISSOLVE.label, "Không đưa ra Hội đồng"
    ),
}
CASE_FLOW = Flow(initial=C.WAITING, arrows=CASE_ARROWS)

SESSION_TONES = {
    S.PLANNED: "quiet",
    S.INVITED: "wait",
    S.UNDER_WAY: "info",
    S.CLOSED: "ok",
    S.CANCELLED: "quiet",
}
CASE_TONES = {
    C.WAITING: "wait",
    C.SCHEDULED: "quiet",
    C.VOTING: "info",
    C.CLOSED: "ok",
    C.DISSOLVED: "quiet",
}

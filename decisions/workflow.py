"""The map of a decision: state × step × right."""

from django.db.models import TextChoices

from decisions.enums import DecisionState as S
from nganam_awards.core.workflow import Arrow, Flow, Right


class DecisionAction(TextChoices):
    """Steps of a decision."""

    SUBMIT = "submit", "Trình Chủ tịch"
    RECALL = "recall", "Rút tờ trình"
    SEND_BACK = "send_back", "Trả lại với ý kiến"
    DISCARD = "discard", "Bỏ dự thảo"
    APPROVE = "approve", "Ký ban hành"
    ISSUE = "issue", "Ban hành"
    ENTER_NUMBER = "enter_number", "Vào số, ban hành"
    VOID = "void", "Hủy duyệt"
    DECLINE = "decline", "Không khen thưởng"


A = DecisionAction
OFFICER = Right("dossiers.appraise_any")
HOME_AFFAIRS_HEAD = Right("decisions.submit_decision")
CHAIRMAN = Right("decisions.approve_decision")
CLERICAL = Right("law.enter_number")

ARROWS = {
    A.SUBMIT: Arrow(
        (S.DRAFTED, S.RETURNED),
        S.SUBMITTED,
        HOME_AFFAIRS_HEAD,
        A.SUBMIT.label,
        "Phòng Nội vụ trình Chủ tịch",
    ),
    A.RECALL: Arrow(
        (S.SUBMITTED,), S.DRAFTED, HOME_AFFAIRS_HEAD, A.RECALL.label, "Phòng Nội vụ rút tờ trình"
    ),
    A.SEND_BACK: Arrow((S.SUBMITTED,), S.RETURNED, CHAIRMAN, A.SEND_BACK.label, "Chủ tịch trả lại"),
    A.DISCARD: Arrow(
        (S.DRAFTED, S.RETURNED), S.DISCARDED, OFFICER, A.DISCARD.label, "Đã bỏ dự thảo"
    ),
    A.APPROVE: Arrow(
        (S.SUBMITTED,), S.APPROVED, CHAIRMAN, A.APPROVE.label, "Chủ tịch duyệt", todo="Xem và ký"
    ),
    A.ISSUE: Arrow((S.APPROVED,), S.ISSUED, None, A.ISSUE.label, "Ban hành quyết định"),
    A.ENTER_NUMBER: Arrow(
        (S.APPROVED,), S.ISSUED, CLERICAL, A.ENTER_NUMBER.label, "Văn thư vào số, ban hành"
    ),
    A.VOID: Arrow((S.APPROVED,), S.SUBMITTED, CHAIRMAN, A.VOID.label, "Chủ tịch hủy duyệt"),
    A.DECLINE: Arrow(
        (S.SUBMITTED,), S.DECLINED, None, A.DECLINE.label, "Không còn ai được khen thưởng"
    ),
}
FLOW = Flow(initial=S.DRAFTED, arrows=ARROWS)

TONES = {
    S.DRAFTED: "info",
    S.SUBMITTED: "wait",
    S.RETURNED: "stop",
    S.APPROVED: "ok",
    S.ISSUED: "ok",
    S.DISCARDED: "stop",
    S.DECLINED: "stop",
}

"""The maps of an award plan and of its amendments: state × step × right.

Read by rules, triggers, buttons, timelines.
"""

from django.db.models import TextChoices

from campaigns.enums import AmendmentState as M, PlanState as S
from nganam_awards.core.workflow import Arrow, Flow, Right


class PlanAction(TextChoices):
    """Steps of an award plan."""

    HAND_OVER = "hand_over", "Chuyển thủ trưởng"
    TAKE_BACK = "take_back", "Lấy lại để sửa"
    SEND_BACK = "send_back", "Trả lại cán bộ"
    CONFIRM = "confirm", "Xác nhận và gửi"
    ASK_BACK = "ask_back", "Trả lại đơn vị"
    APPRAISE = "appraise", "Kết luận thẩm định"
    REFUSE = "refuse", "Không trình duyệt"
    RETURN = "return_plan", "Trả lại với ý kiến"
    APPROVE = "approve", "Duyệt kế hoạch"
    CLOSE = "close", "Kết thúc kế hoạch"
    CANCEL = "cancel", "Hủy kế hoạch"
    RECORD = "record", "Ghi nhận kế hoạch năm trước"


class AmendmentAction(TextChoices):
    """Steps of an amendment: those of a plan up to the Chairman's word, and two ways out."""

    HAND_OVER = "hand_over", "Chuyển thủ trưởng"
    TAKE_BACK = "take_back", "Lấy lại để sửa"
    SEND_BACK = "send_back", "Trả lại cán bộ"
    CONFIRM = "confirm", "Xác nhận và gửi"
    ASK_BACK = "ask_back", "Trả lại đơn vị"
    APPRAISE = "appraise", "Kết luận thẩm định"
    REFUSE = "refuse", "Không trình điều chỉnh"
    RETURN = "return_plan", "Trả lại với ý kiến"
    APPROVE = "approve", "Duyệt điều chỉnh"
    WITHDRAW = "withdraw", "Thôi điều chỉnh"
    LAPSE = "lapse", "Kết thúc cùng kế hoạch"


A = PlanAction
CLERK = Right("units.file_dossiers", on="campaign.organiser")
HEAD = Right("units.confirm_dossiers", on="campaign.organiser")
OFFICER = Right("campaigns.appraise_plan")
HOME_AFFAIRS_HEAD = Right("campaigns.refuse_plan")
CHAIRMAN = Right("campaigns.approve_plan")
KEEPER = Right("campaigns.manage_campaigns")

ARROWS = {
    A.HAND_OVER: Arrow(
        (S.DRAFT,),
        S.AWAITING_HEAD,
        CLERK,
        A.HAND_OVER.label,
        "Đã chuyển thủ trưởng",
        todo="Soạn kế hoạch",
    ),
    A.TAKE_BACK: Arrow(
        (S.AWAITING_HEAD,), S.DRAFT, CLERK, A.TAKE_BACK.label, "Cán bộ lấy lại để sửa"
    ),
    A.SEND_BACK: Arrow(
        (S.AWAITING_HEAD,), S.DRAFT, HEAD, A.SEND_BACK.label, "Thủ trưởng trả lại cán bộ"
    ),
    A.CONFIRM: Arrow(
        (S.AWAITING_HEAD,), S.SUBMITTED, HEAD, A.CONFIRM.label, "Thủ trưởng xác nhận và gửi"
    ),
    A.ASK_BACK: Arrow(
        (S.SUBMITTED,), S.DRAFT, OFFICER, A.ASK_BACK.label, "Phòng Nội vụ trả lại đơn vị"
    ),
    A.APPRAISE: Arrow(
        (S.SUBMITTED,),
        S.APPRAISED,
        OFFICER,
        A.APPRAISE.label,
        "Phòng Nội vụ thẩm định",
        todo="Thẩm định kế hoạch",
    ),
    A.REFUSE: Arrow(
        (S.SUBMITTED, S.APPRAISED),
        S.REFUSED,
        HOME_AFFAIRS_HEAD,
        A.REFUSE.label,
        "Phòng Nội vụ từ chối",
    ),
    A.RETURN: Arrow((S.APPRAISED,), S.DRAFT, CHAIRMAN, A.RETURN.label, "Chủ tịch trả lại"),
    A.APPROVE: Arrow(
        (S.APPRAISED,), S.APPROVED, CHAIRMAN, A.APPROVE.label, "Chủ tịch duyệt kế hoạch"
    ),
    A.CLOSE: Arrow((S.APPROVED,), S.CLOSED, OFFICER, A.CLOSE.label, "Đã kết thúc"),
    A.CANCEL: Arrow((S.APPROVED,), S.CANCELLED, CHAIRMAN, A.CANCEL.label, "Chủ tịch hủy kế hoạch"),
    # A plan of an earlier year that was approved on paper, entered from a list.
    A.RECORD: Arrow(
        (S.DRAFT,), S.CLOSED, KEEPER, A.RECORD.label, "Ghi nhận kế hoạch đã duyệt trên giấy"
    ),
}
FLOW = Flow(initial=S.DRAFT, arrows=ARROWS)

# colour and sign of a state on screen
TONES = {
    S.DRAFT: "info",
    S.AWAITING_HEAD: "wait",
    S.SUBMITTED: "info",
    S.APPRAISED: "info",
    S.APPROVED: "ok",
    S.CLOSED: "ok",
    S.REFUSED: "stop",
    S.CANCELLED: "stop",
}


M_A = AmendmentAction
AMENDING_CLERK = Right("units.file_dossiers", on="plan.campaign.organiser")
AMENDING_HEAD = Right("units.confirm_dossiers", on="plan.campaign.organiser")
AMENDMENT_ARROWS = {
    M_A.HAND_OVER: Arrow(
        (M.DRAFT,),
        M.AWAITING_HEAD,
        AMENDING_CLERK,
        M_A.HAND_OVER.label,
        "Đã chuyển thủ trưởng",
        todo="Soạn điều chỉnh",
    ),
    M_A.TAKE_BACK: Arrow(
        (M.AWAITING_HEAD,), M.DRAFT, AMENDING_CLERK, M_A.TAKE_BACK.label, "Cán bộ lấy lại để sửa"
    ),
    M_A.SEND_BACK: Arrow(
        (M.AWAITING_HEAD,), M.DRAFT, AMENDING_HEAD, M_A.SEND_BACK.label, "Thủ trưởng trả lại cán bộ"
    ),
    M_A.CONFIRM: Arrow(
        (M.AWAITING_HEAD,),
        M.SUBMITTED,
        AMENDING_HEAD,
        M_A.CONFIRM.label,
        "Thủ trưởng xác nhận và gửi",
    ),
    M_A.ASK_BACK: Arrow(
        (M.SUBMITTED,), M.DRAFT, OFFICER, M_A.ASK_BACK.label, "Phòng Nội vụ trả lại đơn vị"
    ),
    M_A.APPRAISE: Arrow(
        (M.SUBMITTED,),
        M.APPRAISED,
        OFFICER,
        M_A.APPRAISE.label,
        "Phòng Nội vụ thẩm định",
        todo="Thẩm định điều chỉnh",
    ),
    M_A.REFUSE: Arrow(
        (M.SUBMITTED, M.APPRAISED),
        M.REFUSED,
        HOME_AFFAIRS_HEAD,
        M_A.REFUSE.label,
        "Phòng Nội vụ từ chối",
    ),
    M_A.RETURN: Arrow((M.APPRAISED,), M.DRAFT, CHAIRMAN, M_A.RETURN.label, "Chủ tịch trả lại"),
    M_A.APPROVE: Arrow(
        (M.APPRAISED,), M.APPROVED, CHAIRMAN, M_A.APPROVE.label, "Chủ tịch duyệt điều chỉnh"
    ),
    M_A.WITHDRAW: Arrow(
        (M.DRAFT,), M.WITHDRAWN, AMENDING_CLERK, M_A.WITHDRAW.label, "Đơn vị thôi điều chỉnh"
    ),
    # The plan itself was closed or cancelled while this still lay in the unit.
    M_A.LAPSE: Arrow(
        (M.DRAFT, M.AWAITING_HEAD),
        M.WITHDRAWN,
        None,
        M_A.LAPSE.label,
        "Kế hoạch đã kết thúc hoặc bị hủy",
    ),
}
AMENDMENT_FLOW = Flow(initial=M.DRAFT, arrows=AMENDMENT_ARROWS)
AMENDMENT_TONES = {
    M.DRAFT: "info",
    M.AWAITING_HEAD: "wait",
    M.SUBMITTED: "info",
    M.APPRAISED: "info",
    M.APPROVED: "ok",
    M.REFUSED: "stop",
    M.WITHDRAWN: "quiet",
}

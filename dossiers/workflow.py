"""The maps of a dossier and of its nominations: state × step × right."""

from django.db.models import TextChoices

from dossiers.enums import DossierState as S, NominationState as N
from nganam_awards.core.workflow import STAYS, Arrow, Flow, Right


class DossierAction(TextChoices):
    """Steps of a dossier."""

    HAND_OVER = "hand_over", "Chuyển thủ trưởng"
    TAKE_BACK = "take_back", "Lấy lại để sửa"
    SEND_BACK = "send_back", "Trả lại cán bộ"
    CONFIRM = "confirm", "Xác nhận và nộp"
    RECALL = "recall", "Thu hồi hồ sơ"
    RECEIVE = "receive", "Tiếp nhận"
    REFUSE = "refuse", "Từ chối tiếp nhận"
    ASSIGN = "assign", "Phân công thẩm định"
    REASSIGN = "reassign", "Giao lại thẩm định"
    FINISH = "finish", "Kết luận thẩm định"
    REOPEN = "reopen", "Mở lại thẩm định"
    CONCLUDE = "conclude", "Có kết quả"
    DELIVER = "deliver", "Trả kết quả"
    WITHDRAW = "withdraw", "Rút hồ sơ"
    ASK_MORE = "ask_more", "Yêu cầu bổ sung"
    ANSWER = "answer", "Xác nhận và gửi bổ sung"
    STOP = "stop", "Dừng vì quá hạn bổ sung"
    APOLOGISE = "apologise", "Xin lỗi, hẹn lại ngày trả"


class NominationAction(TextChoices):
    """Steps of one line."""

    RECOMMEND = "recommend", "Đề nghị khen thưởng"
    NOT_RECOMMEND = "not_recommend", "Không đề nghị"
    RECONSIDER = "reconsider", "Xem xét lại"
    REMOVE = "remove", "Rút khỏi danh sách"
    SUBMIT = "submit", "Trình Chủ tịch"
    SET_ASIDE = "set_aside", "Đưa khỏi tờ trình"
    APPROVE = "approve", "Duyệt"
    DECLINE = "decline", "Không khen thưởng"
    ISSUE = "issue", "Ban hành"
    SUSPEND = "suspend", "Tạm dừng xét"
    RESUME = "resume", "Xét tiếp"
    STRIKE = "strike", "Chủ tịch không duyệt"
    VOID = "void", "Hủy duyệt"
    REVOKE = "revoke", "Hủy quyết định khen"
    QUESTION = "question", "Chủ tịch yêu cầu thẩm định lại"
    FORWARD = "forward", "Trình cấp trên"
    AWARD_ABOVE = "award_above", "Cấp trên khen thưởng"
    DECLINE_ABOVE = "decline_above", "Cấp trên không khen thưởng"
    FAIL_CASE = "fail_case", "Hội đồng không thông qua"


# Of these a unit is told; the other steps of lines, hundreds at once, are no message.
TOLD_LINE_STEPS = [
    NominationAction.SUSPEND,
    NominationAction.RESUME,
    NominationAction.STRIKE,
    NominationAction.REVOKE,
    NominationAction.FORWARD,
    NominationAction.AWARD_ABOVE,
    NominationAction.DECLINE_ABOVE,
    NominationAction.FAIL_CASE,
]


D = DossierAction
CLERK = Right("units.file_dossiers", on="unit")
HEAD = Right("units.confirm_dossiers", on="unit")
RECEIVER = Right("dossiers.receive")
ASSIGNER = Right("dossiers.assign")
OFFICER = Right("dossiers.appraise_any")
HOME_AFFAIRS_HEAD = Right("dossiers.assign")

# From where a supplement may be asked, and where its answer leads back to.
ASKS_MORE = (S.FILED, S.APPRAISING)
_IN_HOUSE = (S.FILED, S.RECEIVED, S.APPRAISING, S.APPRAISED, S.NEED_MORE)

DOSSIER_ARROWS = {
    D.HAND_OVER: Arrow(
        (S.DRAFT,),
        S.AWAITING_HEAD,
        CLERK,
        D.HAND_OVER.label,
        "Đã chuyển thủ trưởng",
        todo="Soạn tiếp",
    ),
    D.TAKE_BACK: Arrow(
        (S.AWAITING_HEAD,), S.DRAFT, CLERK, D.TAKE_BACK.label, "Cán bộ lấy lại để sửa"
    ),
    D.SEND_BACK: Arrow(
        (S.AWAITING_HEAD,), S.DRAFT, HEAD, D.SEND_BACK.label, "Thủ trưởng trả lại cán bộ"
    ),
    D.CONFIRM: Arrow(
        (S.AWAITING_HEAD,), S.FILED, HEAD, D.CONFIRM.label, "Thủ trưởng xác nhận và nộp"
    ),
    D.RECALL: Arrow((S.FILED,), S.DRAFT, HEAD, D.RECALL.label, "Đơn vị thu hồi hồ sơ"),
    D.RECEIVE: Arrow((S.FILED,), S.RECEIVED, RECEIVER, D.RECEIVE.label, "Tiếp nhận, cấp giấy hẹn"),
    D.REFUSE: Arrow((S.FILED,), S.REFUSED, RECEIVER, D.REFUSE.label, "Từ chối tiếp nhận"),
    D.ASSIGN: Arrow(
        (S.RECEIVED, S.APPRAISING),  # again: whoever has it cannot appraise it
        S.APPRAISING,
        ASSIGNER,
        D.ASSIGN.label,
        "Phân công thẩm định",
    ),
    D.REASSIGN: Arrow(  # the head's own reason; the desk moves, what was said of lines stays
        (S.APPRAISING,),
        S.APPRAISING,
        HOME_AFFAIRS_HEAD,
        D.REASSIGN.label,
        "Giao lại cho chuyên viên khác",
    ),
    D.FINISH: Arrow(
        (S.APPRAISING,),
        S.APPRAISED,
        OFFICER,
        D.FINISH.label,
        "Kết luận thẩm định",
        todo="Thẩm định tiếp",
    ),
    D.REOPEN: Arrow(
        (S.APPRAISED,), S.APPRAISING, HOME_AFFAIRS_HEAD, D.REOPEN.label, "Mở lại thẩm định"
    ),
    D.CONCLUDE: Arrow(
        (S.APPRAISED,), S.CONCLUDED, None, D.CONCLUDE.label, "Mọi đề nghị đã có kết quả"
    ),
    D.DELIVER: Arrow((S.CONCLUDED,), S.DELIVERED, OFFICER, D.DELIVER.label, "Đã trả kết quả"),
    D.WITHDRAW: Arrow(_IN_HOUSE, S.WITHDRAWN, HEAD, D.WITHDRAW.label, "Đơn vị rút hồ sơ"),
    D.ASK_MORE: Arrow(
        ASKS_MORE, S.NEED_MORE, OFFICER, D.ASK_MORE.label, "Phòng Nội vụ yêu cầu bổ sung"
    ),
    D.ANSWER: Arrow(
        (S.NEED_MORE,),
        ASKS_MORE,
        HEAD,
        D.ANSWER.label,
        "Thủ trưởng gửi bổ sung",
        todo="Xem và gửi bổ sung",
    ),
    D.STOP: Arrow((S.NEED_MORE,), S.STOPPED, None, D.STOP.label, "Dừng vì quá hạn bổ sung"),
    D.APOLOGISE: Arrow(
        (S.RECEIVED, S.APPRAISING, S.APPRAISED),  # while the clock runs
        STAYS,
        OFFICER,
        D.APOLOGISE.label,
        "Xin lỗi, hẹn lại ngày trả kết quả",
    ),
}
DOSSIER_FLOW = Flow(initial=S.DRAFT, arrows=DOSSIER_ARROWS)

A = NominationAction
UNIT_HEAD = Right("units.confirm_dossiers", on="dossier.unit")
VERDICT = Right("dossiers.appraise_any")
DECLINER = Right("dossiers.assign")
_OPEN = (N.PROPOSED, N.RECOMMENDED, N.NOT_RECOMMENDED, N.SUSPENDED)

NOMINATION_ARROWS = {
    A.RECOMMEND: Arrow(
        (N.PROPOSED, N.NOT_RECOMMENDED),
        N.RECOMMENDED,
        VERDICT,
        A.RECOMMEND.label,
        "Phòng Nội vụ đề nghị khen thưởng",
    ),
    A.NOT_RECOMMEND: Arrow(
        (N.PROPOSED, N.RECOMMENDED, N.NOT_RECOMMENDED),  # again: another reason
        N.NOT_RECOMMENDED,
        VERDICT,
        A.NOT_RECOMMEND.label,
        "Phòng Nội vụ không đề nghị",
    ),
    A.RECONSIDER: Arrow(
        (N.RECOMMENDED, N.NOT_RECOMMENDED), N.PROPOSED, VERDICT, A.RECONSIDER.label, "Xem xét lại"
    ),
    A.REMOVE: Arrow(_OPEN, N.REMOVED, UNIT_HEAD, A.REMOVE.label, "Rút khỏi danh sách"),
    A.SUBMIT: Arrow((N.RECOMMENDED,), N.WITH_CHAIRMAN, None, A.SUBMIT.label, "Trình Chủ tịch"),
    A.SET_ASIDE: Arrow(
        (N.WITH_CHAIRMAN,), N.RECOMMENDED, None, A.SET_ASIDE.label, "Đưa khỏi tờ trình"
    ),
    A.APPROVE: Arrow((N.WITH_CHAIRMAN,), N.DECIDED, None, A.APPROVE.label, "Chủ tịch duyệt"),
    A.ISSUE: Arrow((N.DECIDED,), N.AWARDED, None, A.ISSUE.label, "Đã khen thưởng"),
    A.DECLINE: Arrow(
        (N.NOT_RECOMMENDED,),
        N.DECLINED,
        DECLINER,
        A.DECLINE.label,
        "Không khen thưởng",
        todo="Kết thúc trường hợp không đề nghị",
    ),
    # Kỷ luật, thanh tra, đơn thư đang xác minh: the line waits, its dossier goes on without it.
    A.SUSPEND: Arrow(
        (N.PROPOSED, N.RECOMMENDED, N.WITH_CHAIRMAN),
        N.SUSPENDED,
        VERDICT,
        A.SUSPEND.label,
        "Tạm dừng xét",
    ),
    A.RESUME: Arrow((N.SUSPENDED,), N.PROPOSED, VERDICT, A.RESUME.label, "Xét tiếp"),
    A.STRIKE: Arrow(
        (N.WITH_CHAIRMAN,), N.DECLINED, None, A.STRIKE.label, "Chủ tịch không duyệt khen thưởng"
    ),
    A.VOID: Arrow((N.DECIDED,), N.WITH_CHAIRMAN, None, A.VOID.label, "Chủ tịch hủy duyệt"),
    A.REVOKE: Arrow((N.AWARDED,), N.REVOKED, None, A.REVOKE.label, "Hủy quyết định khen thưởng"),
    A.QUESTION: Arrow((N.RECOMMENDED,), N.PROPOSED, None, A.QUESTION.label, A.QUESTION.label),
    A.FORWARD: Arrow(
        (N.WITH_CHAIRMAN,), N.FORWARDED, None, A.FORWARD.label, "UBND thị xã trình cấp trên"
    ),
    A.AWARD_ABOVE: Arrow(
        (N.FORWARDED,), N.AWARDED_ABOVE, None, A.AWARD_ABOVE.label, A.AWARD_ABOVE.label
    ),
    A.DECLINE_ABOVE: Arrow(
        (N.FORWARDED,), N.DECLINED, None, A.DECLINE_ABOVE.label, A.DECLINE_ABOVE.label
    ),
    A.FAIL_CASE: Arrow(  # taken by whoever closes the vote of the Council
        (N.RECOMMENDED,), N.NOT_RECOMMENDED, None, A.FAIL_CASE.label, A.FAIL_CASE.label
    ),
}
NOMINATION_FLOW = Flow(initial=N.PROPOSED, arrows=NOMINATION_ARROWS)
# With which a line comes back before the officer.
BACK_TO_JUDGE = tuple(a for a, arrow in NOMINATION_ARROWS.items() if arrow.target == N.PROPOSED)

# Which counter of its quota row a line holds; states not named here hold no place.
COUNTER_OF = {
    N.PROPOSED: "proposed",
    N.RECOMMENDED: "recommended",
    N.WITH_CHAIRMAN: "with_chairman",
    N.DECIDED: "awarded",
    N.AWARDED: "awarded",
}
# A dossier whose lines all stand here has its result.
CLOSED_STATES = (N.AWARDED, N.DECLINED, N.REMOVED, N.REVOKED, N.AWARDED_ABOVE)
# No longer a wish for an award: no second one for the same deed is seen in these.
NO_LONGER_ASKED = (N.REMOVED, N.DECLINED, N.REVOKED)
# Nobody waits for these: they go on alone when the dossier has its result.
ALONE_STATES = (N.SUSPENDED, N.FORWARDED)
# A line may still be judged, joined to a decision or closed after these only by itself.
FINISHED_STATES = (S.APPRAISED, S.CONCLUDED, S.DELIVERED)
# Nothing more happens to a dossier here.
FINAL_STATES = (S.REFUSED, S.WITHDRAWN, S.STOPPED, S.DELIVERED)
# With one of these the office is done with a dossier (national codes 9, 8 and 3); each has one.
FINISHING_STEPS = (D.CONCLUDE, D.STOP, D.REFUSE)
# It ended before anybody had a result: the list is shown as it was filed.
ENDED_EARLY = (S.REFUSED, S.WITHDRAWN, S.STOPPED)

DOSSIER_TONES = {
    S.DRAFT: "quiet",
    S.AWAITING_HEAD: "wait",
    S.FILED: "info",
    S.RECEIVED: "info",
    S.APPRAISING: "info",
    S.APPRAISED: "ok",
    S.CONCLUDED: "ok",
    S.DELIVERED: "ok",
    S.NEED_MORE: "wait",
    S.REFUSED: "stop",
    S.WITHDRAWN: "quiet",
    S.STOPPED: "stop",
}
NOMINATION_TONES = {
    N.PROPOSED: "info",
    N.RECOMMENDED: "ok",
    N.NOT_RECOMMENDED: "stop",
    N.WITH_CHAIRMAN: "info",
    N.DECIDED: "ok",
    N.AWARDED: "ok",
    N.DECLINED: "stop",
    N.REMOVED: "quiet",
    N.SUSPENDED: "wait",
    N.REVOKED: "stop",
    N.FORWARDED: "info",
    N.AWARDED_ABOVE: "ok",
}

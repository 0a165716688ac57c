"""Words of decisions."""

from django.db.models import TextChoices


class DecisionKind(TextChoices):
    """A decision of the town, or its letter to the province about lines it may not decide."""

    AWARD = "award", "Quyết định khen thưởng"
    FORWARD = "forward", "Tờ trình cấp trên"


class LineOrder(TextChoices):
    """In which order the annex names people."""

    BY_NAME = "by_name", "Theo tên (thứ tự chữ cái tiếng Việt)"
    AS_FILED = "as_filed", "Theo thứ tự đơn vị đề nghị"


class ForwardOutcome(TextChoices):
    """What the higher authority answered about a forwarded line."""

    AWARDED = "awarded", "Được cấp trên khen thưởng"
    DECLINED = "declined", "Cấp trên không khen thưởng"


class EditedPart(TextChoices):
    """What of a decision's words Phòng Nội vụ may change."""

    REASON = "reason", "Thành tích chung"
    FUND = "fund", "Quỹ"
    FUND_LINE = "fund_line", "Nguồn tiền thưởng"
    LINE_ORDER = "line_order", "Thứ tự danh sách"
    ABOUT = "about", "Trích yếu"
    FIRST = "first", "Mở đầu Điều 1"
    MONEY = "money", "Điều 2, tiền thưởng"
    DUTY = "duty", "Điều 3, trách nhiệm thi hành"
    GROUNDS = "grounds", "Căn cứ thêm"
    RECIPIENTS = "recipients", "Nơi nhận"
    STANDARDS = "standards", "Tiêu chuẩn áp dụng"
    LETTER_NUMBER = "letter_number", "Số tờ trình"
    LETTER_ON = "letter_on", "Ngày tờ trình"


class DecisionState(TextChoices):
    """The state of a decision (quyết định)."""

    DRAFTED = "drafted", "Đang soạn"
    SUBMITTED = "submitted", "Đang trình Chủ tịch"
    RETURNED = "returned", "Chủ tịch trả lại"
    APPROVED = "approved", "Đã duyệt, chờ số"
    ISSUED = "issued", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"
    DECLINED = "declined", "Không khen thưởng"


# A decision that ended without an award; its lines are free for another one.
DEAD_STATES = [DecisionState.DISCARDED, DecisionState.DECLINED]
# What the Chairman sees: from submission on.
CHAIRMAN_STATES = [
    DecisionState.SUBMITTED,
    DecisionState.RETURNED,
    DecisionState.APPROVED,
    DecisionState.ISSUED,
    DecisionState.DECLINED,
]
# What văn thư sees: what waits for a number, and what has one.
NUMBERED_STATES = [DecisionState.APPROVED, DecisionState.ISSUED]
# The line-up may still be changed by Phòng Nội vụ.
EDITABLE_STATES = [DecisionState.DRAFTED, DecisionState.RETURNED]
# A draft paper can be printed again.
DRAFT_STATES = [*EDITABLE_STATES, DecisionState.SUBMITTED]

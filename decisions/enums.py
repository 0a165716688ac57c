"""Words of decisions."""

from django.db.models import TextChoices


class DecisionState(TextChoices):
    """Trạng thái quyết định."""

    DRAFTED = "drafted", "Đang soạn"
    SUBMITTED = "submitted", "Đang trình Chủ tịch"
    RETURNED = "returned", "Chủ tịch trả lại"
    APPROVED = "approved", "Đã duyệt, chờ số"
    ISSUED = "issued", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"


# A nomination stands in at most one decision that is none of the dead ones.
LIVE_STATES = [
    DecisionState.DRAFTED,
    DecisionState.SUBMITTED,
    DecisionState.RETURNED,
    DecisionState.APPROVED,
    DecisionState.ISSUED,
]
# What the Chairman sees: from submission on.
CHAIRMAN_STATES = [
    DecisionState.SUBMITTED,
    DecisionState.RETURNED,
    DecisionState.APPROVED,
    DecisionState.ISSUED,
]
# The line-up may still be changed by Phòng Nội vụ.
EDITABLE_STATES = [DecisionState.DRAFTED, DecisionState.RETURNED]
# A draft paper can be printed again.
DRAFT_STATES = [*EDITABLE_STATES, DecisionState.SUBMITTED]

"""Which sorts of letters there are."""

from django.db.models import TextChoices


class MailKind(TextChoices):
    """What a letter is about (loại thư); a person chooses by kind, but for what is required."""

    RESULT = "result", "Quyết định, kết quả, hồ sơ bị từ chối, dừng xử lý hoặc hẹn lại ngày"
    SUPPLEMENT = "supplement", "Phòng Nội vụ yêu cầu bổ sung hồ sơ"
    STEP = "step", "Hồ sơ, kế hoạch, quyết định liên quan có bước mới"
    TALK = "talk", "Lời trao đổi về hồ sơ"
    RECEIVE = "receive", "Nhắc hồ sơ chờ tiếp nhận, chờ phân công"
    APPRAISE = "appraise", "Nhắc hạn thẩm định"
    DUE_SOON = "due_soon", "Nhắc hồ sơ sắp đến hạn trả kết quả"
    OVERDUE = "overdue", "Nhắc hồ sơ quá hạn trả kết quả"
    UNIT = "unit", "Nhắc việc của đơn vị: xác nhận, bổ sung hồ sơ"
    PLAN = "plan", "Nhắc hạn gửi kế hoạch và hạn nộp hồ sơ theo kế hoạch"
    BY_HAND = "by_hand", "Phòng Nội vụ nhắc riêng"


# The office owes these to whoever they concern (TT 01/2018: bổ sung, từ chối, hẹn lại in writing).
REQUIRED_KINDS = (MailKind.RESULT, MailKind.SUPPLEMENT)
OPTIONAL_KINDS = tuple(kind for kind in MailKind if kind not in REQUIRED_KINDS)
# What the morning's digest says anyway: whoever has the digest gets no second letter of these.
DIGESTED_KINDS = (
    MailKind.RECEIVE,
    MailKind.APPRAISE,
    MailKind.DUE_SOON,
    MailKind.OVERDUE,
    MailKind.UNIT,
    MailKind.PLAN,
)

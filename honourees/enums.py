"""Words of the register (sổ khen thưởng)."""

from django.db.models import TextChoices


class AwardOrigin(TextChoices):
    """How an award came into the register."""

    PORTAL = "portal", "Quyết định ban hành trên cổng"
    PAST = "past", "Nhập từ danh sách các năm trước"
    OTHER = "other", "Khen thưởng nơi khác, có giấy tờ"


class RegistrationState(TextChoices):
    """How far the list of a unit's registered titles has come."""

    DRAFT = "draft", "Đang lập"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"


class RegistrationAction(TextChoices):
    """What was done with the list as a whole."""

    HAND_OVER = "hand_over", "Chuyển thủ trưởng"
    TAKE_BACK = "take_back", "Lấy lại để sửa"
    SEND_BACK = "send_back", "Trả lại cán bộ"
    CONFIRM = "confirm", "Xác nhận"
    REOPEN = "reopen", "Mở lại"


class PastStage(TextChoices):
    """How far a list of earlier years has come."""

    WAITING = "waiting", "Chờ kiểm tra"
    CHECKING = "checking", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra, chờ nhập"
    REFUSED = "refused", "Không đọc được"
    WRITING = "writing", "Đang ghi vào sổ"
    SAVED = "saved", "Đã nhập"

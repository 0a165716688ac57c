"""Words of the register (sổ khen thưởng)."""

from django.db.models import TextChoices


class AwardOrigin(TextChoices):
    """How an award came into the register."""

    PORTAL = "portal", "Quyết định ban hành trên cổng"
    PAST = "past", "Nhập từ danh sách các năm trước"
    OTHER = "other", "Khen thưởng nơi khác, có giấy tờ"


class PastStage(TextChoices):
    """How far a list of earlier years has come."""

    WAITING = "waiting", "Chờ kiểm tra"
    CHECKING = "checking", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra, chờ nhập"
    REFUSED = "refused", "Không đọc được"
    WRITING = "writing", "Đang ghi vào sổ"
    SAVED = "saved", "Đã nhập"

"""Words of the register (sổ khen thưởng)."""

from django.db.models import TextChoices


class AwardOrigin(TextChoices):
    """How an award came into the register."""

    PORTAL = "portal", "Quyết định ban hành trên cổng"
    PAST = "past", "Nhập từ danh sách các năm trước"
    OTHER = "other", "Khen thưởng nơi khác, có giấy tờ"

"""Who has a campaign's lines brought before the Council, and what stands against a day."""

from datetime import date

from campaigns.models import Campaign
from council.models import CampaignRule
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from units.models import User


def can_switch(user: User) -> bool:
    """The head of Phòng Nội vụ, and whoever manages the campaigns."""
    return user.has_perm("dossiers.assign") or user.has_perm("campaigns.manage_campaigns")


def can_view(user: User) -> bool:
    """Also those who prepare what comes before the Council."""
    return can_switch(user) or user.has_perm("council.keep")


def start_blockers(campaign: Campaign, starts_on: date) -> list[str]:
    """Why it is not asked from this day on."""
    if starts_on < clock.today():
        told = "Ngày đã qua: quyết định đã soạn không hỏi lại. Chọn từ hôm nay trở đi."
        return [About(told, "starts_on")]
    rows = CampaignRule.objects.filter(campaign=campaign.pk).overlapping(starts_on, None)
    return [
        About(f"Phong trào này đã lấy phiếu ý kiến {span(row)}. Chọn ngày khác.", "starts_on")
        for row in rows[:1]
    ]


def end_blockers(row: CampaignRule, ends_on: date) -> list[str]:
    """Why it does not end on this day: what was asked stays asked."""
    if ends_on < row.starts_on:
        told = f"Lấy phiếu ý kiến bắt đầu {row.starts_on:%d/%m/%Y}; chọn từ ngày đó."
        return [About(told, "ends_on")]
    if ends_on < clock.today():
        return [About("Ngày cuối không được trước hôm nay.", "ends_on")]
    return []


def span(row: CampaignRule) -> str:
    """«từ 20/11/2023 đến hết 25/11/2023»."""
    until = f" đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    return f"từ {row.starts_on:%d/%m/%Y}{until}"

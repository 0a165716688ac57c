"""A plan at a glance: what is allowed, to whom, until when, and who has the next word."""

from datetime import date
from typing import NamedTuple

from campaigns.enums import PlanState as S
from campaigns.models import AwardPlan
from campaigns.queries import window as window_queries
from campaigns.queries.year import standing


class Glance(NamedTuple):
    """The first thing a head of unit reads on the page."""

    sentence: str
    detail: str
    word: str
    tone: str


def glance(plan: AwardPlan, today: date) -> Glance | None:
    """Of a plan that left the unit; a draft says what it lacks instead.

    Reads what the page has loaded: places and participants.
    """
    places = plan.places or "chưa ghi chỉ tiêu"
    organiser = plan.campaign.organiser
    word, tone = standing(plan, today)
    match plan.state:
        case S.AWAITING_HEAD:
            detail = "Xem kỹ nội dung, tiêu chuẩn, chỉ tiêu rồi xác nhận để gửi Phòng Nội vụ."
            return Glance(
                f"{organiser.head_office} xem và xác nhận: đề nghị {places}.", detail, "", ""
            )
        case S.SUBMITTED:
            return Glance(
                f"{organiser.short_name} đề nghị {places}.",
                "Phòng Nội vụ đang thẩm định để trình Chủ tịch duyệt.",
                word,
                tone,
            )
        case S.APPRAISED:
            return Glance(
                f"{organiser.short_name} đề nghị {places}.",
                "Đã thẩm định, Chủ tịch quyết định; chưa đơn vị nào lập hồ sơ được.",
                word,
                tone,
            )
        case S.APPROVED:
            return Glance(f"{_who(plan)} được đề nghị {places}.", _until(plan, today), word, tone)
        case S.CLOSED:
            return Glance(
                f"Kế hoạch đã kết thúc: đã khen {plan.usage['awarded']} trong chỉ tiêu {places}.",
                "Không lập thêm hồ sơ theo kế hoạch này.",
                word,
                tone,
            )
    return None


def _who(plan: AwardPlan) -> str:
    others = len(plan.participants.all())
    organiser = plan.campaign.organiser.short_name
    return f"{organiser} và {others} đơn vị tham gia" if others else organiser


def _until(plan: AwardPlan, today: date) -> str:
    """«Nhận hồ sơ đến hết 30/11/2023, còn 10 ngày; còn 23 chỗ.»"""
    first, last = window_queries.opens_on(plan), window_queries.closes_on(plan)
    left = f"Còn {plan.usage['left']} chỗ chưa có ai được đề nghị."
    if today < first:
        return f"Nhận hồ sơ từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}. {left}"
    if today > last:
        return f"Đã hết hạn nhận hồ sơ từ ngày {last:%d/%m/%Y}. {left}"
    days = (last - today).days
    remaining = f"còn {days} ngày" if days else "hôm nay là ngày cuối"
    return f"Nhận hồ sơ đến hết {last:%d/%m/%Y}, {remaining}. {left}"

"""The filing window: when a unit may file under a plan, to the last second of its last day."""

from datetime import date

from campaigns.models import AwardPlan, FilingExtension
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from units.models import Unit


def opens_on(plan: AwardPlan) -> date:
    """First day of filing; a plan without a window is open all its review year."""
    return plan.filing_opens_on or date(plan.review_year, 1, 1)


def closes_on(plan: AwardPlan) -> date:
    """Last day of filing for everybody."""
    return plan.filing_closes_on or date(plan.review_year, 12, 31)


def extension_of(plan: AwardPlan, unit: Unit) -> FilingExtension | None:
    """What was granted to this unit last."""
    return plan.extensions.filter(unit=unit).order_by("-pk").first()


def closes_for(plan: AwardPlan, unit: Unit) -> date:
    """Last day of filing for this unit: its extension, where it reaches further."""
    extension = extension_of(plan, unit)
    last = closes_on(plan)
    return last if extension is None else max(last, extension.closes_on)


def blockers(plan: AwardPlan, unit: Unit) -> list[str]:
    """Why this unit cannot hand a dossier in today, with the days and what to do."""
    today, first, last = clock.today(), opens_on(plan), closes_for(plan, unit)
    if today < first:
        return [
            (
                f"Kế hoạch nhận hồ sơ từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}. "
                f"Bản nháp vẫn còn đây; chuyển đi từ ngày {first:%d/%m/%Y}."
            )
        ]
    if today > last:
        return [
            (
                f"Kế hoạch nhận hồ sơ đến hết ngày {last:%d/%m/%Y}. Bản nháp vẫn còn đây; "
                "nếu có lý do chính đáng, đề nghị Phòng Nội vụ gia hạn cho đơn vị."
            )
        ]
    return []


def day_blockers(review_year: int, **days: date | None) -> list[str]:
    """Why these days, by field, cannot bound the window: an award is asked in its year (R5)."""
    return [
        About(f"Ngày nhận hồ sơ {day:%d/%m/%Y} không thuộc năm xét {review_year}.", field)
        for field, day in days.items()
        if day is not None and day.year != review_year
    ]


def moved(day: date | None, year: int) -> date | None:
    """The same day of another year; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)

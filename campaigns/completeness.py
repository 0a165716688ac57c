"""What a plan still lacks before it may leave the unit (letter, point 1), as one list."""

from collections.abc import Iterator
from typing import NamedTuple

from campaigns.enums import INSIDE_THE_UNIT
from campaigns.exclusions import DECLARATIONS, LETTER
from campaigns.models import AwardPlan
from nganam_awards.core import clock


class Missing(NamedTuple):
    """One thing to do: the sentence, the part of the page, and the field where it is a form's."""

    text: str
    place: str
    field: str = ""


def missing(plan: AwardPlan) -> list[Missing]:
    """Everything at once, in the order of the page (R5, R10–R12)."""
    parts = (_words_and_days, _window, _purpose, _numbers, _file, _criteria, _standards)
    return [item for part in parts for item in part(plan)]


def _words_and_days(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.content.strip():
        yield Missing("Chưa ghi nội dung thi đua cụ thể.", "noi-dung", "content")
    if plan.review_on.year != plan.review_year:
        yield Missing(
            f"Ngày {plan.get_review_kind_display().lower()} {plan.review_on:%d/%m/%Y} "
            f"không thuộc năm xét {plan.review_year}.",
            "noi-dung",
            "review_on",
        )
    if plan.review_year < clock.today().year:
        yield Missing(
            f"Năm xét {plan.review_year} đã qua; kế hoạch chỉ được duyệt trong năm đó.",
            "noi-dung",
            "review_year",
        )


def _window(plan: AwardPlan) -> Iterator[Missing]:
    if plan.filing_opens_on is None:
        yield Missing("Chưa ghi ngày bắt đầu nhận hồ sơ.", "nhan-ho-so", "filing_opens_on")
    if plan.filing_closes_on is None:
        yield Missing("Chưa ghi ngày cuối nhận hồ sơ.", "nhan-ho-so", "filing_closes_on")
    elif plan.state in INSIDE_THE_UNIT and plan.filing_closes_on < clock.today():
        yield Missing(
            f"Ngày cuối nhận hồ sơ {plan.filing_closes_on:%d/%m/%Y} đã qua.",
            "nhan-ho-so",
            "filing_closes_on",
        )


def _purpose(plan: AwardPlan) -> Iterator[Missing]:
    for declaration in DECLARATIONS:
        answer = getattr(plan, declaration.field)
        if answer is None:
            yield Missing(f"Chưa trả lời: {declaration.question}", "muc-dich", declaration.field)
        elif answer:
            yield Missing(
                f"Anh/chị trả lời «Có» cho câu: {declaration.question} Công văn của Chủ tịch UBND "
                f"thị xã, điểm 1: «{LETTER}» {declaration.instead} Nếu chọn nhầm, sửa câu trả lời.",
                "muc-dich",
                declaration.field,
            )


def _numbers(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.quotas.all():
        yield Missing(
            "Thiếu chỉ tiêu số lượng khen thưởng cụ thể. "
            "Ghi rõ bao nhiêu tập thể, cá nhân, hộ gia đình.",
            "chi-tieu",
        )


def _file(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.files.all():
        yield Missing(
            "Chưa có tệp kế hoạch phát động đã ký. Tải tệp lên để Phòng Nội vụ thẩm định.",
            "tep-ke-hoach",
        )


def _criteria(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.criteria.all():
        yield Missing("Chưa có tiêu chí thi đua nào. Thêm ít nhất một tiêu chí.", "tieu-chi")


def _standards(plan: AwardPlan) -> Iterator[Missing]:
    quotas = plan.quotas.all()
    with_standard = {standard.award_type_id for standard in plan.standards.all()}
    lacking = {q.award_type.name for q in quotas if q.award_type_id not in with_standard}
    for name in sorted(lacking):
        yield Missing(f"Chưa có tiêu chuẩn cho {name}. Thêm ít nhất một tiêu chuẩn.", "tieu-chuan")
    if not quotas and not with_standard:
        yield Missing("Chưa có tiêu chuẩn khen thưởng. Thêm ít nhất một tiêu chuẩn.", "tieu-chuan")

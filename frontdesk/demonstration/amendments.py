"""Amendments of the demonstration year: one in force since June, one before the Chairman."""

from datetime import date

from campaigns.forms.step import AmendmentDeclarationForm
from campaigns.models import AwardPlan, PlanAmendment
from campaigns.queries.diff import place_of
from campaigns.services import amendment as amendment_services
from campaigns.services.amendment import AmendmentWords
from campaigns.transitions import amendment as amendment_transitions
from frontdesk.demonstration.desk import at
from law.enums import HonoureeKind
from units.models import User


def amend_countryside(plan: AwardPlan, people: dict[str, User]) -> None:
    """Ward 1 (Phường 1) gives two persons' places to households, in June."""
    at(date(2023, 6, 5), 9)
    amendment = _drafted(
        plan,
        reason="Sáp nhập khóm 3 và khóm 4 từ ngày 01/6/2023; nhiều hộ hiến đất hơn dự kiến.",
        content=f"{plan.content}\nMỗi khóm vận động ít nhất 3 hộ hiến đất mở rộng lộ giao thông.",
        limits={HonoureeKind.PERSON: 13, HonoureeKind.HOUSEHOLD: 6},
        by=people["canbo.phuong1"],
    )
    at(date(2023, 6, 6), 8)
    _send(amendment, clerk=people["canbo.phuong1"], head=people["lanhdao.phuong1"])
    at(date(2023, 6, 9), 14)
    amendment_transitions.appraise(
        amendment, by=people["chuyenvien"], note="Tổng chỉ tiêu không tăng."
    )
    at(date(2023, 6, 14), 10)
    amendment_transitions.approve(amendment, by=people["chutich"])


def amend_teaching(plan: AwardPlan, people: dict[str, User]) -> None:
    """The education office (GD&ĐT) asks for more places in November; it waits for the Chairman."""
    at(date(2023, 11, 7), 9)
    amendment = _drafted(
        plan,
        reason="Số tập thể đạt tiêu chuẩn năm học 2022–2023 nhiều hơn khi xây dựng kế hoạch.",
        content=plan.content,
        limits={HonoureeKind.COLLECTIVE: 8},
        by=people["canbo.gddt"],
    )
    _send(amendment, clerk=people["canbo.gddt"], head=people["lanhdao.gddt"])
    at(date(2023, 11, 15), 15)
    amendment_transitions.appraise(
        amendment, by=people["chuyenvien"], note="Có danh sách kèm biên bản họp xét."
    )


def _drafted(
    plan: AwardPlan, *, reason: str, content: str, limits: dict[str, int], by: User
) -> PlanAmendment:
    rows = plan.quotas.filter(unit=None, honouree_kind__in=limits)
    return amendment_services.start(
        plan,
        words=AmendmentWords(reason=reason, content=content, review_on=plan.review_on),
        limits={place_of(row): limits[row.honouree_kind] for row in rows},
        by=by,
    )


def _send(amendment: PlanAmendment, *, clerk: User, head: User) -> None:
    amendment_transitions.hand_over(amendment, by=clerk)
    amendment_transitions.confirm(amendment, by=head, declaration=AmendmentDeclarationForm.words)

"""What a plan itself says to each question of its appraisal sheet, and what of it gives doubt.

Nothing here decides: a doubt only brings its question to the top of the sheet.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from campaigns.enums import AppraisalItem
from campaigns.models import AwardPlan
from campaigns.queries import comparison as comparison_queries
from campaigns.queries.comparison import Earlier, Observation
from campaigns.queries.exclusion import DECLARATIONS
from campaigns.rules.purpose import Question
from law.enums import HonoureeKind


class Fact(NamedTuple):
    """One line of the plan beside a question: its words, what belongs to them, is it doubtful?"""

    text: str
    detail: str = ""
    is_doubtful: bool = False


class AppraisedPlan(NamedTuple):
    """The plan with what was looked up for it already."""

    plan: AwardPlan
    cutoff: date
    earlier: Iterable[Earlier]
    observations: Iterable[Observation]
    questions: Iterable[Question]


def facts_of(evidence: AppraisedPlan) -> dict[AppraisalItem, list[Fact]]:
    """For each item of the sheet what the plan says to it; reads loaded rows alone."""
    return {item: list(read(evidence)) for item, read in _READERS.items()}


def _theme(seen: AppraisedPlan) -> Iterator[Fact]:
    campaign = seen.plan.campaign
    yield Fact(campaign.name, f"Chủ đề: {campaign.theme}")
    for question in seen.questions:
        if question.ruling is None or question.is_confirmed:
            word = question.ruling.get_verdict_display() if question.ruling else "chưa có kết luận"
            yield Fact(f"«{question.finds[0].words}»", f"{question.exclusion.label}: {word}", True)
    for declaration in DECLARATIONS:
        answer = getattr(seen.plan, declaration.field)
        told = {None: "Chưa trả lời", True: "Có", False: "Không"}[answer]
        yield Fact(f"Đơn vị trả lời: {told}", declaration.question, answer is not False)


def _content(seen: AppraisedPlan) -> Iterator[Fact]:
    words = seen.plan.content
    if not any(sign.isdigit() for sign in words):
        yield Fact("Nội dung không có con số nào.", "", True)
    yield Fact(words or "Chưa ghi nội dung.", "", not words.strip())


def _criteria(seen: AppraisedPlan) -> Iterator[Fact]:
    rows = seen.plan.criteria.all()
    if not rows:
        yield Fact("Chưa có tiêu chí nào.", "", True)
    for row in rows:
        proofs = ["đo đếm được bằng con số"] if row.is_measurable else []
        if row.evidence:
            proofs.append(f"minh chứng: {row.evidence}")
        told = "; ".join(proofs) or "không ghi minh chứng, không đo đếm được bằng con số"
        yield Fact(row.text, f"{told[:1].upper()}{told[1:]}", not proofs)


def _standards(seen: AppraisedPlan) -> Iterator[Fact]:
    rows = sorted(seen.plan.standards.all(), key=lambda row: row.award_type.order)
    for award, same in groupby(rows, key=lambda row: row.award_type):
        for row in same:
            yield Fact(row.text, award.name)
    there = {row.award_type_id for row in rows}
    lacking = {q.award_type.name for q in seen.plan.quotas.all() if q.award_type_id not in there}
    for name in sorted(lacking):
        yield Fact(f"Chưa có tiêu chuẩn cho {name}.", "", True)


def _number(seen: AppraisedPlan) -> Iterator[Fact]:
    plan = seen.plan
    units = len(plan.participants.all()) + 1
    for observation in seen.observations:
        if observation.citation == comparison_queries.MASS:
            yield Fact(observation.text, "", True)
    totals: dict[tuple[str, str], int] = {}
    for row in plan.quotas.all():
        key = (row.award_type.name, row.honouree_kind)
        totals[key] = totals.get(key, 0) + row.limit
    for (award, kind), number in totals.items():
        yield Fact(f"{number} {HonoureeKind(kind).noun}", award)
    if not totals:
        yield Fact("Chưa có chỉ tiêu.", "", True)
    yield Fact(f"{units} đơn vị được lập hồ sơ", comparison_queries.line(plan, seen.earlier))


def _year(seen: AppraisedPlan) -> Iterator[Fact]:
    plan, cutoff = seen.plan, seen.cutoff
    if plan.submitted_on is not None:
        late = (plan.submitted_on - cutoff).days
        told = f"sau thời hạn {late} ngày" if late > 0 else "kịp thời hạn"
        yield Fact(
            f"Gửi ngày {plan.submitted_on:%d/%m/%Y}, {told}",
            f"Thời hạn đầu năm: {cutoff:%d/%m/%Y}",
            late > 0,
        )
    kind = plan.get_review_kind_display()
    yield Fact(f"{kind} ngày {plan.review_on:%d/%m/%Y}", f"Năm xét {plan.review_year}")


_READERS: dict[AppraisalItem, Callable[[AppraisedPlan], Iterator[Fact]]] = {
    AppraisalItem.THEME: _theme,
    AppraisalItem.CONTENT: _content,
    AppraisalItem.CRITERIA: _criteria,
    AppraisalItem.STANDARDS: _standards,
    AppraisalItem.NUMBER: _number,
    AppraisalItem.YEAR: _year,
}

"""A plan's appraisal sheet: what Phòng Nội vụ has answered, what keeps it off the Chairman.

One answer an item and submission: a plan that was returned and sent again is looked at anew.
"""

from collections.abc import Iterable
from typing import NamedTuple

from campaigns.enums import AppraisalItem
from campaigns.models import AppraisalAnswer, AwardPlan, PlanEvent
from campaigns.queries.lateness import Lateness, lateness_of
from campaigns.rules import plan as plan_rules
from campaigns.workflow import PlanAction
from nganam_awards.core import clock


# What to look at, beside each item; the words of the town's letter, point 1.
ASKS = {
    AppraisalItem.THEME: "Gương người tốt, việc tốt; điển hình tiên tiến; học tập và làm theo Bác; "
    "nhiệm kỳ đại hội.",
    AppraisalItem.CONTENT: "Nói rõ làm gì, ở đâu, ai làm; không chỉ nêu khẩu hiệu.",
    AppraisalItem.CRITERIA: "Mỗi tiêu chí có cách đo hoặc minh chứng.",
    AppraisalItem.STANDARDS: "Ai đạt đến mức nào thì được khen, theo từng hình thức.",
    AppraisalItem.NUMBER: "Bao nhiêu tập thể, cá nhân, hộ; vừa với quy mô phong trào.",
    AppraisalItem.YEAR: "Gửi kịp thời hạn đầu năm; gửi muộn thì Chủ tịch quyết định.",
}


class AppraisalLine(NamedTuple):
    """One item of the sheet with its answer."""

    item: AppraisalItem
    answer: AppraisalAnswer | None


def submission_of(plan: AwardPlan) -> PlanEvent | None:
    """The event by which the plan reached Phòng Nội vụ the last time."""
    return plan.events.filter(action=PlanAction.CONFIRM).order_by("-pk").first()


def lines(plan: AwardPlan) -> list[AppraisalLine]:
    """The sheet of the last submission, in the order in which it is read."""
    rows = AppraisalAnswer.objects.filter(submission=submission_of(plan)).select_related("by")
    known = {row.item: row for row in rows}
    return [AppraisalLine(item, known.get(item.value)) for item in AppraisalItem]


def newest(found: Iterable[AppraisalLine]) -> int:
    """What the page carries: the last answer that it showed (0: none)."""
    return max((line.answer.pk for line in found if line.answer), default=0)


def unmet(found: Iterable[AppraisalLine]) -> list[str]:
    """What to tell the organiser: each item that was found wanting, with why."""
    return [
        f"{line.item.label}: {line.answer.note}"
        for line in found
        if line.answer and not line.answer.is_met
    ]


def is_sent_late(plan: AwardPlan) -> bool:
    """Sent after the cut-off: only the Chairman may overlook it, so the sheet says it and goes."""
    late = lateness_of(plan, plan_rules.cutoff_of(plan), clock.today())
    return late is not None and late.kind == Lateness.SENT


def disagreement(plan: AwardPlan, item: str, *, is_met: bool) -> str:
    """Where an answer contradicts the days on record."""
    if item == AppraisalItem.YEAR and is_met and is_sent_late(plan):
        return (
            f"Kế hoạch gửi ngày {plan.submitted_on:%d/%m/%Y}, sau thời hạn "
            f"{plan_rules.cutoff_of(plan):%d/%m/%Y}: chọn «Chưa đạt» và ghi rõ. Kế hoạch vẫn trình "
            "được; Chủ tịch quyết định có chấp thuận gửi muộn không."
        )
    return ""


def blockers(plan: AwardPlan) -> list[str]:
    """Why the appraisal cannot be concluded: not all answered, or something unmet."""
    found = lines(plan)
    open_items = [line.item.label for line in found if line.answer is None]
    if open_items:
        return [
            f"Phiếu thẩm định còn {len(open_items)} nội dung chưa trả lời: {'; '.join(open_items)}."
        ]
    overlooked = {AppraisalItem.YEAR} if is_sent_late(plan) else set()
    wanting = unmet(line for line in found if line.item not in overlooked)
    if wanting:
        told = "; ".join(wanting).rstrip(".")
        return [f"Chưa đạt: {told}. Trả lại đơn vị để bổ sung, hoặc không trình duyệt."]
    return []

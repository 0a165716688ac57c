"""Writing the appraisal sheet of a plan, while it lies with Phòng Nội vụ."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns import appraisal, rules
from campaigns.appraisal import Line
from campaigns.models import AppraisalAnswer, AwardPlan
from campaigns.workflow import PlanAction
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused, Stale
from units.models import User


Answers = Mapping[str, tuple[bool, str]]  # item: (met, note)


def save_answers(
    plan: AwardPlan, answers: Answers, *, by: User, seen: int | None = None, shown: int = 0
) -> list[Line]:
    """Lưu phiếu thẩm định; an answer that stays as it was keeps its hand and hour.

    `seen` is the last step and `shown` the last answer that the page carried. Where a colleague
    answered the same item otherwise since, nothing is written and what he said is told.
    """
    with transaction.atomic():
        locked = workflow.lock(AwardPlan, plan.pk)
        _check(locked, by)
        submission = appraisal.submission_of(locked)
        if seen is not None and seen < submission.pk:
            raise Stale("Đơn vị đã gửi lại kế hoạch. Xem nội dung mới rồi thẩm định lại.")
        found = appraisal.lines(locked)
        changed = _changed(found, answers)
        if theirs := [line for line in changed if _is_theirs(line, by, shown)]:
            raise Stale(*(_told(line) for line in theirs))
        if odd := [
            words
            for line in changed
            if (words := appraisal.disagreement(locked, line.item, is_met=answers[line.item][0]))
        ]:
            raise Refused(*odd)
        AppraisalAnswer.objects.filter(
            submission=submission, item__in=[line.item for line in changed]
        ).delete()
        AppraisalAnswer.objects.bulk_create(
            AppraisalAnswer(
                plan=locked,
                submission=submission,
                item=line.item,
                is_met=answers[line.item][0],
                note=answers[line.item][1],
                by=by,
            )
            for line in changed
        )
        return appraisal.lines(locked)


def _check(plan: AwardPlan, by: User) -> None:
    if not by.has_perm("campaigns.appraise_plan"):
        raise PermissionDenied
    if not rules.can_take(by, PlanAction.APPRAISE, plan):
        raise Refused(
            f"Kế hoạch đang ở trạng thái «{plan.get_state_display()}» nên phiếu thẩm định không "
            "sửa được nữa. Tải lại trang để xem việc gì vừa xảy ra."
        )


def _changed(found: list[Line], answers: Answers) -> list[Line]:
    return [
        line
        for line in found
        if line.item in answers
        and (line.answer is None or (line.answer.is_met, line.answer.note) != answers[line.item])
    ]


def _is_theirs(line: Line, by: User, shown: int) -> bool:
    """Answered by a colleague after the page was opened."""
    return line.answer is not None and line.answer.pk > shown and line.answer.by_id != by.pk


def _told(line: Line) -> str:
    said = "đạt" if line.answer.is_met else f"chưa đạt ({line.answer.note})"
    return (
        f"{line.item.label}: {line.answer.by.full_name} vừa trả lời «{said}» sau khi anh/chị mở "
        "trang. Câu trả lời của anh/chị vẫn còn trên phiếu; lưu lại nếu giữ ý kiến của mình."
    )

"""What still hangs on a plan that somebody wants to close or cancel, in words."""

from typing import NamedTuple

from campaigns.enums import AmendmentState
from campaigns.models import AwardPlan, PlanAmendment
from nganam_awards.core.registry import plan_dependents


class Remaining(NamedTuple):
    """Lines without a result, lines that were awarded, dossiers that were never filed."""

    open_lines: int
    awarded: int
    drafts: int
    amendment: PlanAmendment | None


def remaining(plan: AwardPlan) -> Remaining:
    """Asked of the counters and, for what holds no place, of those who keep the lines."""
    rows = list(plan.quotas.all())
    counted = sum(row.proposed + row.recommended + row.with_chairman for row in rows)
    asked = [ask(plan) for ask in plan_dependents]
    return Remaining(
        open_lines=max([counted, *(lines for lines, _ in asked)]),
        awarded=sum(row.awarded + row.awarded_on_paper for row in rows),
        drafts=sum(drafts for _, drafts in asked),
        amendment=plan.amendments.open().first(),
    )


def close_blockers(left: Remaining) -> list[str]:
    """An amendment that has left the unit gets its answer first."""
    if left.amendment is None or left.amendment.is_in_unit:
        return []
    standing = left.amendment.get_state_display()
    answer = (
        "Chủ tịch duyệt hoặc trả lại"
        if left.amendment.state == AmendmentState.APPRAISED
        else "Phòng Nội vụ thẩm định, trả lại hoặc từ chối"
    )
    return [f"Bản điều chỉnh của kế hoạch đang ở trạng thái «{standing}». {answer} bản đó trước."]


def cancel_blockers(left: Remaining) -> list[str]:
    """Nothing open, nothing awarded: then a plan can be taken back as if it had not been."""
    found = []
    if left.open_lines:
        advice = (
            ""
            if left.awarded
            else " Chờ có kết quả rồi hủy, hoặc kết thúc kế hoạch để không nhận thêm hồ sơ."
        )
        found.append(f"Còn {left.open_lines} đề nghị đang xử lý theo kế hoạch này.{advice}")
    if left.awarded:
        found.append(
            f"Đã khen {left.awarded} trường hợp theo kế hoạch này nên không hủy được nữa; "
            "kế hoạch chỉ kết thúc được."
        )
    return found + close_blockers(left)


def consequences(left: Remaining) -> list[str]:
    """What becomes of the rest, told before the last word is said."""
    found = []
    if left.open_lines:
        found.append(
            f"Còn {left.open_lines} đề nghị đang xử lý: vẫn được xét và khen trong chỉ tiêu đã "
            "duyệt."
        )
    if left.drafts:
        found.append(f"{left.drafts} hồ sơ đơn vị đang soạn sẽ không nộp được nữa.")
    if left.amendment is not None and left.amendment.is_in_unit:
        found.append("Bản điều chỉnh đơn vị đang soạn kết thúc cùng kế hoạch.")
    return found

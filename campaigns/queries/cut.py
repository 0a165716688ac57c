"""Cuts of the quota (chỉ tiêu): the Chairman approves fewer places than were asked, never more."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from campaigns.models import AwardPlan, Quota
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.update import update_each
from nganam_awards.core.workflow import lock_many


class Cut(NamedTuple):
    """One row of places that was approved smaller than it was asked."""

    row: Quota
    asked: int
    limit: int

    @property
    def words(self) -> str:
        """«Giấy khen, cá nhân: đề nghị 15, duyệt 12»."""
        return told(self.row.label, self.asked, self.limit)


def told(label: str, asked: int, limit: int) -> str:
    """The sentence of a cut, on the plan, in the message and in the event."""
    return f"{label}: đề nghị {asked}, duyệt {limit}"


def blockers(rows: Iterable[Quota], limits: Mapping[int, int]) -> list[str]:
    """Why these figures cannot stand: more than asked, below nothing, or nothing left at all."""
    rows = list(rows)
    found = [
        f"{row.label}: đơn vị đề nghị {row.limit}, Chủ tịch chỉ duyệt bằng hoặc ít hơn."
        for row in rows
        if not 0 <= limits.get(row.pk, row.limit) <= row.limit
    ]
    if not found and rows and not any(limits.get(row.pk, row.limit) for row in rows):
        found.append(
            "Không còn chỉ tiêu nào được duyệt. Trả lại kế hoạch kèm ý kiến thay vì cắt hết."
        )
    return found


def made(rows: Iterable[Quota], limits: Mapping[int, int]) -> list[Cut]:
    """The rows that these figures make smaller."""
    return [
        Cut(row, row.limit, limits[row.pk])
        for row in rows
        if limits.get(row.pk, row.limit) < row.limit
    ]


def settle(plan: AwardPlan, limits: Mapping[int, int]) -> list[Cut]:
    """Write down what was asked and what is approved; gives the rows that were cut.

    Must run inside the step that approves, after the lock of the plan.
    """
    pks = list(plan.quotas.values_list("pk", flat=True))
    rows = lock_many(Quota, pks)
    if set(limits) - set(pks):
        raise Stale("Chỉ tiêu của kế hoạch vừa thay đổi. Xem lại số lượng rồi duyệt lại.")
    if reasons := blockers(rows, limits):
        raise Refused(*reasons)
    cut = made(rows, limits)
    for row in rows:
        row.asked = row.limit
        row.limit = limits.get(row.pk, row.limit)
    update_each(rows, ["asked", "limit"])
    return cut


def recorded(cut: Iterable[Cut]) -> list[dict]:
    """The cuts as the event of the approval keeps them."""
    return [
        {"quota": one.row.pk, "label": one.row.label, "asked": one.asked, "limit": one.limit}
        for one in cut
    ]

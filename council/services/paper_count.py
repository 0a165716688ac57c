"""What the counting team (tổ kiểm phiếu) found, entered before the vote is closed."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.models import CouncilCase, PaperCount
from council.queries.count import Roll
from council.rules import paper_count as paper_count_rules, session as session_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, saved
from nganam_awards.core.text import clean_line
from units.models import User


def enter(
    case: CouncilCase,
    *,
    team: list[str],
    issued: int,
    returned: int,
    valid: int,
    invalid: int,
    counts: Mapping[int, list[int]],
    by: User,
    seen: int | None = None,
) -> PaperCount:
    """Enters or, until the vote is closed, corrects the figures; sums that disagree are refused.

    `seen`: the `mark` of the figures that the page showed, 0 where there were none.
    """
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        if not session_rules.can_keep(by):
            raise PermissionDenied
        if blockers := paper_count_rules.open_blockers(locked):
            raise Refused(*blockers)
        roll, names = Roll(locked), [clean_line(name) for name in team]
        figures = {"issued": issued, "returned": returned, "valid": valid, "invalid": invalid}
        if blockers := paper_count_rules.count_blockers(roll, team=names, counts=counts, **figures):
            raise Refused(*blockers)
        there = PaperCount.objects.filter(case=locked).first()
        row, before = there or PaperCount(case=locked), there.mark if there else 0
        row.team, row.recorded_by, row.recorded_at = names, by, clock.now()
        for name, figure in figures.items():
            setattr(row, name, figure)
        row.counts = {str(line.pk): list(counts[line.pk]) for line in roll.lines}
        _stop_if_moved(row, before, seen)
        return saved(row)


def _stop_if_moved(row: PaperCount, before: int, seen: int | None) -> None:
    """Somebody else corrected the figures meanwhile; the same figures twice are once."""
    if seen is None or seen == before:
        return
    if row.mark == before:
        raise AlreadyDone("Kết quả kiểm phiếu này đã được ghi trước đó.")
    raise Stale(
        "Kết quả kiểm phiếu vừa được người khác ghi sau khi anh/chị mở trang. Các số anh/chị nhập "
        "còn nguyên bên dưới; so lại với biên bản kiểm phiếu rồi ghi nếu đúng."
    )

"""What the counting team (tổ kiểm phiếu) found, entered before the vote is closed."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.models import CouncilCase, PaperCount
from council.queries.count import Roll
from council.rules import paper_count as paper_count_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, saved
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
) -> PaperCount:
    """Enters or, until the vote is closed, corrects the figures; sums that disagree are refused."""
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        if not paper_count_rules.can_count(by, locked):
            raise PermissionDenied
        roll, names = Roll(locked), [clean_line(name) for name in team]
        figures = {"issued": issued, "returned": returned, "valid": valid, "invalid": invalid}
        if blockers := paper_count_rules.count_blockers(roll, team=names, counts=counts, **figures):
            raise Refused(*blockers)
        row = PaperCount.objects.filter(case=locked).first() or PaperCount(case=locked)
        row.team, row.recorded_by, row.recorded_at = names, by, clock.now()
        for name, figure in figures.items():
            setattr(row, name, figure)
        row.counts = {str(line.pk): list(counts[line.pk]) for line in roll.lines}
        return saved(row)

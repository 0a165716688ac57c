"""An officer recommends in spite of a provision (vẫn đề nghị): the reason of the verdict is kept.

One word of the form does both: whoever recommends such a line says why, and what was gone on in
spite of is written beside it; another word on the line takes that back.
"""

from collections.abc import Iterable

from dossiers.models import Nomination, Overruling
from dossiers.rules.eligibility.finding import Finding
from nganam_awards.core import clock
from units.models import User


LONGEST_TOLD = 600


def write(
    lines: Iterable[Nomination],
    findings: dict[int, list[Finding]],
    reasons: dict[int, str],
    *,
    by: User,
) -> None:
    """A row for everything that these lines were recommended in spite of, in one statement."""
    Overruling.objects.bulk_create(
        Overruling(
            nomination=line,
            key=one.key,
            part=one.part,
            reason=reasons[line.pk],
            told=one.text[:LONGEST_TOLD],
            by=by,
        )
        for line in lines
        for one in findings.get(line.pk, ())
        if one.is_failed and one.can_overrule
    )


def take_back(lines: Iterable[Nomination]) -> None:
    """These lines have another word now: what was said in spite counts no more."""
    rows = Overruling.objects.filter(nomination__in=[line.pk for line in lines])
    rows.filter(taken_back_at=None).update(taken_back_at=clock.now())

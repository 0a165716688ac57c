"""The quota (chỉ tiêu) on which a line-up draws, and where it asks for more than there is."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from campaigns.models import Quota
from decisions.queries.lineup import LineUp


class Places(NamedTuple):
    """A row of places as the Chairman weighs it: approved, awarded, with him now.

    `here` are names of this very decision that hold no place of the awarded yet: once he has
    approved it, they do.
    """

    label: str
    limit: int
    awarded: int
    with_chairman: int
    here: int
    recommended: int = 0
    proposed: int = 0

    @property
    def left(self) -> int:
        """Places nobody holds once he has signed what lies before him."""
        return self.limit - self.awarded - self.with_chairman

    @property
    def over(self) -> int:
        """How many names of this very decision find no place."""
        return min(max(self.awarded + self.here - self.limit, 0), self.here)


def drawn_by(lineup: LineUp) -> list[Places]:
    """The rows of the plan on which this line-up draws."""
    return drawn_by_all({lineup.decision.pk: lineup})[lineup.decision.pk]


def drawn_by_all(lineups: Mapping[int, LineUp]) -> dict[int, list[Places]]:
    """The same for a page of decisions, in one query."""
    drawn = {pk: _asked(lineup) for pk, lineup in lineups.items()}
    rows = list(Quota.objects.filter(pk__in=set().union(*drawn.values())).for_meter())
    return {
        pk: [
            Places(row.label, row.limit, row.awarded, row.with_chairman, counts[row.pk])
            for row in rows
            if row.pk in counts
        ]
        for pk, counts in drawn.items()
    }


def _asked(lineup: LineUp) -> Counter[int]:
    asked = Counter()
    for line in lineup.nominations:
        if line.quota_id:
            asked[line.quota_id] += line.counter != "awarded"
    return asked


def crowded(rows: list[Places]) -> list[str]:
    """What stands against an approval today: more names than places."""
    return [
        f"{row.label}: chỉ tiêu {row.limit}, đã khen {row.awarded}, quyết định này {row.here}; "
        f"vượt {row.over}."
        for row in rows
        if row.over
    ]

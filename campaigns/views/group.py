"""Places of a plan as its clerk wrote them: one line an award and kind of honouree."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.models import Quota
from law.enums import HonoureeKind
from law.models import AwardType


# As the kinds stand in addresses.
SLUGS = {
    "tap-the": HonoureeKind.COLLECTIVE,
    "ca-nhan": HonoureeKind.PERSON,
    "ho-gia-dinh": HonoureeKind.HOUSEHOLD,
}


@dataclass(frozen=True)
class QuotaGroup:
    """All rows of one award and kind: the total is their sum, nothing is stored twice."""

    award_type: AwardType
    kind: HonoureeKind
    rows: tuple[Quota, ...]

    @property
    def slug(self) -> str:
        """The kind in the address."""
        return next(slug for slug, kind in SLUGS.items() if kind == self.kind)

    @property
    def total(self) -> int:
        """How many may be honoured."""
        return sum(row.limit for row in self.rows)

    @property
    def shares(self) -> list[Quota]:
        """Rows that single units have for themselves."""
        return [row for row in self.rows if row.unit_id]

    @property
    def rest(self) -> int:
        """What all share."""
        return sum(row.limit for row in self.rows if not row.unit_id)

    @property
    def label(self) -> str:
        """For a screen reader and a heading."""
        return f"{self.award_type.name}, {self.kind.noun}"


def groups_of(rows: Iterable[Quota]) -> list[QuotaGroup]:
    """The rows by award and kind, in the order in which they come."""
    found: dict[tuple[int, str], list[Quota]] = {}
    for row in rows:
        found.setdefault((row.award_type_id, row.honouree_kind), []).append(row)
    return [
        QuotaGroup(rows[0].award_type, HonoureeKind(kind), tuple(rows))
        for (_, kind), rows in found.items()
    ]

"""Places as people read them: one meter an award and kind of honouree, its shares under it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from campaigns.models import AwardPlan, Quota
from campaigns.queries.quota import COUNTERS


@dataclass
class Meter:
    """How many were approved, are on their way, were awarded, are left."""

    label: str
    limit: int = 0
    proposed: int = 0
    recommended: int = 0
    with_chairman: int = 0
    awarded: int = 0
    own: int | None = None  # lines told apart from all others, who alone are counted above
    asked: int | None = None  # what the organiser asked, where the Chairman approved fewer
    shares: list["Meter"] = field(default_factory=list)

    @property
    def held(self) -> int:
        """Places taken by lines on their way and by awards."""
        return self.proposed + self.recommended + self.with_chairman + self.awarded

    @property
    def left(self) -> int:
        """Places nobody holds; below zero when more is proposed than was approved."""
        return self.limit - self.held - (self.own or 0)

    def add(self, row: Quota) -> None:
        """Count one more row."""
        self.limit += row.limit
        for counter in COUNTERS:
            setattr(self, counter, getattr(self, counter) + getattr(row, counter))
        if row.asked is not None and (self.asked is not None or row.asked != row.limit):
            self.asked = (self.asked or self.limit - row.limit) + row.asked


def beside(rows: Iterable[Quota], lines: Iterable[tuple[int | None, str | None]]) -> list[Meter]:
    """The rows with some lines told apart: what all others hold, and what these take.

    A line is the key of the row it draws on, and the counter in which that row has it already
    (None: in none yet, as long as nobody filed it).
    """
    own, counted = Counter(), Counter()
    for quota_id, counter in lines:
        own[quota_id] += 1
        counted[quota_id, counter] += 1
    found = []
    for row in rows:
        meter = Meter(row.label, row.limit, own=own[row.pk])
        for counter in COUNTERS:
            setattr(meter, counter, getattr(row, counter) - counted[row.pk, counter])
        found.append(meter)
    return found


def meters(plan: AwardPlan) -> list[Meter]:
    """The plan's places in the order of its decisions. Rows come from `plan.quotas`, once."""
    return of_rows(sorted(plan.quotas.all(), key=Quota.reading_order))


def of_rows(rows: Iterable[Quota]) -> list[Meter]:
    """One meter an award and kind; where units have shares of their own, each under it."""
    found: dict[tuple[int, str], tuple[Meter, list[Quota]]] = {}
    for row in rows:
        kind = row.get_honouree_kind_display().lower()
        key = (row.award_type_id, row.honouree_kind)
        label = f"{row.award_type.name}, {kind}"
        meter, parts = found.setdefault(key, (Meter(label), []))
        meter.add(row)
        parts.append(row)
    for meter, parts in found.values():
        if any(part.unit_id for part in parts):
            meter.shares = [_share(part) for part in parts]
    return [meter for meter, _ in found.values()]


def _share(row: Quota) -> Meter:
    share = Meter(row.unit.short_name if row.unit_id else "Dùng chung")
    share.add(row)
    return share

"""What an amendment changes: figures row by row, words paragraph by paragraph, days.

Figures are more than a diff: who draws on a row, its floor, rows that stay. So they are
paired here, on rows as well as on a snapshot, and not by `documents.diff`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from campaigns.models import AmendedQuota, AwardPlan, PlanAmendment, Quota
from campaigns.models.quota import place_label
from nganam_awards.documents import diff
from nganam_awards.documents.diff import ParagraphDiff
from nganam_awards.documents.version import Versions


DAYS = ("review_on", "filing_opens_on", "filing_closes_on")
VERSIONS = Versions()  # of the snapshot


@dataclass(frozen=True)
class PlaceOfPlan:
    """Which row of a plan: award × kind of honouree × unit with a share (None: the common rest)."""

    award_type_id: int
    honouree_kind: str
    unit_id: int | None


@dataclass(frozen=True)
class Figure:
    """One row of places: what it was, what it becomes. None: there is no such row."""

    label: str
    old: int | None
    new: int | None
    quota: Quota | None = None

    @property
    def is_changed(self) -> bool:
        """A row that was not there and gets nothing is no change."""
        return (self.old or 0) != (self.new or 0)

    @property
    def by(self) -> int:
        """How many places more; below zero: fewer."""
        return (self.new or 0) - (self.old or 0)

    @property
    def sign(self) -> str:
        """«+3», «−2»; nothing where nothing changes."""
        return f"{'+' if self.by > 0 else '−'}{abs(self.by)}" if self.is_changed else ""

    @property
    def holding(self) -> str:
        """Who draws on the row now: «đã khen 9, đang trình 4, đang đề nghị 2»."""
        if self.quota is None:
            return ""
        asked = self.quota.proposed + self.quota.recommended
        parts = (
            ("đã khen", self.quota.awarded),
            ("đang trình Chủ tịch", self.quota.with_chairman),
            ("đang đề nghị", asked),
        )
        return ", ".join(f"{words} {number}" for words, number in parts if number)

    @property
    def floor(self) -> int:
        """The fewest places the row may have: what is awarded or with the Chairman stays."""
        return self.quota.awarded + self.quota.with_chairman if self.quota else 0

    @property
    def word(self) -> str:
        """What happens to the row, said without colour."""
        if not self.is_changed:
            return "Giữ nguyên"
        if not self.old:
            return "Thêm mới"
        if not self.new:
            return "Thôi khen"
        return "Tăng" if self.by > 0 else "Giảm"


class Day(NamedTuple):
    """One day of the plan."""

    label: str
    old: date | None
    new: date | None

    @property
    def is_changed(self) -> bool:
        return self.old != self.new

    @property
    def told(self) -> str:
        """«05/12/2023 → 15/12/2023»."""
        return " → ".join(f"{day:%d/%m/%Y}" if day else "không ghi" for day in (self.old, self.new))


@dataclass(frozen=True)
class AmendmentDiff:
    """Everything an amendment changes, for the page and for the step that asks whether it does."""

    figures: list[Figure]
    paragraphs: list[ParagraphDiff]
    days: list[Day]

    @property
    def has_new_words(self) -> bool:
        return any(paragraph.status != diff.KEPT for paragraph in self.paragraphs)

    @property
    def has_new_days(self) -> bool:
        return any(day.is_changed for day in self.days)

    @property
    def is_empty(self) -> bool:
        has_new_figures = any(figure.is_changed for figure in self.figures)
        return not (has_new_figures or self.has_new_words or self.has_new_days)

    @property
    def total_before(self) -> int:
        """Places of the whole plan as it was."""
        return sum(figure.old or 0 for figure in self.figures)

    @property
    def total_after(self) -> int:
        """Places of the whole plan as it becomes."""
        return sum(figure.new or 0 for figure in self.figures)


def place_of(row: Quota | AmendedQuota) -> PlaceOfPlan:
    """The row's place in its plan."""
    return PlaceOfPlan(row.award_type_id, row.honouree_kind, row.unit_id)


def snapshot(plan: AwardPlan, quotas: Iterable[Quota]) -> dict:
    """Content, days and figures of a plan as they stand, to be kept for good."""
    words = {
        "content": plan.content,
        **{name: day.isoformat() if (day := getattr(plan, name)) else None for name in DAYS},
        "quotas": [
            {
                **vars(place_of(row)),
                "award": row.award_type.name,
                "unit": row.unit.short_name if row.unit else "",
                "limit": row.limit,
                "awarded": row.awarded,
                "with_chairman": row.with_chairman,
            }
            for row in quotas
        ],
    }
    return VERSIONS.stamped(words)


def snapshot_of(amendment: PlanAmendment) -> dict:
    """What was in force when the amendment ended; empty while it is open."""
    return VERSIONS.read(amendment.before) if amendment.before else {}


def of(amendment: PlanAmendment) -> AmendmentDiff:
    """Against the plan in force; once it ended, against what was in force then."""
    if amendment.before is not None:
        rows = {place_of(row): row for row in amendment.quotas.for_meter()}
        return _from_snapshot(snapshot_of(amendment), rows, amendment)
    plan = amendment.plan
    figures = [
        Figure(row.label, None if quota is None else quota.limit, row.limit, quota)
        for quota, row in side_by_side(plan, amendment)
    ]
    old_days = {name: getattr(plan, name) for name in DAYS}
    return AmendmentDiff(
        figures, diff.paragraphs(plan.content, amendment.content), _days(old_days, amendment)
    )


def side_by_side(
    plan: AwardPlan, amendment: PlanAmendment | None
) -> list[tuple[Quota | None, Quota | AmendedQuota]]:
    """Each row of the plan with what it becomes, then what only the amendment has."""
    new = {} if amendment is None else {place_of(r): r for r in amendment.quotas.for_meter()}
    pairs = [(quota, new.pop(place_of(quota), quota)) for quota in plan.quotas.for_meter()]
    return pairs + [(None, row) for row in new.values()]


def since(amendment: PlanAmendment, plan: AwardPlan) -> AmendmentDiff:
    """What has become of a plan since what was in force before an amendment."""
    rows = {place_of(row): row for row in plan.quotas.all()}
    return _from_snapshot(snapshot_of(amendment), rows, plan)


def _from_snapshot(
    kept: dict, new: dict[PlaceOfPlan, Quota | AmendedQuota], present: AwardPlan | PlanAmendment
) -> AmendmentDiff:
    figures = []
    for was in kept["quotas"]:
        row = new.pop(PlaceOfPlan(was["award_type_id"], was["honouree_kind"], was["unit_id"]), None)
        label = place_label(was["award"], was["honouree_kind"], was["unit"])
        figures.append(Figure(label, was["limit"], was["limit"] if row is None else row.limit))
    figures += [Figure(row.label, None, row.limit) for row in new.values()]
    old_days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in DAYS}
    return AmendmentDiff(
        figures, diff.paragraphs(kept["content"], present.content), _days(old_days, present)
    )


def _days(old: dict[str, date | None], present: AwardPlan | PlanAmendment) -> list[Day]:
    labels = {name: AwardPlan._meta.get_field(name).verbose_name for name in DAYS}
    return [Day(labels[name], old[name], getattr(present, name)) for name in DAYS]

"""The parts of a dossier: which papers a procedure asks, by the regime of a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import F

from law.enums import DossierPart, PartNeed
from law.models import ChecklistItem
from law.queries.regime import rule_set_on
from law.queries.stamp import kept


_ORDER = {part: place for place, part in enumerate(DossierPart.values)}


class Asked(NamedTuple):
    """One paper of a dossier: the strictest row that asks it, and for which awards it must be."""

    item: ChecklistItem
    required_by: frozenset[int]  # awards; empty where nothing requires it or no award is asked yet

    @property
    def part(self) -> str:
        """Which paper."""
        return self.item.part


def union_on(day: date, category: str, award_type_ids: Iterable[int]) -> list[Asked]:
    """Papers of a dossier that asks these awards together; required where one requires it."""
    rows = _rows(day, category)
    asked: dict[str, Asked] = {}
    for award in sorted(set(award_type_ids)) or [None]:
        for item in _procedure(rows, award):
            known = asked.get(item.part, Asked(item, frozenset()))
            by = {award} - {None} if item.is_required else set()
            strictest = item if item.is_required and not known.item.is_required else known.item
            asked[item.part] = Asked(strictest, known.required_by | by)
    return in_order(asked.values())


def in_order(asked: Iterable[Asked]) -> list[Asked]:
    """As the office lists its papers."""
    return sorted(asked, key=lambda one: _ORDER[one.part])


@kept
def _rows(day: date, category: str) -> list[ChecklistItem]:
    rows = ChecklistItem.objects.valid_on(day).filter(
        rule_set=rule_set_on(day).rule_set, category=category
    )
    return list(rows.order_by(F("award_type").asc(nulls_last=True), "order", "valid_from"))


def _procedure(rows: list[ChecklistItem], award_type_id: int | None) -> list[ChecklistItem]:
    own = [row for row in rows if award_type_id and row.award_type_id == award_type_id]
    newest = {row.part: row for row in own or [r for r in rows if r.award_type_id is None]}
    return [row for row in newest.values() if row.need != PartNeed.NOT_ASKED]

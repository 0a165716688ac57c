"""Bodies through time: who went on with whose work, and what each was called on a day.

Awards and dossiers stay with the body that existed then; a page of the body of today asks here
whose they are as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from units.models import FormerName, Unit, UnitSuccession


def predecessors(units: Iterable[int | Unit], day: date | None = None) -> dict[int, set[int]]:
    """{unit: ids of the bodies it came from, and of those they had come from}; one query.

    With a day: as it stands then; a succession that starts later is none yet.
    """
    came_from: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in _pairs(day):
        came_from[new].add(old)
    return _closure(units, came_from)


def successors(units: Iterable[int | Unit], day: date | None = None) -> dict[int, set[int]]:
    """{unit: ids of the bodies that went on with its work, and of those after them}; one query."""
    went_on: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in _pairs(day):
        went_on[old].add(new)
    return _closure(units, went_on)


def with_predecessors(units: Iterable[int | Unit], day: date | None = None) -> set[int]:
    """Ids of these bodies and of all they came from: «của phường Ngã Năm, kể cả Phường 1»."""
    keys = {_key(unit) for unit in units}
    return keys.union(*predecessors(keys, day).values())


class PastNames:
    """What bodies were called, whatever day is asked; one query, however many bodies and days."""

    def __init__(self, units: Iterable[int | Unit]) -> None:
        rows = FormerName.objects.filter(unit__in={_key(unit) for unit in units})
        self._former: defaultdict[int, list[FormerName]] = defaultdict(list)
        for row in rows.order_by("until", "pk"):
            self._former[row.unit_id].append(row)

    def on(self, unit: Unit, day: date | None) -> str:
        """The name that a paper of that day has: today's where no day is known."""
        if day is not None:
            for row in self._former[unit.pk]:
                if day <= row.until:
                    return row.name
        return unit.name


def names_on(units: Iterable[Unit], day: date) -> dict[int, str]:
    """{unit: what it was called on that day}; one query."""
    units = list(units)
    past = PastNames(units)
    return {unit.pk: past.on(unit, day) for unit in units}


def name_on(unit: Unit, day: date) -> str:
    """The same for one body."""
    return names_on([unit], day)[unit.pk]


class Chapter(NamedTuple):
    """One change in the life of a body: from which day, what, with which bodies, by which paper."""

    on: date | None
    words: str
    units: tuple[Unit, ...] = ()
    note: str = ""


def history(unit: Unit) -> list[Chapter]:
    """The life of a body as far as the portal knows it, from its beginning; three queries."""
    begun = [Chapter(unit.valid_from, "Thành lập")] if unit.valid_from else []
    renamed = [
        Chapter(row.until + timedelta(days=1), f"Đổi tên; trước đây là {row.name}", (), row.basis)
        for row in unit.former_names.order_by("until")
    ]
    came_from = unit.took_over.select_related("old").order_by("starts_on", "old__sort_key")
    went_on = unit.successions.select_related("new").order_by("starts_on", "new__sort_key")
    taken = _chapters("Kế thừa", [(row, row.old) for row in came_from])
    given = _chapters("Nay là", [(row, row.new) for row in went_on])
    ended = []
    if unit.valid_to and not given:
        ended = [Chapter(unit.valid_to, "Ngày cuối cùng hoạt động, không có đơn vị kế thừa")]
    life = sorted([*begun, *renamed, *taken], key=lambda chapter: chapter.on)
    return [*life, *ended, *given]


def _chapters(words: str, rows: list[tuple[UnitSuccession, Unit]]) -> list[Chapter]:
    """Those of one day, kind and paper together: «Kế thừa Phường 1, Phường 2»."""
    together: defaultdict[tuple[date, str, str], list[Unit]] = defaultdict(list)
    for row, other in rows:
        together[row.starts_on, row.get_kind_display(), row.basis].append(other)
    return [
        Chapter(day, words, tuple(units), "; ".join(filter(None, (kind, basis))))
        for (day, kind, basis), units in together.items()
    ]


def _pairs(day: date | None) -> list[tuple[int, int]]:
    """All successions there are: a town has some dozens, and what leads to what is asked whole."""
    rows = UnitSuccession.objects.order_by()
    if day is not None:
        rows = rows.filter(starts_on__lte=day)
    return list(rows.values_list("old_id", "new_id"))


def _closure(units: Iterable[int | Unit], steps: Mapping[int, set[int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for unit in {_key(unit) for unit in units}:
        reached, edge = set(), {unit}
        while edge:
            edge = set().union(*(steps.get(one, ()) for one in edge)) - reached - {unit}
            reached |= edge
        found[unit] = reached
    return found


def _key(unit: int | Unit) -> int:
    return unit.pk if isinstance(unit, Unit) else unit

"""Ratio caps: a title of which there may be only so many for each other title of the same year.

Grass-roots emulation fighters (CSTĐCS) are at most 15 % of the advanced workers (LĐTT) awarded for
that merit year (NĐ 91/2017 Đ.9 k.3), over a unit, a cluster or the whole town. Rows are locked and
counted like places; the limit is never stored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection

from campaigns.models import RatioCap
from campaigns.queries.quota import COUNTERS
from law.figures import RatioBase
from law.queries import regime as regime_queries
from law.queries.regime import RatioRule
from nganam_awards.core.refusals import Refused
from nganam_awards.core.update import update_each
from nganam_awards.core.workflow import lock_many
from units.models import Unit


class CapMove(NamedTuple):
    """One line between two counters, with what decides on which caps it counts."""

    award_type_id: int
    merit_year: int
    unit: Unit
    old: str | None
    new: str | None


class CapReading(NamedTuple):
    """One cap as it stands: the row, the rule that limits it, over whom it counts."""

    cap: RatioCap
    rule: RatioRule

    @property
    def limit(self) -> int:
        """How many there may be for what was awarded of the base title, in integers."""
        return self.cap.base_awarded * self.rule.percent // 100

    @property
    def place(self) -> str:
        """The unit, the cluster or the town, as a sentence names it."""
        if self.cap.unit_id:
            return self.cap.unit.short_name
        return self.cap.cluster.name if self.cap.cluster_id else "toàn thị xã"

    @property
    def label(self) -> str:
        return f"{self.cap.award_type.name} {self.cap.merit_year}, {self.place}"

    @property
    def basis(self) -> str:
        """The base and the numbers: «40 Lao động tiên tiến đã khen, 15 % là 6»."""
        return self.basis_with(0)

    def basis_with(self, own: int) -> str:
        """The same where `own` of the base stand in the very decision that asks."""
        base, title = self.cap.base_awarded, self.cap.base_award_type.name
        counted = f"{base} {title} đã khen"
        if own:
            counted = f"{base} {title} ({base - own} đã khen, {own} của quyết định này)"
        return f"{counted}, {self.rule.percent} % là {self.limit}"

    @property
    def held(self) -> int:
        """Titles asked for and awarded together."""
        return sum(getattr(self.cap, counter) for counter in COUNTERS)


class CapExceeded(Refused):
    """More of the title than the ratio allows; carries what the sentence was made of."""

    def __init__(self, told: list[tuple[CapReading, int, int]]) -> None:
        self.readings = [(reading, more) for reading, more, _ in told]
        super().__init__(
            *(
                f"{reading.label}: {reading.basis_with(own)}; đã khen {reading.cap.awarded}, "
                f"quyết định này thêm {more} ({reading.rule.citation})."
                for reading, more, own in told
            )
        )


def move(moves: Iterable[CapMove]) -> None:
    """Move lines between the counters of the caps they touch, and the bases that caps stand on.

    Locks the rows in key order, after the places; must run inside the transaction that moves the
    nominations. Raises CapExceeded when more would be awarded than the base allows, the lines of
    this very call included on both sides. Losing a base never fails: the meter says it.
    """
    moves = [one for one in moves if one.old != one.new]
    deltas, rules = _deltas(moves)
    rows = {row.pk: row for row in lock_many(RatioCap, deltas)}
    for pk, row in rows.items():
        for counter in (*COUNTERS, "base_awarded"):
            setattr(row, counter, getattr(row, counter) + deltas[pk][counter])
    full = [pk for pk in rows if deltas[pk]["awarded"] > 0 and _is_over(rows[pk], rules[pk])]
    if full:
        _refuse(full, deltas, rules)
    update_each(rows.values(), [*COUNTERS, "base_awarded"])


def readings(merit_year: int, units: Iterable[Unit]) -> list[CapReading]:
    """The caps on which lines of these units count for the year, those that exist already."""
    found = []
    for rule in _rules_of(merit_year):
        keys = {_key(rule, merit_year, unit) for unit in units}
        rows = RatioCap.objects.filter(award_type=rule.award_type, merit_year=merit_year)
        rows = rows.select_related("award_type", "base_award_type", "unit", "cluster")
        found += [CapReading(row, rule) for row in rows.order_by("pk") if _key_of(row) in keys]
    return found


def counted(lines: Iterable[tuple[CapMove, int]]) -> dict[tuple, Counter]:
    """What every cap should say, from all lines as they stand: {key: counters}."""
    found: defaultdict[tuple, Counter] = defaultdict(Counter)
    lines = list(lines)
    by_year = {year: _rules_of(year) for year in {one.merit_year for one, _ in lines}}
    for one, times in lines:
        for rule in by_year[one.merit_year]:
            for counter, change in _changes(one, rule).items():
                found[_key(rule, one.merit_year, one.unit)][counter] += change * times
    return found


def differences(counted: dict[tuple, Counter]) -> list[tuple[str, str, int, int]]:
    """(cap, counter, stored, counted) wherever a stored cap says something else."""
    rows = RatioCap.objects.select_related("award_type", "unit", "cluster").order_by("pk")
    stored = {_key_of(row): row for row in rows}
    nothing = RatioCap()
    return [
        (_name_of(key, stored), counter, getattr(row, counter), said[counter])
        for key in [*stored, *(key for key in counted if key not in stored)]
        for row, said in [(stored.get(key, nothing), counted.get(key, Counter()))]
        for counter in (*COUNTERS, "base_awarded")
        if getattr(row, counter) != said[counter]
    ]


def hold() -> None:
    """Nobody moves between the caps until the commit; whoever moved has committed."""
    _lock_table("EXCLUSIVE")


def put(counted: dict[tuple, Counter]) -> None:
    """Write what every cap should say, rows made where there are none. Call under `hold`.

    More awarded than the base now allows is no error: it was right when it was decided, and the
    meter says it.
    """
    known = {_key_of(row) for row in RatioCap.objects.all()}
    by_year = {year: _rules_of(year) for year in {key[1] for key in counted}}
    bases = {
        (rule.award_type.pk, year): rule.base_award_type
        for year, rules in by_year.items()
        for rule in rules
    }
    RatioCap.objects.bulk_create(
        RatioCap(
            award_type_id=key[0],
            base_award_type=bases[key[:2]],
            merit_year=key[1],
            unit_id=key[2],
            cluster_id=key[3],
        )
        for key in counted
        if key not in known
    )
    rows = list(RatioCap.objects.all())
    for row in rows:
        for counter in (*COUNTERS, "base_awarded"):
            setattr(row, counter, counted.get(_key_of(row), Counter())[counter])
    update_each(rows, [*COUNTERS, "base_awarded"])


def _lock_table(mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{RatioCap._meta.db_table}" IN {mode} MODE')


def _name_of(key: tuple, stored: dict[tuple, RatioCap]) -> str:
    row = stored.get(key)
    if row is None:
        return f"Tỷ lệ tối đa chưa có dòng {key}"
    base = row.unit or row.cluster or "toàn thị xã"
    return f"Tỷ lệ tối đa · {row} · {base}"


def _deltas(moves: list[CapMove]) -> tuple[dict[int, Counter], dict[int, RatioRule]]:
    """What changes on which row, rows made where there are none yet."""
    deltas: defaultdict[int, Counter] = defaultdict(Counter)
    rules: dict[int, RatioRule] = {}
    known: dict[tuple, int] = {}
    touched = regime_queries.ratio_award_ids() if moves else set()
    concerned = [one for one in moves if one.award_type_id in touched]
    if not concerned:
        return deltas, rules
    _lock_table("ROW EXCLUSIVE")  # the rules and clusters read from here on stay until the commit
    units = Unit.objects.in_bulk({one.unit.pk for one in concerned})
    by_year = {year: _rules_of(year) for year in {one.merit_year for one in concerned}}
    for one in concerned:
        for rule in by_year[one.merit_year]:
            if not (changes := _changes(one, rule)):
                continue
            key = _key(rule, one.merit_year, units[one.unit.pk])
            if key not in known:
                known[key] = _row(key, rule)
            rules[known[key]] = rule
            deltas[known[key]].update(changes)
    return deltas, rules


def _changes(one: CapMove, rule: RatioRule) -> Counter:
    """How this line changes the counters of a cap by this rule; empty where it does not."""
    changes: Counter = Counter()
    if one.award_type_id == rule.award_type.pk:
        changes[one.old] -= 1
        changes[one.new] += 1
        del changes[None]
    elif one.award_type_id == rule.base_award_type.pk:
        changes["base_awarded"] += (one.new == "awarded") - (one.old == "awarded")
    return Counter({name: change for name, change in changes.items() if change})


def _rules_of(merit_year: int) -> list[RatioRule]:
    """Ratios go by the year of merit, whatever the day of the decision."""
    try:
        return regime_queries.ratio_rules(date(merit_year, 12, 31))
    except Refused:  # a year before the catalogue begins has no cap
        return []


def _key(rule: RatioRule, merit_year: int, unit: Unit) -> tuple:
    """Over whom the line counts. A body outside every cluster counts by itself."""
    of_cluster = rule.base == RatioBase.CLUSTER and unit.cluster_id
    of_unit = rule.base == RatioBase.UNIT or (rule.base == RatioBase.CLUSTER and not of_cluster)
    return (
        rule.award_type.pk,
        merit_year,
        unit.pk if of_unit else None,
        unit.cluster_id if of_cluster else None,
    )


def _key_of(row: RatioCap) -> tuple:
    return (row.award_type_id, row.merit_year, row.unit_id, row.cluster_id)


def _row(key: tuple, rule: RatioRule) -> int:
    award_type, merit_year, unit, cluster = key
    row, _ = RatioCap.objects.get_or_create(
        award_type_id=award_type,
        merit_year=merit_year,
        unit_id=unit,
        cluster_id=cluster,
        defaults={"base_award_type": rule.base_award_type},
    )
    return row.pk


def _is_over(row: RatioCap, rule: RatioRule) -> bool:
    return row.awarded > row.base_awarded * rule.percent // 100


def _refuse(full: list[int], deltas: dict[int, Counter], rules: dict[int, RatioRule]) -> None:
    """With what stands in the row now; the base already counts this decision's own lines."""
    rows = RatioCap.objects.filter(pk__in=full).select_related(
        "award_type", "base_award_type", "unit", "cluster"
    )
    told = []
    for row in rows.order_by("pk"):
        row.base_awarded += deltas[row.pk]["base_awarded"]
        own = deltas[row.pk]["base_awarded"]
        told.append((CapReading(row, rules[row.pk]), deltas[row.pk]["awarded"], own))
    raise CapExceeded(told)

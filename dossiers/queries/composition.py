"""Composition (cơ cấu): who is proposed, who was honoured, counted; never a decision.

One reading for every screen, sheet and paper: the lines in hand are counted here, what was awarded
is counted by the database. The letter asks to favour small collectives, direct workers and forces
(domain: R8, R9); these figures say how a list stands to it, with the year before beside.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from dossiers.enums import NominationState, NomineeGroup
from dossiers.models import Dossier, Nomination
from dossiers.queries import edition as edition_queries, honouree as honouree_queries
from dossiers.workflow import ENDED_EARLY
from honourees.models.honouree import Gender
from honourees.queries import record as record_queries
from law.enums import HonoureeKind, counted
from nganam_awards.core.money import grouped
from nganam_awards.core.text import fold


NAMED = 10  # repeat laureates told by name; the rest are counted
LETTER = "Công văn của UBND thị xã về thi đua, khen thưởng"
FAVOURED = (
    "Chú trọng tập thể nhỏ, người trực tiếp lao động, lực lượng vũ trang, dân quân, công an, "
    "bảo vệ dân phố; tránh khen thưởng tràn lan."
)


class GroupShare(NamedTuple):
    """«12/30 (40 %)»: so many of so many, by whole numbers, halves upward."""

    label: str
    count: int
    whole: int

    @property
    def percent(self) -> int:
        """Of a hundred; nothing of nothing is none."""
        return (200 * self.count + self.whole) // (2 * self.whole) if self.whole else 0

    def __str__(self) -> str:
        if not self.whole:
            return "–"
        return f"{grouped(self.count)}/{grouped(self.whole)} ({self.percent} %)"


class Laureate(NamedTuple):
    """Who was honoured by the town the year before as well: a name, and which years."""

    name: str
    kind: str
    years: tuple[int, ...]  # of the town's awards, without a gap, the newest first


@dataclass(frozen=True)
class Composition:
    """Honourees by group; two titles are one honouree. What was not stated is counted apart."""

    persons: int = 0
    collectives: int = 0
    households: int = 0
    leaders: int = 0
    direct: int = 0
    forces: int = 0
    ungrouped: int = 0  # persons of whom no group was said
    women: int = 0
    unsexed: int = 0  # persons of whom neither «Ông» nor «Bà» was said
    small: int = 0
    unsized: int = 0  # collectives of which it was not said
    first: int = 0
    repeated: int = 0  # honoured by the town the year before
    thrice: int = 0  # in both years before
    named: tuple[Laureate, ...] = field(default=(), compare=False)

    @property
    def everybody(self) -> int:
        """All honourees."""
        return self.persons + self.collectives + self.households

    @property
    def counted(self) -> str:
        """«4 tập thể, 30 cá nhân»."""
        kinds = (HonoureeKind.PERSON, HonoureeKind.COLLECTIVE, HonoureeKind.HOUSEHOLD)
        numbers = dict(zip(kinds, (self.persons, self.collectives, self.households), strict=True))
        return counted(numbers)

    @property
    def groups(self) -> list[GroupShare]:
        """The groups of persons."""
        people = self.persons
        return [
            GroupShare("Lãnh đạo, quản lý", self.leaders, people),
            GroupShare("Trực tiếp công tác", self.direct, people),
            GroupShare("Lực lượng ở cơ sở", self.forces, people),
            GroupShare("Chưa ghi nhóm", self.ungrouped, people),
        ]

    @property
    def shares(self) -> list[GroupShare]:
        """Every part out of its whole, always in this order."""
        people, bodies, everybody = self.persons, self.collectives, self.everybody
        return [
            *self.groups,
            GroupShare("Nữ", self.women, people),
            GroupShare("Chưa ghi ông, bà", self.unsexed, people),
            GroupShare("Tập thể nhỏ", self.small, bodies),
            GroupShare("Tập thể chưa ghi nhóm", self.unsized, bodies),
            GroupShare("Khen lần đầu", self.first, everybody),
            GroupShare("Được khen năm trước", self.repeated, everybody),
            GroupShare("Được khen cả hai năm trước", self.thrice, everybody),
        ]

    @property
    def unnamed(self) -> int:
        """Repeat laureates beyond those told by name."""
        return self.repeated - len(self.named)


class YearsBeside(NamedTuple):
    """A list now, what was awarded the year before, and whose year that was."""

    now: Composition
    last: Composition
    year: int
    whose: str  # «Phường 1», «phong trào», «toàn thị xã»

    @property
    def rows(self) -> list[tuple[str, GroupShare, GroupShare]]:
        """(label, now, the year before); a part that is asked of nobody takes no line."""
        pairs = zip(self.now.shares, self.last.shares, strict=True)
        return [
            (one.label, one, other)
            for one, other in pairs
            if one.count or other.count or (one.whole and one.label not in _WHERE_THERE)
        ]


# Told only of somebody: what was not stated, and what few are.
_WHERE_THERE = {
    "Chưa ghi nhóm",
    "Chưa ghi ông, bà",
    "Tập thể chưa ghi nhóm",
    "Được khen cả hai năm trước",
}


class Line(NamedTuple):
    """A nominee as far as it is counted."""

    honouree_kind: str
    full_name: str
    birth_year: int | None
    birth_date: date | None
    gender: str
    group: str
    honouree_id: int | None
    unit_id: int


class _Years(NamedTuple):
    """When the register knows an honouree to have been honoured before."""

    every: frozenset[int]
    town: frozenset[int]


_NEVER = _Years(frozenset(), frozenset())
COLUMNS = (  # of a nomination, as `Line` has them
    *("honouree_kind", "full_name", "birth_year", "birth_date", "gender", "group"),
    *("honouree_id", "dossier__unit_id"),
)
NOT_ASKED = (NominationState.REMOVED,)


def lines_of(dossier: Dossier) -> list[Line]:
    """The list of a dossier as its reader may see it; one query."""
    rows = dossier.nominations.all() if dossier.state in ENDED_EARLY else _on_list(dossier)
    kept = edition_queries.lines_of(dossier, list(rows.as_filed()))
    return [told_of(line, dossier.unit_id) for line in kept]


def _on_list(dossier: Dossier):
    return dossier.nominations.on_list()


def told_of(line: Nomination, unit_id: int) -> Line:
    """A loaded line as it is counted."""
    return Line(
        line.honouree_kind,
        line.full_name,
        line.birth_year,
        line.birth_date,
        line.gender,
        line.group,
        line.honouree_id,
        unit_id,
    )


def read_lines(rows) -> Iterator[Line]:
    """Lines of many dossiers, columns alone."""
    return (Line(*row) for row in rows.order_by("pk").values_list(*COLUMNS))


def of_lines(lines: Iterable[Line], year: int) -> Composition:
    """Counts the lines in hand; two queries, for what the register knows before `year`."""
    people = _people(_settled(lines))
    return _count(people, _earlier(people, year), year)


def _settled(lines: Iterable[Line]) -> list[Line]:
    """The same lines, each by its main record, so that merged records are one; one question."""
    lines = list(lines)
    mains = record_queries.mains_of(line.honouree_id for line in lines)
    if not mains:
        return lines
    return [
        line._replace(honouree_id=mains.get(line.honouree_id, line.honouree_id)) for line in lines
    ]


def groups_of(lines: Iterable[Line]) -> list[GroupShare]:
    """The groups in which somebody stands, without a question; empty: no unit said any."""
    people = _people(lines)
    found = _count(people, [_NEVER] * len(people), 0)
    if found.ungrouped == found.persons:
        return []
    return [share for share in found.groups if share.count]


def of_dossiers(dossiers: Collection[Dossier]) -> dict[int, Composition]:
    """{dossier: composition} for a list; three questions, and one more for each year beyond."""
    ended = [dossier.pk for dossier in dossiers if dossier.state in ENDED_EARLY]
    rows = Nomination.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
    rows = rows.filter(~Q(state=NominationState.REMOVED) | Q(dossier__in=ended)).order_by("pk")
    found = rows.values_list("dossier_id", *COLUMNS)
    keys, told = [pk for pk, *_ in found], _settled(Line(*line) for _, *line in found)
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for pk, line in zip(keys, told, strict=True):
        lines[pk].append(line)
    of_year: defaultdict[int, list[int]] = defaultdict(list)
    for dossier in dossiers:
        of_year[dossier.merit_year].append(dossier.pk)
    found = {}
    for year, keys in of_year.items():
        people = {key: _people(lines[key]) for key in keys}
        earlier = iter(_earlier([line for key in keys for line in people[key]], year))
        for key in keys:
            found[key] = _count(people[key], [next(earlier) for _ in people[key]], year)
    return found


def _people(lines: Iterable[Line]) -> list[Line]:
    """Each honouree once: the first line that says a group, a form of address, a record."""
    by_unit: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_unit[line.unit_id].append(line)
    found: dict[Hashable, Line] = {}
    for unit, rows in by_unit.items():
        for key, line in zip(_keys_of(unit, rows), rows, strict=True):
            same = found.setdefault(key, line)
            if same is not line:
                found[key] = Line(
                    same.honouree_kind,
                    same.full_name,
                    same.birth_year or line.birth_year,
                    same.birth_date or line.birth_date,
                    same.gender or line.gender,
                    same.group or line.group,
                    same.honouree_id or line.honouree_id,
                    same.unit_id,
                )
    return list(found.values())


def _keys_of(unit: int, rows: list[Line]) -> list[Hashable]:
    """Whose each line of a unit is.

    A record settles it: two of one name and year may be two people, a person may stand in the lists
    of two units. Only a line without one is known by its name.
    """
    records = [line.honouree_id for line in rows]
    if all(records):
        return records
    whose = honouree_queries.who_of(rows)
    known: dict[Hashable, int] = {}
    for who, record in zip(whose, records, strict=True):
        if record:
            known.setdefault(who, record)
    return [
        record or known.get(who) or (unit, who) for who, record in zip(whose, records, strict=True)
    ]


def _count(people: list[Line], earlier: list[_Years], year: int) -> Composition:
    persons = [line for line in people if line.honouree_kind == HonoureeKind.PERSON]
    bodies = [line for line in people if line.honouree_kind == HonoureeKind.COLLECTIVE]
    groups = [line.group for line in persons]
    genders = [line.gender for line in persons]
    small = sum(line.group == NomineeGroup.SMALL for line in bodies)
    again = [(line, had) for line, had in zip(people, earlier, strict=True) if year - 1 in had.town]
    return Composition(
        persons=len(persons),
        collectives=len(bodies),
        households=len(people) - len(persons) - len(bodies),
        leaders=groups.count(NomineeGroup.LEADER),
        direct=groups.count(NomineeGroup.DIRECT),
        forces=groups.count(NomineeGroup.FORCES),
        ungrouped=groups.count(""),
        women=genders.count(Gender.FEMALE),
        unsexed=genders.count(""),
        small=small,
        unsized=len(bodies) - small,
        first=sum(not had.every for had in earlier),
        repeated=len(again),
        thrice=sum(year - 2 in had.town for _, had in again),
        named=tuple(
            sorted(
                (
                    Laureate(line.full_name, line.honouree_kind, _unbroken(had.town, year))
                    for line, had in again
                ),
                key=lambda one: -len(one.years),
            )[:NAMED]
        ),
    )


def _unbroken(years: Collection[int], year: int) -> tuple[int, ...]:
    """The years before without a gap, the newest first."""
    found = []
    while year - 1 - len(found) in years:
        found.append(year - 1 - len(found))
    return tuple(found)


# The record that the unit settled on; where it did not, those of this name born alike, and where a
# year of birth is not known, of this unit. A record stands for whatever was merged with it.
_EARLIER = """
    WITH asked AS (
        SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::int[], %s::bigint[],
            %s::bigint[]) AS a (place, name, kind, born, unit, record)
    ), met AS (
        SELECT a.place, coalesce(h.main_id, h.id) AS record
        FROM asked a JOIN honourees_honouree h ON h.id = a.record
        UNION
        SELECT a.place, coalesce(h.main_id, h.id)
        FROM asked a JOIN honourees_honouree h ON h.name_fold = a.name
        WHERE a.record IS NULL AND h.kind = a.kind
            AND (h.birth_year = a.born
                OR (h.unit_id = a.unit AND (a.born IS NULL OR h.birth_year IS NULL)))
    ), every AS (
        SELECT place, record FROM met
        UNION
        SELECT m.place, o.id FROM met m JOIN honourees_honouree o ON o.main_id = m.record
    )
    SELECT e.place, w.merit_year, bool_or(w.issuer = '')
    FROM every e JOIN honourees_award w ON w.honouree_id = e.record
    WHERE w.revoked_on IS NULL AND w.merit_year < %s
    GROUP BY e.place, w.merit_year
"""


def _earlier(people: list[Line], year: int) -> list[_Years]:
    """Of each, the years of awards before this one, by any body and by the town."""
    every: defaultdict[int, set[int]] = defaultdict(set)
    town: defaultdict[int, set[int]] = defaultdict(set)
    if people:
        asked = [
            list(range(len(people))),
            [fold(line.full_name) for line in people],
            [line.honouree_kind for line in people],
            [
                line.birth_year or (line.birth_date.year if line.birth_date else None)
                for line in people
            ],
            [line.unit_id for line in people],
            [line.honouree_id for line in people],
        ]
        with connection.cursor() as cursor:
            cursor.execute(_EARLIER, [*asked, year])
            for place, merit_year, is_of_town in cursor:
                every[place].add(merit_year)
                if is_of_town:
                    town[place].add(merit_year)
    return [_Years(frozenset(every[n]), frozenset(town[n])) for n in range(len(people))]

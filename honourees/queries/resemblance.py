"""Which records to lay beside which, found along indexes, and what is known of each.

Nobody compares all with all: a record is held against those of the same letters, those born the
same day, those of its bodies whose names begin with the same letters, and collectives beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from honourees.models import Award, Honouree, Resemblance
from honourees.queries.likeness import Given, Portrait
from honourees.queries.person_name import bare_name, head_of
from law.enums import AwardKind, HonoureeKind
from nganam_awards.core.registry import honouree_positions
from units.models import FormerName, UnitSuccession


# Of one record along one way, those first whose birth agrees or is not known and whose name is
# about as long; more are namesakes that tell nothing.
NEAR_AT_MOST = 60
_BESIDE_AT_MOST = 200
# What lists put before the name of a head: «Hộ gia đình ông …».
_BEFORE_HEADS = ("", "ho", "ho ong", "ho ba", "gia dinh ong", "gia dinh ba", "ho gia dinh")
_BEFORE_HEADS += ("ho gia dinh ong", "ho gia dinh ba", "gia dinh")
_BEFORE_HEADS += ("ho gd ong", "ho gd ba", "gd ong", "gd ba")
_MOST_TURNED = 5

_BY_LETTERS = """
    SELECT a.id, b.id
    FROM unnest(%s::bigint[], %s::text[], %s::int[]) AS a (id, letters, year)
    CROSS JOIN LATERAL (
        SELECT h.id FROM honourees_honouree h
        WHERE h.name_letters = a.letters AND h.id <> a.id
        ORDER BY CASE WHEN h.birth_year = a.year THEN 0
            WHEN h.birth_year IS NULL OR a.year IS NULL THEN 1 ELSE 2 END
        LIMIT %s
    ) b
"""
_BY_DAY = """
    SELECT a.id, b.id FROM unnest(%s::bigint[], %s::date[]) AS a (id, day)
    CROSS JOIN LATERAL (
        SELECT h.id FROM honourees_honouree h
        WHERE h.birth_date = a.day AND h.id <> a.id LIMIT %s
    ) b
"""
_BY_INITIALS = r"""
    SELECT a.id, b.id
    FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::int[], %s::int[])
        AS a (id, unit, initials, year, size)
    CROSS JOIN LATERAL (
        SELECT h.id FROM honourees_honouree h
        WHERE h.unit_id = a.unit AND h.id <> a.id
            AND regexp_replace(h.name_fold, '(\S)\S*\s*', '\1', 'g') = a.initials
        ORDER BY CASE WHEN h.birth_year = a.year THEN 0
            WHEN h.birth_year IS NULL OR a.year IS NULL THEN 1 ELSE 2 END,
            abs(length(h.name_letters) - a.size)
        LIMIT %s
    ) b
"""
_BESIDE = """
    SELECT a.id, b.id FROM unnest(%s::bigint[], %s::int[]) AS a (id, unit)
    CROSS JOIN LATERAL (
        SELECT h.id FROM honourees_honouree h
        WHERE h.unit_id = a.unit AND h.kind = 'collective' AND h.id <> a.id LIMIT %s
    ) b
"""


class Kin(NamedTuple):
    """Bodies that went into or came out of others, and what bodies were called before."""

    beside: dict[int, set[int]]
    names: dict[int, set[str]]

    @classmethod
    def read(cls) -> "Kin":
        """Two queries; the town has some eighty bodies."""
        beside: defaultdict[int, set[int]] = defaultdict(set)
        names: defaultdict[int, set[str]] = defaultdict(set)
        rows = UnitSuccession.objects.order_by().values_list("old", "new", "old__name", "new__name")
        for old, new, old_name, new_name in rows:
            beside[old].add(new)
            beside[new].add(old)
            names[old].add(new_name)
            names[new].add(old_name)
        for unit, name in FormerName.objects.order_by().values_list("unit", "name"):
            names[unit].add(name)
        return cls(beside, names)


def pairs_of(records: Collection[Honouree], kin: Kin) -> set[tuple[int, int]]:
    """Pairs worth a look in which one of these stands; four queries, however many there are."""
    letters, days, initials, beside = [], [], [], []
    for row in records:
        year, size = row.birth_year, len("".join(row.name_fold.split()))
        letters += [(row.pk, name, year) for name in _letters(row)]
        if row.birth_date and (row.birth_date.day, row.birth_date.month) != (1, 1):
            days.append((row.pk, row.birth_date))
        units = {row.unit_id, *kin.beside.get(row.unit_id, ())}
        if row.kind == HonoureeKind.COLLECTIVE:
            beside += [(row.pk, unit) for unit in units]
        else:
            shorts = _initials(row)
            initials += [(row.pk, unit, short, year, size) for unit in units for short in shorts]
    found = set()
    for sql, asked, most in (
        (_BY_LETTERS, letters, NEAR_AT_MOST),
        (_BY_DAY, days, NEAR_AT_MOST),
        (_BY_INITIALS, initials, NEAR_AT_MOST),
        (_BESIDE, beside, _BESIDE_AT_MOST),
    ):
        if asked:
            with connection.cursor() as cursor:
                cursor.execute(sql, [*map(list, zip(*asked, strict=True)), most])
                found |= {(min(pair), max(pair)) for pair in cursor.fetchall()}
    return found


def _letters(row: Honouree) -> set[str]:
    whole = "".join(row.name_fold.split())
    if row.kind == HonoureeKind.COLLECTIVE:
        return {whole}
    if row.kind == HonoureeKind.PERSON:
        return {whole, "".join(bare_name(row.full_name).split())}
    head = bare_name(head_of(row.full_name)[0])
    return {"".join(f"{before} {head}".split()) for before in _BEFORE_HEADS} | {whole}


def _initials(row: Honouree) -> set[str]:
    """First letters of the words, as they stand, with one name less, or one elsewhere."""
    if row.kind == HonoureeKind.HOUSEHOLD:
        heads = _with_one_less(bare_name(head_of(row.full_name)[0]).split())
        return {_first(before.split() + head) for before in _BEFORE_HEADS for head in heads}
    words = bare_name(row.full_name).split()
    found = [*_with_one_less(words), *_with_one_elsewhere(words), row.name_fold.split()]
    return set(map(_first, found))


def _with_one_less(words: list[str]) -> list[list[str]]:
    """As it stands, and without each but the first: left out, or joined to the one before."""
    if len(words) <= len(("family", "given")):
        return [words]
    return [words, *(words[:at] + words[at + 1 :] for at in range(1, len(words)))]


def _with_one_elsewhere(words: list[str]) -> list[list[str]]:
    """One of the words moved to each other place; of a long name only the first or the last."""
    size = len(words)
    moved = range(size) if size <= _MOST_TURNED else (0, size - 1)
    turned = []
    for at in moved:
        rest = words[:at] + words[at + 1 :]
        turned += [[*rest[:to], words[at], *rest[to:]] for to in range(size) if to != at]
    return turned


def _first(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def portraits_of(ids: Collection[int], kin: Kin | None = None) -> dict[int, Portrait]:
    """What is known of these records; a constant number of queries."""
    kin = kin or Kin.read()
    given: defaultdict[int, set[Given]] = defaultdict(set)
    units: defaultdict[int, set[str]] = defaultdict(set)
    places: dict[int, str] = {}
    for award in _awards_of(ids):
        record = award.honouree_id
        is_title = award.award_type.kind == AwardKind.TITLE
        symbol = award.decision_symbol
        given[record].add(Given(award.award_type.code, award.merit_year, symbol, is_title))
        if award.unit_then:
            units[record].add(award.unit_then.name)
        if award.working_unit:
            places.setdefault(record, award.working_unit)
    positions: dict[int, tuple[str, str]] = {}
    for answer in honouree_positions:
        positions |= answer(ids)
    rows = Honouree.objects.filter(pk__in=ids).select_related("unit").order_by()
    return {
        row.pk: Portrait(
            kind=row.kind,
            full_name=row.full_name,
            unit=row.unit.name,
            gender=row.gender,
            birth_year=row.birth_year,
            birth_date=row.birth_date,
            units_then=frozenset(units[row.pk] | kin.names.get(row.unit_id, set())),
            place=places.get(row.pk) or positions.get(row.pk, ("", ""))[1],
            position=positions.get(row.pk, ("", ""))[0],
            awards=frozenset(given[row.pk]),
        )
        for row in rows
    }


def _awards_of(ids: Collection[int]) -> QuerySet[Award]:
    rows = Award.objects.filter(honouree__in=ids, revoked_on=None)
    return rows.select_related("award_type", "unit_then").order_by("-decided_on", "-pk")


def of_record(honouree: Honouree) -> QuerySet[Resemblance]:
    """Open pairs of one honouree, the likeliest first."""
    rows = Resemblance.objects.filter(Q(one=honouree) | Q(other=honouree))
    return rows.open().with_records().order_by("-points", "-pk")

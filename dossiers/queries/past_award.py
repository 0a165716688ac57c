"""What the register knows of the nominees of a list: their awards, and those of namesakes.

A nominee is known by the record that the line means; before filing by exactly this name and birth
in the unit, as filing itself will find it. Of both records of one honouree everything counts.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    Expression,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from dossiers.models import Nomination
from dossiers.queries import penalty as penalty_queries
from dossiers.queries.evidence import HeldAward
from dossiers.queries.penalty import PenaltyOfLine
from honourees.models import Award, Honouree
from honourees.queries import record as record_queries
from law.queries import award_type as award_type_queries
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.text import fold
from nganam_awards.core.word_list import as_rows, keys_as_rows
from units.models import Unit


class _Row(NamedTuple):
    """An award, as far as provisions ask it."""

    record: int
    birth_year: int | None  # of a namesake
    code: str
    name: str
    pk: int
    award_type_id: int
    merit_year: int
    symbol: str
    decided_on: date
    category: str
    achievement: str
    unit: str
    rating: str
    initiative: str
    dossier: int | None

    @property
    def held(self) -> HeldAward:
        """For the evidence."""
        return HeldAward(
            award_type_id=self.award_type_id,
            code=self.code,
            name=self.name,
            merit_year=self.merit_year,
            symbol=self.symbol,
            decided_on=self.decided_on,
            category=self.category,
            achievement=self.achievement,
            unit=spoken(self.unit),
            rating=self.rating or "",
            has_initiative=bool(self.initiative),
        )


_COLUMNS = (
    "pk",
    "award_type",
    "merit_year",
    "decision_symbol",
    "decided_on",
    "category",
    "achievement",
    "unit__name",
    "nomination__rating",
    "nomination__initiative",
    "nomination__dossier",
)


class PastAwards:
    """Awards by record, awards of the year by name; a constant number of questions.

    `inside`: the unit reads, which is told of no namesake; the members of its collectives, `names`,
    are looked for all the same.
    """

    def __init__(
        self,
        lines: list[Nomination],
        *,
        year: int,
        names: Iterable[str] = (),
        inside: bool = False,
    ) -> None:
        self._records, merged = _records_of(lines)
        awards = award_type_queries.by_key()
        self._held: defaultdict[int, list[_Row]] = defaultdict(list)
        keys = {*self._records.values(), *merged}
        for honouree, pk, award, *rest in _HELD.answer(sorted(keys)) if keys else ():
            record, of = merged.get(honouree, honouree), awards[award]
            self._held[record].append(_Row(record, None, of.code, of.name, pk, award, *rest))
        self._named: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
        wanted = {fold(name) for name in names}
        if not inside:
            wanted |= {fold(line.full_name) for line in lines}
        for values in _of_year(lines, year, wanted) if wanted else ():
            kind, name, record, born, pk, award, *rest = values
            of = awards[award]
            self._named[kind, name].append(_Row(record, born, of.code, of.name, pk, award, *rest))

    def record_of(self, line: Nomination) -> int | None:
        """The main record that the line means; None: the register has none yet."""
        return self._records.get(_place(line))

    def held_by(self, line: Nomination, record: int | None) -> tuple[HeldAward, ...]:
        """What its record holds, the oldest first; this very line's own award is none."""
        if not (rows := self._held.get(record or 0)):
            return ()
        return tuple(row.held for row in rows if row.pk != line.award_id)

    def namesakes_of(self, line: Nomination, record: int | None) -> tuple[HeldAward, ...]:
        """Awards of the merit year to the same name, of another record; of this dossier none."""
        if not (rows := self._named.get((line.honouree_kind, fold(line.full_name)))):
            return ()
        return tuple(
            row.held
            for row in rows
            if row.record != record
            and (row.dossier is None or row.dossier != line.dossier_id)
            and may_be_same(line.birth_year, row.birth_year)
        )

    def codes_of(self, name: str, birth_year: int | None, unit_names: set[str]) -> frozenset[str]:
        """Titles that a member of a collective holds for the year, by name within the unit."""
        return frozenset(
            row.code
            for row in self._named.get(("person", fold(name)), ())
            if spoken(row.unit) in unit_names and may_be_same(birth_year, row.birth_year)
        )

    def penalties_of(self, lines: list[Nomination]) -> dict[int, list[PenaltyOfLine]]:
        """{record: penalties told in these dossiers and in what was filed}, in one query."""
        dossiers = {line.dossier_id for line in lines if line.dossier_id}
        return penalty_queries.by_record(set(self._records.values()), beside=dossiers)


@cache
def spoken(unit: str) -> str:
    """«UBND Phường 1»."""
    return Unit(name=unit).short_name


def _place(line: Nomination) -> tuple:
    """Whom a line means: the record it names, else what filing will look for."""
    if line.honouree_id:
        return (line.honouree_id,)
    return (line.dossier.unit_id, line.honouree_kind, line.full_name, line.birth_year)


def _records_of(lines: list[Nomination]) -> tuple[dict[tuple, int], dict[int, int]]:
    """{whom a line means: the main record}, {what was merged into one of these: the main record}.

    A question for those who say whom they mean, one for the rest.
    """
    found: dict[tuple, int] = {}
    if unsaid := [line for line in lines if not line.honouree_id]:
        units = sorted({line.dossier.unit_id for line in unsaid})
        names = sorted({line.full_name for line in unsaid})
        meant = set(map(_place, unsaid))
        for pk, main, *named in _MEANT.answer(units, names):
            if (place := tuple(named)) in meant:
                found[place] = main or pk
    said = {line.honouree_id for line in lines if line.honouree_id}
    merged = record_queries.merged_with(said.union(found.values()))
    return found | {(pk,): merged.get(pk, pk) for pk in said}, merged


def _of_year(lines: list[Nomination], year: int, folded: set[str]) -> list[tuple]:
    """Awards of the year to these names, whoever they are.

    Names with their year of birth, because three hundred names have thousands of namesakes.
    """
    born = {fold(line.full_name): line.birth_year for line in lines if line.birth_year}
    pairs = {f"{fold(line.full_name)} {line.birth_year}" for line in lines if line.birth_year}
    return _OF_YEAR.answer(year, sorted(folded), sorted(folded - born.keys()), sorted(pairs))


def _meant(units: Blank, names: Blank) -> QuerySet:
    named = Honouree.objects.filter(unit__in=keys_as_rows(units), full_name__in=as_rows(names))
    columns = ("pk", "main", "unit", "kind", "full_name", "birth_year")
    return named.order_by("pk").values_list(*columns)


def _held(records: Blank) -> QuerySet:
    rows = _in_force(Award.objects.filter(honouree__in=keys_as_rows(records)))
    return rows.values_list("honouree_id", *_COLUMNS)


def _named(year: Expression, folded: Blank, alone: Blank, pairs: Blank) -> QuerySet:
    """Twin of `may_be_same`: «alone» are names that some line gives no birth with."""
    name, born = "honouree__name_fold", "honouree__birth_year"
    pair = Concat(name, Value(" "), Cast(born, CharField()), output_field=CharField())
    rows = Award.objects.alias(born_then=pair).filter(
        Q(**{born: None}) | Q(**{f"{name}__in": as_rows(alone)}) | Q(born_then__in=as_rows(pairs)),
        **{f"{name}__in": as_rows(folded)},
        merit_year=year,
    )
    rows = _in_force(rows).annotate(record=Coalesce(F("honouree__main"), F("honouree")))
    return rows.values_list("honouree__kind", name, "record", born, *_COLUMNS)


def _in_force(awards: QuerySet[Award]) -> QuerySet[Award]:
    return awards.filter(revoked_on=None).order_by("decided_on", "pk")


_NAMES = ArrayField(CharField())
_KEYS = ArrayField(BigIntegerField())
_MEANT = Prepared(_meant, _KEYS, _NAMES)
_HELD = Prepared(_held, ArrayField(BigIntegerField()))
_OF_YEAR = Prepared(_named, IntegerField(), _NAMES, _NAMES, _NAMES)


def may_be_same(one: int | None, other: int | None) -> bool:
    """Two records of one name are one person unless their years of birth say otherwise."""
    return one is None or other is None or one == other

"""Who in the register may be the person that a unit names: offered, never forced, never merged.

Names agree in spite of tone marks set otherwise (Hoà, Hòa), accents left out and spaces misplaced.
A day or year of birth that contradicts parts them; where none is known, the unit must be the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from honourees.models import Award, Honouree
from law.enums import HonoureeKind
from nganam_awards.core.text import fold, same_word
from units.models import Unit


class Candidate(NamedTuple):
    """A nominee as the unit wrote them, on the way into the register."""

    kind: str
    full_name: str
    gender: str
    birth_year: int | None
    birth_date: date | None
    is_new: bool = False  # the unit said that the register does not know them

    @property
    def identity(self) -> tuple[bool, str, str, int | None]:
        """What must be equal for the same record; near matches are a person's decision."""
        return (self.is_new, self.kind, self.full_name, self.birth_year)


class Known(NamedTuple):
    """A record of the register, with what it was awarded, the newest first."""

    honouree: Honouree
    awards: list[Award]


# Pairs, not two lists: three hundred names have nearly every year among them.
_BORN_ALIKE = """
    WITH asked AS (SELECT * FROM unnest(%s::text[], %s::int[], %s::date[]) AS a (name, year, day))
    SELECT id FROM asked JOIN honourees_honouree ON name_letters = name AND birth_year = year
    UNION ALL
    SELECT id FROM asked JOIN honourees_honouree ON name_letters = name AND birth_date = day
"""


def likely(candidates: Sequence[Candidate], *, unit: Unit) -> list[list[Known]]:
    """For each candidate whom the register may know; two queries, however many there are.

    A record that was merged is offered as the one that stands for it, once.
    """
    found: defaultdict[str, list[Honouree]] = defaultdict(list)
    rows = _namesakes(candidates, unit).select_related("unit", "main__unit")
    for row in rows.order_by("pk"):
        found[row.name_letters].append(row)
    matches = [
        list(
            dict.fromkeys(
                row.main or row
                for row in found[letters(one.full_name)]
                if may_be(one, row, unit=unit)
            )
        )
        for one in candidates
    ]
    awards = _awards({row.pk for rows_ in matches for row in rows_})
    return [[Known(row, awards[row.pk]) for row in rows_] for rows_ in matches]


def _namesakes(candidates: Sequence[Candidate], unit: Unit) -> QuerySet[Honouree]:
    """Those of the unit, and persons of the town born as somebody asked for; `may_be` decides."""
    born = [one for one in candidates if one.kind == HonoureeKind.PERSON and _has_birth(one)]
    names = [letters(one.full_name) for one in born]
    years, days = [one.birth_year for one in born], [one.birth_date for one in born]
    wanted = {letters(one.full_name) for one in candidates}
    neighbours = Honouree.objects.filter(unit=unit, name_letters__in=wanted).values("pk")
    found = neighbours.order_by()
    if born:
        alike_ = RawSQL(_BORN_ALIKE, [names, years, days])  # noqa: S611 - only our own text
        born_alike = Honouree.objects.filter(pk__in=alike_).order_by().values("pk")
        found = found.union(born_alike)
    return Honouree.objects.filter(pk__in=found)


def _has_birth(one: Candidate) -> bool:
    return bool(one.birth_year or one.birth_date)


def may_be(candidate: Candidate, known: Honouree, *, unit: Unit) -> bool:
    """Whether a record may be this candidate; a person still decides."""
    is_possible = candidate.kind == known.kind and _was_born_alike(candidate, known, unit)
    return is_possible and alike(candidate.full_name, known.full_name)


def _was_born_alike(candidate: Candidate, known: Honouree, unit: Unit) -> bool:
    is_neighbour = known.unit_id == unit.pk
    if candidate.kind != HonoureeKind.PERSON:
        return is_neighbour  # «Khóm 5» is a name in every ward
    if candidate.birth_date and known.birth_date:
        return candidate.birth_date == known.birth_date
    if candidate.birth_year and known.birth_year:
        return candidate.birth_year == known.birth_year
    return is_neighbour


def alike(one: str, other: str) -> bool:
    """Whether two spellings may be one name; «Toàn» and «Toán» are two."""
    if letters(one) != letters(other):
        return False
    words, others = one.split(), other.split()
    if list(map(letters, words)) != list(map(letters, others)):  # spaces elsewhere
        words, others = ["".join(words)], ["".join(others)]
    return all(
        same_word(a, b) or _is_bare(a) or _is_bare(b) for a, b in zip(words, others, strict=True)
    )


@lru_cache(maxsize=10_000)
def letters(name: str) -> str:
    """A name without accents and spaces; twin of `Honouree.name_letters`."""
    return "".join(fold(name).split())


def _is_bare(word: str) -> bool:
    return fold(word) == word.lower()


def _awards(honourees: set[int]) -> defaultdict[int, list[Award]]:
    """{record: its awards and those of the records it stands for}."""
    found: defaultdict[int, list[Award]] = defaultdict(list)
    groups = Honouree.objects.behind(honourees).values("pk")
    rows = Award.objects.filter(honouree__in=groups, revoked_on=None)
    for award in rows.select_related("award_type", "honouree"):
        found[award.honouree.record_id].append(award)
    return found

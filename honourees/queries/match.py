"""Who in the register may be the person that a unit names: offered, never forced, never merged.

Names agree in spite of tone marks set otherwise (Hoà, Hòa), accents left out and spaces misplaced.
A day or year of birth that contradicts parts them; where none is known, the unit must be the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

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


def likely(candidates: Sequence[Candidate], *, unit: Unit) -> list[list[Known]]:
    """For each candidate whom the register may know; two queries, however many there are."""
    wanted = {letters(candidate.full_name) for candidate in candidates}
    found: defaultdict[str, list[Honouree]] = defaultdict(list)
    rows = Honouree.objects.filter(name_letters__in=wanted).select_related("unit")
    for row in rows.order_by("pk"):
        found[row.name_letters].append(row)
    matches = [
        [row for row in found[letters(one.full_name)] if may_be(one, row, unit=unit)]
        for one in candidates
    ]
    awards = _awards({row.pk for rows_ in matches for row in rows_})
    return [[Known(row, awards[row.pk]) for row in rows_] for rows_ in matches]


def may_be(candidate: Candidate, known: Honouree, *, unit: Unit) -> bool:
    """Whether a record may be this candidate; a person still decides."""
    if candidate.kind != known.kind or not alike(candidate.full_name, known.full_name):
        return False
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


def letters(name: str) -> str:
    """A name without accents and spaces; twin of `Honouree.name_letters`."""
    return "".join(fold(name).split())


def _is_bare(word: str) -> bool:
    return fold(word) == word.lower()


def _awards(honourees: set[int]) -> defaultdict[int, list[Award]]:
    found: defaultdict[int, list[Award]] = defaultdict(list)
    rows = Award.objects.filter(honouree__in=honourees, revoked_on=None)
    for award in rows.select_related("award_type"):
        found[award.honouree_id].append(award)
    return found

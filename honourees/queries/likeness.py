"""How likely two records of the register are one honouree: points from 0 to 100, with reasons.

Each fact speaks for or against in bits: agreeing in what one in a thousand has makes two records a
thousand times likelier to be one. Bits add up; points are their likelihood. Nothing here reads the
database, nothing is merged by it, and two births that contradict are never proposed.
"""

import math
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from honourees.models.honouree import SALUTATIONS
from honourees.queries import body_name, person_name
from law.enums import HonoureeKind
from nganam_awards.core.text import fold


# From here on two records are proposed as one; from there on they are laid side by side.
PROPOSED = 80
ASKED = 50

# Against every pair speaks how seldom two records are one at all.
_AGAINST = {HonoureeKind.PERSON: 18.0, HonoureeKind.HOUSEHOLD: 15.0, HonoureeKind.COLLECTIVE: 12.0}
_BITS_PER_HALF = 2.0
# How names of small bodies begin, as `words_of` leaves them.
_OFFICES = frozenset(("phong", "ban", "trung", "tram", "tieu", "mam", "mau", "van", "thanh", "chi"))
_DAYS_OF_YEAR, _YEARS = 8.5, 5.0


class Given(NamedTuple):
    """One award, as far as it tells records apart."""

    award: str
    merit_year: int
    symbol: str
    is_title: bool


class Portrait(NamedTuple):
    """What is known of one record."""

    kind: str
    full_name: str
    unit: str
    gender: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    # Names of the bodies it stood under before, and of those its body came from or went into.
    units_then: frozenset[str] = frozenset()
    place: str = ""
    position: str = ""
    awards: frozenset[Given] = frozenset()

    @property
    def year(self) -> int | None:
        """The year of birth, however it is known."""
        return self.birth_date.year if self.birth_date else self.birth_year


class Likeness(NamedTuple):
    """Points, and the sentences that speak for it and against it."""

    points: int
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_proposed(self) -> bool:
        """Whether the two are proposed as one."""
        return self.points >= PROPOSED

    @property
    def is_asked(self) -> bool:
        """Whether a person should look at the two at all."""
        return self.points >= ASKED


class _Fact(NamedTuple):
    bits: float
    told: str = ""
    caps: bool = False  # however much else agrees, a person decides side by side


_SILENT = Likeness(0)
_MAN_AND_WOMAN = "Một bên là ông, một bên là bà."


def score(one: Portrait, other: Portrait) -> Likeness:
    """How alike two records are; the same whichever comes first."""
    if one.kind != other.kind:
        return _SILENT
    is_body = one.kind == HonoureeKind.COLLECTIVE
    birth = _Fact(0) if is_body else _births(one, other)
    facts = [
        _bodies(one, other) if is_body else _names(one, other),
        birth,
        _genders(one, other),
        _units(one, other),
        _places(one, other, is_born_alike=birth.bits > _YEARS),
        _positions(one, other),
        *_awards(one, other),
    ]
    bits = sum(fact.bits for fact in facts) - _AGAINST[HonoureeKind(one.kind)]
    points = round(100 / (1 + math.exp2(-max(-60.0, min(60.0, bits)) / _BITS_PER_HALF)))
    if any(fact.caps for fact in facts):
        points = min(points, PROPOSED - 1)
    return Likeness(
        points,
        tuple(fact.told for fact in facts if fact.told and fact.bits > 0),
        tuple(fact.told for fact in facts if fact.told and fact.bits <= 0),
    )


def contradicts(one: Portrait, other: Portrait) -> bool:
    """Whether both births are known and are not the same: one year beside another, or one day."""
    if one.birth_date and other.birth_date:
        return one.birth_date != other.birth_date
    return bool(one.year and other.year and one.year != other.year)


def _names(one: Portrait, other: Portrait) -> _Fact:
    names = [one.full_name, other.full_name]
    if one.kind == HonoureeKind.HOUSEHOLD:
        names = [person_name.head_of(name)[0] for name in names]
    found = person_name.compare(*names)
    is_guess = found.is_loose and one.kind == HonoureeKind.PERSON and not (one.year and other.year)
    return _Fact(found.bits, found.told, caps=found.is_doubtful or is_guess)


def _bodies(one: Portrait, other: Portrait) -> _Fact:
    above = tuple(frozenset((side.unit, side.place)) - {""} for side in (one, other))
    renamed = frozenset((then, side.unit) for side in (one, other) for then in side.units_then)
    found = body_name.compare(one.full_name, other.full_name, above=above, renamed=renamed)
    return _Fact(found.bits, found.told, caps=found.is_doubtful)


def _births(one: Portrait, other: Portrait) -> _Fact:
    if not (one.year and other.year):
        return _Fact(-1.5 if one.kind == HonoureeKind.PERSON else 0)
    if one.birth_date and other.birth_date:
        return _days(*sorted((one.birth_date, other.birth_date)))
    if one.year == other.year:
        return _Fact(_YEARS, f"Cùng năm sinh {one.year}.")
    first, last = sorted((one.year, other.year))
    told = f"Khác năm sinh: {first} và {last}."
    return _Fact(-6 if last - first == 1 else -16, told, caps=True)


def _days(one: date, other: date) -> _Fact:
    if one == other:
        # «01/01» is what lists write where the day is not known.
        bits = _YEARS + (2 if (one.day, one.month) == (1, 1) else _DAYS_OF_YEAR)
        return _Fact(bits, f"Cùng ngày sinh {one:%d/%m/%Y}.")
    told = f"{one:%d/%m/%Y} và {other:%d/%m/%Y}"
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return _Fact(4, f"Ngày và tháng sinh đổi chỗ: {told}.", caps=True)
    if one.year == other.year and (1, 1) in {(one.day, one.month), (other.day, other.month)}:
        return _Fact(1, f"Cùng năm sinh, một bên ghi 01/01: {told}.", caps=True)
    figures = sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))
    if figures == 1:
        return _Fact(-2, f"Ngày sinh lệch một chữ số: {told}.", caps=True)
    parts = [one.day == other.day, one.month == other.month, one.year == other.year]
    if sum(parts) == len(parts) - 1 and (one.day, one.month) != (1, 1) != (other.day, other.month):
        return _Fact(-4, f"Ngày sinh chỉ khác ngày, tháng hoặc năm: {told}.", caps=True)
    return _Fact(-16, f"Khác ngày sinh: {told}.", caps=True)


def _genders(one: Portrait, other: Portrait) -> _Fact:
    a, b = _gender(one), _gender(other)
    if a and b:
        return _Fact(0.8) if a == b else _Fact(-13, _MAN_AND_WOMAN, caps=True)
    by_name = _gender_by_name(one), _gender_by_name(other)
    a, b = a or by_name[0], b or by_name[1]
    is_told = a and b and a != b and by_name[0] != by_name[1]
    return _Fact(-8, _MAN_AND_WOMAN, caps=True) if is_told else _Fact(0)


def _gender(side: Portrait) -> str:
    if side.gender or side.kind == HonoureeKind.COLLECTIVE:
        return side.gender
    _, said = person_name.head_of(side.full_name)
    return SALUTATIONS.get(said, "")


def _gender_by_name(side: Portrait) -> str:
    if side.kind == HonoureeKind.COLLECTIVE:
        return ""
    head, _ = person_name.head_of(side.full_name)
    return SALUTATIONS.get(person_name.gender_in(head), "")


def _are_kin(one: Portrait, other: Portrait) -> bool:
    """Whether the body of one is or was a body of the other."""
    mine, theirs = {one.unit, *one.units_then}, {other.unit, *other.units_then}
    return bool(mine & theirs)


@lru_cache(maxsize=1_000)
def _is_small(unit: str) -> bool:
    """An office or a school has tens of people, a ward or the office of all schools thousands."""
    words = body_name.words_of(unit)
    is_office = bool(words) and words[0] in _OFFICES
    return is_office and not {"giao", "duc"} <= set(words)


def _units(one: Portrait, other: Portrait) -> _Fact:
    if one.unit == other.unit:
        return _Fact(8 if _is_small(one.unit) else 6, "Cùng đơn vị.")
    if _are_kin(one, other):
        return _Fact(5, "Đơn vị trước đây của bên này là đơn vị của bên kia.")
    away = {HonoureeKind.PERSON: -1.5, HonoureeKind.HOUSEHOLD: -6}.get(HonoureeKind(one.kind), -5)
    return _Fact(away, "Khác đơn vị.")


def _places(one: Portrait, other: Portrait, *, is_born_alike: bool) -> _Fact:
    """Where they work or live: it tells most where nothing is known of the birth."""
    found = body_name.compare_places(_place(one), _place(other))
    if found.is_same is None:
        return _Fact(0)
    is_near = one.unit == other.unit or _are_kin(one, other)
    if found.is_same:
        is_telling = is_near or found.is_proper
        return _Fact(3.5, "Cùng nơi công tác, nơi ở.") if is_telling else _Fact(0)
    told = "Khác nơi công tác, nơi ở."
    if one.kind == HonoureeKind.COLLECTIVE:
        return _Fact(-14, told, caps=True)
    if one.kind == HonoureeKind.HOUSEHOLD:
        return _Fact(-6, told)
    return _Fact(-0.5 if is_born_alike else -4 if is_near else -1, told)


def _place(side: Portrait) -> str:
    """Where they work or live; lists also write it behind the name."""
    is_body = side.kind == HonoureeKind.COLLECTIVE
    return side.place or ("" if is_body else person_name.home_in(side.full_name))


def _positions(one: Portrait, other: Portrait) -> _Fact:
    a, b = fold(one.position).split(), fold(other.position).split()
    if not (a and b):
        return _Fact(0)
    return _Fact(2.5, "Cùng chức vụ.") if a == b else _Fact(-1)


def _awards(one: Portrait, other: Portrait) -> list[_Fact]:
    facts = []
    if twice := one.awards & other.awards:
        symbol = min(award.symbol for award in twice)
        told = f"Một lần khen được ghi ở cả hai: quyết định {symbol}."
        facts.append(_Fact(8, told))
    titles = {(award.award, award.merit_year) for award in one.awards - twice if award.is_title}
    others = {(award.award, award.merit_year) for award in other.awards - twice if award.is_title}
    if both := titles & others:
        year = min(year for _, year in both)
        told = f"Cùng danh hiệu của năm {year} mà do hai quyết định."
        facts.append(_Fact(-min(8.0 * len(both), 12), told, caps=True))
    return facts

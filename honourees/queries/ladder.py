"""The ladder (bậc thang danh hiệu): which awards count for a higher one, which do not, and why.

Pure counting over awards in hand, so that an examination of 5,000 nominees and the page of one
honouree say the same; what was revoked must not be among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from law.enums import Category
from law.models import Prerequisite
from law.queries.provision import LawOfDay


NO_GROUND = frozenset({Category.THEMATIC.value, Category.UNSCHEDULED.value})


class Held(Protocol):
    """An award of the register, as whoever counts has read it."""

    @property
    def award_type_id(self) -> int: ...
    @property
    def merit_year(self) -> int: ...
    @property
    def symbol(self) -> str: ...
    @property
    def decided_on(self) -> date: ...
    @property
    def category(self) -> str: ...


class Rung(NamedTuple):
    """An award in hand, for whoever reads the register itself."""

    award_type_id: int
    merit_year: int
    symbol: str
    decided_on: date
    category: str = ""
    name: str = ""
    url: str = ""


class NotCounted(NamedTuple):
    """An award that stands in the register and does not help, and why it does not."""

    award: Held
    why: str


@dataclass(frozen=True)
class Ladder:
    """So many consecutive years are needed: what counts, what does not, which years lack."""

    needed: int
    counted: tuple[Held, ...]  # one a year, the latest year first
    not_counted: tuple[NotCounted, ...] = ()
    missing: tuple[int, ...] = ()  # years that would complete it, the earliest first
    pending: tuple[int, ...] = ()  # counted years whose award is only asked for yet

    @property
    def count(self) -> int:
        """Years that stand one after another."""
        return len(self.counted) + len(self.pending)

    @property
    def is_met(self) -> bool:
        """Is it complete?"""
        return not self.missing

    @property
    def years(self) -> tuple[int, ...]:
        """The years that count, the earliest first."""
        return tuple(sorted((*(one.merit_year for one in self.counted), *self.pending)))


def count(
    held: Iterable[Held],
    award_type_id: int,
    needed: int,
    merit_year: int,
    *,
    restarted_on: date | None = None,
    barred: frozenset[str] = frozenset(),
    asked: frozenset[int] = frozenset(),
) -> Ladder:
    """Consecutive years of an award up to the merit year, or up to the year before it.

    `restarted_on`: a penalty after which time begins anew; `barred`: categories of commendation
    that are no ground; `asked`: years for which the award is asked for beside this one.
    """
    mine = sorted(
        (one for one in held if one.award_type_id == award_type_id),
        key=lambda one: (-one.merit_year, one.decided_on, one.symbol),
    )
    valid: dict[int, Held] = {}
    refused: list[NotCounted] = []
    for one in mine:
        why = _why_not(one, merit_year, restarted_on, barred)
        if not why and one.merit_year in valid:
            why = f"năm {one.merit_year} đã tính một lần"
        if why:
            refused.append(NotCounted(one, why))
        else:
            valid[one.merit_year] = one
    open_years = {year for year in asked if year not in valid and year <= merit_year}
    if restarted_on is not None:
        open_years = {year for year in open_years if year > restarted_on.year}
    # After a penalty the years to come complete it, those before it never.
    first = merit_year - needed + 1
    if restarted_on is not None:
        first = max(first, restarted_on.year + 1)
    return _ladder(valid, refused, frozenset(open_years), range(first, first + needed), merit_year)


def _why_not(one: Held, merit_year: int, restarted_on: date | None, barred: frozenset[str]) -> str:
    if one.category in barred:
        return f"khen {_CATEGORIES[one.category]}, không làm căn cứ khen theo công trạng"
    if one.merit_year > merit_year:
        return f"của năm sau năm xét {merit_year}"
    if restarted_on is not None and one.merit_year <= restarted_on.year:
        return f"trước khi bị kỷ luật ngày {restarted_on:%d/%m/%Y}, thời gian tính lại từ đó"
    return ""


_CATEGORIES = {Category.THEMATIC.value: "chuyên đề", Category.UNSCHEDULED.value: "đột xuất"}


def _ladder(
    valid: dict[int, Held],
    refused: list[NotCounted],
    asked: frozenset[int],
    window: range,
    merit_year: int,
) -> Ladder:
    have, needed = set(valid) | asked, len(window)
    last = merit_year if merit_year in have else merit_year - 1
    run = []
    while len(run) < needed and last - len(run) in have:
        run.append(last - len(run))
    counted = tuple(valid[year] for year in run if year in valid)
    is_met = len(run) == needed
    rest = [
        NotCounted(one, _gap(year, last, have)) for year, one in valid.items() if year not in run
    ]
    missing = () if is_met else tuple(year for year in window if year not in have)
    return Ladder(
        needed,
        counted,
        (*rest, *refused),
        missing,
        tuple(year for year in run if year in asked),
    )


def _gap(year: int, last: int, have: set[int]) -> str:
    """Why a year outside the run is not counted: the next year that breaks it, or not needed."""
    broken = next((other for other in range(year + 1, last + 1) if other not in have), None)
    return f"năm {broken} không có nên không liên tục" if broken else "đã đủ số năm cần"


class LadderNeed(NamedTuple):
    """What a higher award needs, and how far one honouree has come."""

    row: Prerequisite
    ladder: Ladder

    @property
    def words(self) -> str:
        """«đã có 2/3 lần Chiến sĩ thi đua cơ sở liên tục; còn thiếu năm 2023»."""
        return ladder_words(self.ladder, self.row.needed_award.name)


def ladders(
    held: Iterable[Held],
    law: LawOfDay,
    merit_year: int,
    kind: str,
    *,
    restarted_on: date | None = None,
) -> list[LadderNeed]:
    """Every higher award of this kind of honouree that asks for years, by the law of a day."""
    held = list(held)
    return [
        LadderNeed(
            row,
            count(
                held,
                row.needed_award_id,
                row.years,
                merit_year,
                restarted_on=restarted_on,
                barred=NO_GROUND,
            ),
        )
        for row in law.ladder_needs()
        if row.award_type.can_go_to(kind)
    ]


def ladder_words(ladder: Ladder, name: str) -> str:
    """How far, in one sentence without its full stop."""
    told = f"đã có {ladder.count}/{ladder.needed} lần {name} liên tục"
    if ladder.years:
        told += f" ({', '.join(map(str, ladder.years))})"
    if ladder.missing:
        told += f"; còn thiếu năm {', '.join(map(str, ladder.missing))}"
    return told

"""The cards of a page: how far an honouree has come towards the next title, and what lacks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from honourees.models import Award
from honourees.queries import ladder as ladder_queries
from honourees.queries.ladder import Ladder, LadderNeed, Rung
from honourees.queries.life_record import AskedAward, Evidenced, LifeRecord
from honourees.queries.restart import restarted_on
from law.models import AwardType, Prerequisite
from law.queries.provision import LawOfDay


YEARS_SHOWN = 7
MOST_CARDS = 4
MOST_ROWS = 4


class RungCell(NamedTuple):
    """One year of one award in the grid: `counted`, `held`, `asked`, `gap` or nothing."""

    state: str = ""

    @property
    def words(self) -> str:
        """For who cannot see the drawing."""
        return _SAID[self.state]

    @property
    def sign(self) -> str:
        """The drawing in it."""
        return _SIGNS.get(self.state, "")


_SAID = {
    "": "",
    "counted": "đã có, được tính",
    "held": "đã có",
    "asked": "đang đề nghị",
    "gap": "còn thiếu",
}
_SIGNS = {"counted": "check", "held": "check", "asked": "clock"}


class LadderRow(NamedTuple):
    """One award of the grid, year by year."""

    award: AwardType
    cells: list[RungCell]


class Shortfall(NamedTuple):
    """What is still missing: a year that nobody asked for, one that is asked for, evidence."""

    words: str
    citation: str
    line: AskedAward | None = None
    known: Evidenced | None = None
    is_evidence: bool = False


@dataclass
class LadderCard:
    """One next award."""

    need: LadderNeed
    years: list[int]
    rows: list[LadderRow]
    counted: list[Award]
    not_counted: list[tuple[Award, str]]
    lacks: list[Shortfall]
    merit_year: int

    @property
    def award(self) -> AwardType:
        """The award that may come next."""
        return self.need.row.award_type

    @property
    def needed(self) -> AwardType:
        """The award of which so many years are asked."""
        return self.need.row.needed_award

    @property
    def ladder(self) -> Ladder:
        """How far."""
        return self.need.ladder

    @property
    def missing_words(self) -> str:
        """«năm 2023 và sáng kiến …», for the sentence under the figure."""
        years = ", ".join(map(str, self.ladder.missing))
        parts = [f"năm {years}"] if years else []
        parts += [lack.words.removeprefix("Có ") for lack in self.evidence_lacks]
        return " và ".join(part[:1].lower() + part[1:] for part in parts)

    @property
    def evidence_lacks(self) -> list[Shortfall]:
        """Of the lacks, those that are no years and that no dossier states."""
        return [lack for lack in self.lacks if lack.is_evidence and lack.known is None]


def cards(standing: LifeRecord, law: LawOfDay, merit_year: int) -> list[LadderCard]:
    """The next awards: first what is complete or lacks least; what is held already is none.

    None where the reader sees a part of the awards only: what is counted would be wrong.
    """
    if not standing.is_whole:
        return []
    held = [_rung(award) for award in standing.in_force]
    restart = restarted_on(standing.told, law, merit_year)
    has_now = {one.award_type_id for one in held if one.merit_year == merit_year}
    needs = [
        need
        for need in ladder_queries.ladders(
            held,
            law,
            merit_year,
            standing.main.kind,
            restarted_on=restart,
        )
        if need.row.award_type_id not in has_now and (need.ladder.count or need.ladder.not_counted)
    ]
    needs.sort(key=lambda need: (-need.ladder.count / need.ladder.needed, need.ladder.needed))
    first_of: dict[int, LadderNeed] = {}
    for need in needs:
        first_of.setdefault(need.row.award_type_id, need)
    found = list(first_of.values())[:MOST_CARDS]
    return [_card(standing, law, need, merit_year) for need in found]


def untold_restart(standing: LifeRecord, law: LawOfDay, merit_year: int) -> date | None:
    """The day from which time counts anew, where no dossier that the reader may open tells it."""
    day = restarted_on(standing.told, law, merit_year)
    return None if any(one.on == day for one in standing.facts.penalties) else day


def _card(standing: LifeRecord, law: LawOfDay, need: LadderNeed, merit_year: int) -> LadderCard:
    by_key = {_rung(award): award for award in standing.in_force}
    years = list(range(merit_year - YEARS_SHOWN + 1, merit_year + 1))
    counted = [by_key[one] for one in need.ladder.counted]
    left = [(by_key[one.award], one.why) for one in need.ladder.not_counted]
    return LadderCard(
        need,
        years,
        _rows(standing, law, need, years),
        counted,
        left,
        _lacks(standing, law, need),
        merit_year,
    )


def _rows(
    standing: LifeRecord, law: LawOfDay, need: LadderNeed, years: list[int]
) -> list[LadderRow]:
    """The next award, the one it needs, and the one that in turn needs, as far as persons may."""
    target, needed = need.row.award_type, need.row.needed_award
    below = [
        row.needed_award
        for rows in law.needs(needed.pk).values()
        for row in rows
        if row.needed_award_id and row.needed_award.can_go_to(standing.main.kind)
    ]
    have: defaultdict[int, set[int]] = defaultdict(set)
    for award in standing.in_force:
        have[award.award_type_id].add(award.merit_year)
    asked = {(line.award_type_id, line.merit_year) for line in standing.facts.lines}
    drawn = _Grid(need, have, asked, years[-1])
    shown = [target, needed, *(one for one in below if have[one.pk])][:MOST_ROWS]
    return [LadderRow(award, [drawn.cell(award, year) for year in years]) for award in shown]


class _Grid(NamedTuple):
    """What decides how a year of an award is drawn."""

    need: LadderNeed
    have: defaultdict[int, set[int]]
    asked: set[tuple[int, int]]
    last: int

    def cell(self, award: AwardType, year: int) -> RungCell:
        """Held and counted, held, asked for, or lacking."""
        row, ladder = self.need.row, self.need.ladder
        is_needed = award.pk == row.needed_award_id
        if year in self.have[award.pk]:
            return RungCell("counted" if is_needed and year in ladder.years else "held")
        if (award.pk, year) in self.asked:
            return RungCell("asked")
        is_missing = is_needed and year in ladder.missing
        is_next = award.pk == row.award_type_id and year == self.last
        return RungCell("gap" if is_missing or is_next else "")


def _lacks(standing: LifeRecord, law: LawOfDay, need: LadderNeed) -> list[Shortfall]:
    row, found = need.row, []
    lines = {(line.award_type_id, line.merit_year): line for line in standing.facts.lines}
    for year in need.ladder.missing:
        words = f"{row.needed_award.name} {year}"
        found.append(Shortfall(words, row.citation, lines.get((row.needed_award_id, year))))
    for group, others in law.needs(row.award_type_id).items():
        if group == row.group or not all(other.evidence for other in others):
            continue
        found += _evidence_of(standing, others)
    return found


def _evidence_of(standing: LifeRecord, others: Iterable[Prerequisite]) -> list[Shortfall]:
    """What proves a condition besides awards, with what dossiers state of it."""
    known = {one.kind: one for one in standing.facts.evidence}
    return [
        Shortfall(row.text, row.citation, None, known.get(row.evidence), True) for row in others
    ]


def _rung(award: Award) -> Rung:
    return Rung(
        award.award_type_id,
        award.merit_year,
        award.decision_symbol,
        award.decided_on,
        award.category,
        award.award_type.name,
        str(award.pk),
    )

"""Counting votes, in integers: how many are needed, how many there are, what that decides."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from council.enums import BallotChoice, LineOutcome, Role
from council.models import CaseLine, CouncilCase, LineBar
from dossiers.enums import NominationState
from law.figures import VoteBase


MAJORITY = 50  # above it a tie is simply too few
SIDES = (BallotChoice.AGREE, BallotChoice.DISAGREE)


class LineCount(NamedTuple):
    """One line: over how many it is counted, and how they chose."""

    line: CaseLine
    base: int
    agree: int
    disagree: int
    abstain: int
    is_passed: bool

    @property
    def outcome(self) -> LineOutcome:
        """What it makes of the line."""
        return LineOutcome.PASSED if self.is_passed else LineOutcome.FAILED


def needed(percent: int, base: int) -> int:
    """The fewest votes that are the share: 10 of 11 for 90 %, 9 of 11 for 80 %, 9 of 9 for 90 %."""
    return -(-percent * base // 100)


def is_reached(agree: int, percent: int, base: int) -> bool:
    """Do so many of the base reach the share? Nobody reaches it in an empty base (domain §5.2)."""
    return base > 0 and agree * 100 >= percent * base


def percent_words(agree: int, base: int) -> str:
    """«90,9 %», «100 %»: rounded down to a tenth, so that no share looks reached that is not."""
    if not base:
        return "0 %"
    whole, tenth = divmod(agree * 1000 // base, 10)
    return f"{whole},{tenth} %" if tenth else f"{whole} %"


class Roll:
    """Who votes in a case, on which of its lines, and over whom each line is counted."""

    def __init__(self, case: CouncilCase) -> None:
        self.case = case
        self.voters = list(case.voters.select_related("member__person__unit"))
        self.lines = open_lines(case)
        self._barred: dict[int, set[int]] = {}
        for line, person in case.lines.values_list("pk", "bars__person"):
            self._barred.setdefault(line, set()).update({person} - {None})

    @property
    def people(self) -> list[int]:
        """Ids of all who have a vote."""
        return [voter.member.person_id for voter in self.voters]

    def barred(self, line: CaseLine) -> set[int]:
        """Members of the roll who have no vote on this line."""
        return self._barred.get(line.pk, set()) & set(self.people)

    def lines_of(self, person: int) -> list[CaseLine]:
        """The lines on which the person votes."""
        return [line for line in self.lines if person not in self._barred.get(line.pk, set())]

    def base_of(self, line: CaseLine, voted: Iterable[int] = ()) -> int:
        """Over how many the share of this line is counted; barred members are nobody's base.

        Of those present also counts who was absent and voted before the vote closed.
        """
        counted = set(self.people)
        if self.case.base == VoteBase.PRESENT:
            present = {v.member.person_id for v in self.voters if v.is_present}
            counted = present | (set(voted) & counted)
        return len(counted - self._barred.get(line.pk, set()))


def open_rows(case: CouncilCase) -> QuerySet[CaseLine]:
    """Lines that the Council still decides on: recommended as they were when they came."""
    return case.lines.filter(outcome="", nomination__state=NominationState.RECOMMENDED)


def open_lines(case: CouncilCase) -> list[CaseLine]:
    """The same, read with what a page or a paper says of them, in the order of the case."""
    rows = open_rows(case).select_related("nomination__dossier__unit", "nomination__award_type")
    return list(rows.order_by("order", "pk"))


def bars_of(case: CouncilCase, person: int) -> dict[int, LineBar]:
    """{line: why this person has no vote on it}."""
    return {bar.line_id: bar for bar in LineBar.objects.filter(line__case=case, person=person)}


def voted_in(case: CouncilCase) -> list[int]:
    """Ids of those who have voted, in no order that means anything."""
    if case.is_secret:
        tally = getattr(case, "tally", None)
        return list(tally.voted) if tally else []
    return sorted(case.ballots.order_by().values_list("person", flat=True))


def counts_of(case: CouncilCase) -> dict[int, list[int]]:
    """{line: [agree, disagree, abstain]} of all ballots so far. Shown to nobody before closing."""
    if case.on_paper:
        return {int(pk): row for pk, row in case.paper_count.counts.items()}
    if case.is_secret:
        return {int(pk): row for pk, row in case.tally.counts.items()}
    found: dict[int, list[int]] = {}
    places = {choice.value: place for place, choice in enumerate(BallotChoice)}
    for choices in case.ballots.order_by().values_list("choices", flat=True):
        for pk, choice in choices.items():
            found.setdefault(int(pk), [0, 0, 0])[places[choice]] += 1
    return found


def result_of(case: CouncilCase, roll: Roll) -> list[LineCount]:
    """What the count makes of every open line, by the rule the case was opened under.

    A line that was away from the case while somebody voted is not among them: it lacks ballots, and
    comes before the Council another time.
    """
    counts, voted, chair = counts_of(case), voted_in(case), _choices_of_chair(case, roll)
    told = []
    for line in roll.lines:
        agree, disagree, abstain = counts.get(line.pk, [0, 0, 0])
        if agree + disagree + abstain < len(set(voted) - roll.barred(line)):
            continue
        base = roll.base_of(line, voted)
        is_passed = is_reached(agree, case.percent, base)
        is_tie = agree == disagree and agree > 0 and case.percent <= MAJORITY
        if case.tie_with_chair and is_tie and chair.get(line.pk) in SIDES:
            is_passed = chair[line.pk] == BallotChoice.AGREE
        told.append(LineCount(line, base, agree, disagree, abstain, is_passed))
    return told


def _choices_of_chair(case: CouncilCase, roll: Roll) -> Mapping[int, str]:
    """On which side whoever presides stood, line by line; known in votes with names alone.

    In a session that is who presides over it, in a written opinion the chair of the Council.
    """
    if case.is_secret or case.on_paper:
        return {}
    chairs = [v.member.person_id for v in roll.voters if v.member.role == Role.CHAIR]
    if case.session_id:
        chairs = [case.session.presider_id]
    ballot = case.ballots.filter(person__in=chairs).first()
    return {int(pk): choice for pk, choice in ballot.choices.items()} if ballot else {}

"""What each line is counted by, before, while and after its vote is open: many cases at once.

Before a vote opens the rule of today and whoever would vote today are shown; from then on what the
case kept. Nothing here says how anybody voted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from council.enums import CaseState, LineOutcome
from council.models import Attendance, Ballot, CaseLine, CouncilCase, LineBar, Tally, Voter
from council.queries import member as member_queries, recusal as recusal_queries
from council.queries.count import needed, percent_words
from council.queries.recusal import Recusal
from council.queries.rule import CouncilRules
from council.queries.turnout import Turnout, turnout
from dossiers.enums import NominationState
from law.enums import counted
from law.figures import VoteBase
from nganam_awards.core import clock
from units.models import User


BEFORE = (CaseState.WAITING, CaseState.SCHEDULED)
LONG_TEXTS = ("nomination__achievement", "nomination__verdict_reason")
DECIDED = (LineOutcome.PASSED, LineOutcome.FAILED)


@dataclass
class LineOutlook:
    """One line: its number on the ballot, over how many it is counted, who has no vote on it."""

    line: CaseLine
    number: int | None  # None: it no longer stands before the Council
    base: int = 0
    needs: int = 0
    barred: list[Recusal | LineBar] = field(default_factory=list)

    @property
    def is_decided(self) -> bool:
        """Has it its figures?"""
        return self.line.outcome in DECIDED

    @property
    def share(self) -> str:
        """«10/11 = 90,9 %»."""
        return f"{self.line.agree}/{self.base} = {percent_words(self.line.agree, self.base)}"

    @property
    def against(self) -> int:
        """Of the base, whoever did not agree."""
        return self.base - self.line.agree

    @property
    def short(self) -> int:
        """How many votes are missing."""
        return max(self.needs - self.line.agree, 0)


@dataclass
class Apart:
    """Lines that are counted over fewer than the others."""

    numbers: str
    barred: int
    base: int
    needs: int


class Outlook:
    """One case with all that stands beside its vote."""

    def __init__(self, case: CouncilCase, lines: list[CaseLine], people: list[User]) -> None:
        self.case, self.people = case, people
        self.percent, self.counts_present = case.percent, case.base == VoteBase.PRESENT
        self.present: set[int] = set()
        self.turnout: Turnout = turnout([], [])
        numbers = iter(range(1, len(lines) + 1))
        self.lines = [LineOutlook(line, next(numbers) if _stands(line) else None) for line in lines]

    @property
    def standing(self) -> list[LineOutlook]:
        """Lines on which the Council decides, or has decided."""
        return [one for one in self.lines if one.number is not None]

    @property
    def counted(self) -> str:
        """«3 cá nhân, 2 tập thể»."""
        return counted(Counter(one.line.nomination.honouree_kind for one in self.standing))

    @cached_property
    def base(self) -> int:
        """Over how many a line is counted on which nobody is barred."""
        return len(self._counted_people())

    @property
    def needs(self) -> int:
        """How many of them must agree."""
        return needed(self.percent, self.base)

    @property
    def is_base_known(self) -> bool:
        """Of those present nothing is known before anybody's attendance was noted."""
        return not self.counts_present or self.base > 0

    @property
    def exceptions(self) -> list[Apart]:
        """«dòng 4 (1 người tránh): 10 × 90 % → cần 9», lines of one base together."""
        alike: defaultdict[int, list[LineOutlook]] = defaultdict(list)
        for one in self.standing:
            if one.barred and one.base != self.base:
                alike[one.base].append(one)
        return [
            Apart(", ".join(str(one.number) for one in some), self.base - base, base, some[0].needs)
            for base, some in sorted(alike.items(), reverse=True)
        ]

    def settle(self, barred: Iterable[Recusal | LineBar]) -> None:
        """Count the base of every line without those who are barred from it."""
        found: defaultdict[int, list] = defaultdict(list)
        for one in barred:
            found[one.line.pk].append(one)
        everybody = self._counted_people()
        for one in self.lines:
            one.barred = found[one.line.pk]
            out = {bar.person.pk for bar in one.barred}
            kept = one.line.base if one.is_decided else None
            one.base = len(everybody - out) if kept is None else kept
            one.needs = needed(self.percent, one.base)

    def _counted_people(self) -> set[int]:
        everybody = {person.pk for person in self.people}
        return everybody & (self.present | self.turnout.voted) if self.counts_present else everybody


def outlooks(cases: Iterable[CouncilCase]) -> dict[int, Outlook]:
    """{case: its outlook}, in a number of queries that does not grow with the cases."""
    cases = list(cases)
    lines = _lines(cases)
    voters, invited = _voters(cases), _invited(cases)
    is_ahead = any(case.state in BEFORE for case in cases)
    rules = CouncilRules(clock.today()) if is_ahead else None
    usual = [row.person for row in member_queries.voting_on(clock.today())] if is_ahead else []
    voted, bars, found = _voted(cases), _bars(cases), {}
    for case in cases:
        seats = voters.get(case.pk, []) or invited.get(case.session_id, [])
        people = [row.member.person for row in seats] or usual
        outlook = found[case.pk] = Outlook(case, lines[case.pk], people)
        outlook.present = {row.member.person_id for row in seats if row.is_present}
        outlook.turnout = turnout(people, voted.get(case.pk, []))
        barred: list[Recusal | LineBar] = [row for row in bars if row.line.case_id == case.pk]
        if case.state in BEFORE:
            rule = rules.of(case.award_type_id, case.category, case.form)
            outlook.percent = rule.percent
            outlook.counts_present = rule.base == VoteBase.PRESENT
            barred = _expected(outlook, barred, bars_heads=rule.bars_heads)
        outlook.settle(barred)
    return found


def _expected(outlook: Outlook, bars: list[LineBar], *, bars_heads: bool) -> list:
    """Who is barred already, and who will be when the vote opens."""
    lines = [one.line for one in outlook.standing]
    there = {(bar.line_id, bar.person_id) for bar in bars}
    ahead = recusal_queries.found(lines, outlook.people, bars_heads=bars_heads)
    return bars + [one for one in ahead if (one.line.pk, one.person.pk) not in there]


def _stands(line: CaseLine) -> bool:
    is_open = not line.outcome and line.nomination.state == NominationState.RECOMMENDED
    return is_open or line.outcome in DECIDED


def _lines(cases: list[CouncilCase]) -> dict[int, list[CaseLine]]:
    found: dict[int, list[CaseLine]] = {case.pk: [] for case in cases}
    rows = CaseLine.objects.filter(case__in=found).defer(*LONG_TEXTS)
    for row in rows.select_related("nomination__dossier__unit").order_by("order", "pk"):
        found[row.case_id].append(row)
    return found


def _voters(cases: list[CouncilCase]) -> dict[int, list[Voter]]:
    found: defaultdict[int, list[Voter]] = defaultdict(list)
    for row in Voter.objects.filter(case__in=cases).select_related("member__person__unit"):
        found[row.case_id].append(row)
    return found


def _invited(cases: list[CouncilCase]) -> dict[int, list[Attendance]]:
    """{session: those invited who have a vote}."""
    sessions = {case.session_id for case in cases if case.session_id}
    found: defaultdict[int, list[Attendance]] = defaultdict(list)
    rows = Attendance.objects.filter(session__in=sessions)
    for row in rows.select_related("member__person__unit"):
        if row.member.has_vote:
            found[row.session_id].append(row)
    return found


def _voted(cases: list[CouncilCase]) -> dict[int, list[int]]:
    rows = Tally.objects.filter(case__in=cases).values_list("case", "voted")
    found: dict[int, list[int]] = dict(rows)
    named = Ballot.objects.filter(case__in=cases).order_by()
    for case, person in named.values_list("case", "person"):
        found.setdefault(case, []).append(person)
    return found


def _bars(cases: list[CouncilCase]) -> list[LineBar]:
    rows = LineBar.objects.filter(line__case__in=cases).select_related("line", "person")
    return list(rows.order_by("pk"))

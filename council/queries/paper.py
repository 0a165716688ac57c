"""What papers of the Council tell, read once: who was there, who voted on what, what came of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.db.models import Min

from council.enums import CaseState
from council.models import (
    CaseEvent,
    CaseLine,
    CouncilCase,
    CouncilSession,
    LineBar,
    PaperCount,
    Voter,
)
from council.queries import agenda as agenda_queries
from council.queries.count import Roll, voted_in
from council.workflow import SessionAction
from dossiers.models import Nomination
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document
from units.models import Unit, User
from units.rules import holders_of_all


INVITATION, MINUTES = "council_invitation", "council_minutes"
COUNT_MINUTES, BALLOT = "council_count_minutes", "council_ballot"
NUMBERED = (INVITATION, MINUTES, COUNT_MINUTES)  # these have a copy for Word


class CaseRecord:
    """A case as its papers tell it: the roll, the lines in order, bars, heads, paper count."""

    def __init__(self, case: CouncilCase, put_off: CaseEvent | None = None) -> None:
        self.case = case
        self.put_off = put_off

    @cached_property
    def lines(self) -> list[CaseLine]:
        """Lines that the Council decided on; of a case that was put off, those it waits with."""
        return lines_of(self.case, waiting=self.put_off is not None)

    @cached_property
    def roll(self) -> Roll:
        """Who has a vote."""
        return Roll(self.case)

    @cached_property
    def voted(self) -> set[int]:
        """Who has voted on the portal, or whose written opinion was recorded."""
        return set(voted_in(self.case))

    @cached_property
    def paper_count(self) -> PaperCount | None:
        """What the counting team found, where ballots were printed."""
        return getattr(self.case, "paper_count", None)

    @cached_property
    def bars(self) -> list[LineBar]:
        """Which member of the roll had no vote on which line, in the order of lines."""
        rows = LineBar.objects.filter(
            line__in=self.lines, person__in=self.roll.people
        ).select_related("line__nomination", "person")
        return list(rows.order_by("line__order", "line", "pk"))

    @cached_property
    def heads(self) -> list[tuple[User, Unit]]:
        """Members who lead a filing unit and had a vote on one of its lines at least.

        On the portal those who voted; on paper nobody knows, so those who were there.
        """
        units: dict[Unit, set[int]] = {}
        for line in self.lines:
            barred = self.roll.barred(line)
            free = {p for p in self._hands if p not in barred}
            units.setdefault(line.nomination.dossier.unit, set()).update(free)
        holders = holders_of_all(units, "confirm_dossiers")
        return [
            (person, unit)
            for unit, free in units.items()
            for person in holders[unit.pk]
            if person.pk in free
        ]

    @property
    def nominations(self) -> list[Nomination]:
        """Whom it is about."""
        return [line.nomination for line in self.lines]

    @property
    def _hands(self) -> set[int]:
        if self.case.on_paper:
            return {v.member.person_id for v in self.roll.voters if v.is_present}
        return self.voted


def lines_of(case: CouncilCase, *, waiting: bool) -> list[CaseLine]:
    """Those without a conclusion yet, or those that have figures."""
    rows = case.lines.filter(outcome="") if waiting else case.lines.exclude(base=None)
    rows = rows.select_related("nomination__dossier__unit", "nomination__award_type")
    return list(rows.order_by("order", "pk"))


def agenda_of(obj: CouncilSession) -> list[CaseRecord]:
    """Cases on the agenda with the lines that wait, in their order."""
    rows = obj.cases.select_related("award_type").order_by("order", "pk")
    found = [CaseRecord(case) for case in rows]
    for one in found:
        one.lines = lines_of(one.case, waiting=True)
    return found


def records_of(obj: CouncilSession) -> list[CaseRecord]:
    """Cases that this session concluded, in the order of its agenda; then those it put off."""
    rows = obj.cases.filter(state=CaseState.CLOSED)
    rows = rows.select_related("award_type", "count_minutes", "paper_count")
    return [CaseRecord(case) for case in rows.order_by("order", "pk")] + [
        CaseRecord(event.case, event) for event in agenda_queries.put_off_in(obj)
    ]


def began_at(obj: CouncilSession) -> datetime | None:
    """When the session was opened."""
    found = obj.events.filter(action=SessionAction.START).order_by("-pk").first()
    return found.happened_at if found else None


def ballot_code(case: CouncilCase, first: int) -> str:
    """Of the printed ballots of this opening; put off and opened again, others are printed.

    `first`: the first of its roll, which every opening writes anew.
    """
    return code_of(BALLOT, str(case.pk), str(first))


def ballots_of_all(cases: Iterable[CouncilCase]) -> dict[int, Document]:
    """{case: its printed ballots}, in two queries; none where no case is counted by hand."""
    counted = {case.pk: case for case in cases if case.on_paper}
    if not counted:
        return {}
    rolls = Voter.objects.filter(case__in=counted).order_by().values_list("case")
    codes = {ballot_code(counted[pk], first): pk for pk, first in rolls.annotate(Min("pk"))}
    found = Document.objects.filter(code__in=codes).defer("context")
    return {codes[document.code]: document for document in found}

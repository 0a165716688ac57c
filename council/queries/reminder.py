"""Which sessions and written opinions come near, and whose ballot is missing."""

from collections.abc import Iterator
from datetime import date

from council.enums import CaseState, SessionState
from council.models import CouncilCase, CouncilSession
from council.queries import member as member_queries
from council.queries.count import Roll, voted_in
from law.figures import VoteForm
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from units.models import User


DAYS_BEFORE = 1  # working days: of a session on a Monday one hears on Friday


def sessions_near(today: date) -> Iterator[CouncilSession]:
    """Sessions on the next working day, or before it, to which people were invited."""
    rows = CouncilSession.objects.filter(state=SessionState.INVITED, held_on__gt=today)
    until = _next_working_day(today)
    return iter(rows.filter(held_on__lte=until).order_by("held_on", "pk"))


def opinions_near(today: date) -> Iterator[CouncilCase]:
    """Written opinions whose last day is today or the next working day."""
    rows = CouncilCase.objects.filter(form=VoteForm.OPINION, state=CaseState.VOTING)
    until = _next_working_day(today)
    rows = rows.filter(due_on__range=(today, until)).select_related("award_type")
    return iter(rows.order_by("due_on", "pk"))


def invited(session: CouncilSession) -> list[User]:
    """Who is asked to come; whoever said that he cannot is left alone."""
    rows = session.attendance.exclude(is_present=False).select_related("member__person")
    return [row.member.person for row in rows]


def missing(case: CouncilCase) -> list[User]:
    """Whose ballot an open case still misses; who may vote on none of its lines is not awaited,
    nor whoever sits on the Council no more."""
    if case.state != CaseState.VOTING or case.on_paper:
        return []
    roll, voted = Roll(case), set(voted_in(case))
    sitting = {row.person_id for row in member_queries.voting_on(clock.today())}
    people = [voter.member.person for voter in roll.voters]
    return [
        person
        for person in people
        if person.pk in sitting - voted and roll.lines_of(person.pk) and person.is_active
    ]


def _next_working_day(today: date) -> date:
    return calendar.add_working_days(today, DAYS_BEFORE, *regime_queries.days_off())

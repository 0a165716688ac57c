"""The Council of the demonstration year: who sits there, and what it passes before a decision."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from council.enums import Role
from council.models import CouncilCase, CouncilSession
from council.queries.count import Roll
from council.services import (
    ballot as ballot_services,
    case as case_services,
    member as member_services,
    session as session_services,
)
from council.services.session import Presence
from council.transitions import case as case_transitions, session as session_transitions
from dossiers.models import Nomination
from frontdesk.demonstration.desk import at
from units.models import User


NAMED_IN = "Quyết định số 15/QĐ-UBND ngày 09/01/2023 của Ủy ban nhân dân thị xã"
FIRST_DAY = date(2023, 1, 9)
PLACE = "Phòng họp số 2, UBND thị xã"
MEMBERS = 9


def seat(people: dict[str, User]) -> None:
    """The Chairman chairs, his deputy beside him, Phòng Nội vụ prepares."""
    seats = [
        ("chutich", Role.CHAIR),
        ("phochutich", Role.VICE_CHAIR),
        ("truongphong", Role.STANDING),
        *((f"hoidong{number}", Role.MEMBER) for number in range(1, MEMBERS + 1)),
        ("chuyenvien", Role.SECRETARY),
    ]
    for name, role in seats:
        member_services.name(
            people[name], role=role, named_in=NAMED_IN, starts_on=FIRST_DAY, by=None
        )


def meet_about(lines: Iterable[Nomination], people: dict[str, User], day: date) -> CouncilSession:
    """A session of one afternoon: everybody is there, and everybody agrees."""
    secretary, chair = people["chuyenvien"], people["chutich"]
    at(day - timedelta(days=1), 9)
    cases = _cases_with(lines, by=secretary)
    obj = session_services.plan(
        held_on=day,
        starts_at=time(14),
        place=PLACE,
        presider=chair,
        secretary=secretary,
        by=secretary,
    )
    for case in cases:
        case_transitions.schedule(case, obj, by=secretary)
    session_transitions.invite(obj, by=secretary)
    at(day, 14)
    there = {row.pk: Presence(is_present=True) for row in obj.attendance.all()}
    session_services.note_attendance(obj, there, by=secretary)
    session_transitions.start(obj, by=secretary)
    for case in cases:
        _vote(case, chair)
    at(day, 15, 30)
    return session_transitions.finish(obj, by=secretary)


def _cases_with(lines: Iterable[Nomination], *, by: User) -> list[CouncilCase]:
    """What the law brings before the Council; of it, the cases of these lines."""
    wanted = {line.pk for line in lines}
    made = case_services.collect(by=by)
    return [c for c in made if wanted & set(c.lines.values_list("nomination", flat=True))]


def _vote(case: CouncilCase, chair: User) -> None:
    case = case_transitions.open_vote(CouncilCase.objects.get(pk=case.pk), by=chair)
    for voter in case.voters.select_related("member__person"):
        person = voter.member.person
        lines = Roll(case).lines_of(person.pk)
        ballot_services.cast(case, {line.pk: "agree" for line in lines}, by=person)
    case_transitions.close_vote(CouncilCase.objects.get(pk=case.pk), by=chair)

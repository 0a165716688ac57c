"""The Council in every state, through the steps that people take.

`the_council(11)` seats that many voting members; `CaseFactory(voting=True, persons=3)` is a case of
their next session with the vote open.
"""

from datetime import date, time, timedelta
from typing import NamedTuple

import factory
from factory.django import DjangoModelFactory

from council.enums import CaseState as C, Role, SessionState as S
from council.models import CouncilCase, CouncilMember, CouncilSession
from council.services import (
    ballot as ballot_services,
    case as case_services,
    session as session_services,
)
from council.services.session import Presence
from council.transitions import case as case_transitions, session as session_transitions
from dossiers.models import Nomination
from law.enums import Category
from law.figures import VoteForm
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.campaigns import chairman
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import User


NAMED_IN = "Quyết định số 15/QĐ-UBND ngày 10/01/2023"
PLACE = "Phòng họp số 2, UBND thị xã"
BEGINNING = date(2017, 10, 1)


class CouncilMemberFactory(DjangoModelFactory):
    """A member of the Council: `CouncilMemberFactory(role=Role.CHAIR)`."""

    class Meta:
        model = CouncilMember

    person = factory.SubFactory(UserFactory, council_member=True)
    role = Role.MEMBER
    named_in = NAMED_IN
    starts_on = BEGINNING


class Council(NamedTuple):
    """Everybody of a Council: the chair presides, the secretary keeps."""

    chair: User
    secretary: User
    head: User
    members: list[User]

    @property
    def voters(self) -> list[User]:
        """All who have a vote, the chair first."""
        return [self.chair, self.head, *self.members]


def the_council(voting: int = 11) -> Council:
    """The Council as it sits, with so many voting members: made at the first call."""
    rows = {row.role: row.person for row in CouncilMember.objects.exclude(role=Role.MEMBER)}
    if Role.CHAIR not in rows:
        rows[Role.CHAIR] = chairman()
        rows[Role.STANDING] = UserFactory(home_affairs_head=True)
        rows[Role.SECRETARY] = UserFactory(officer=True)
        for role, person in rows.items():
            CouncilMemberFactory(person=person, role=role)
        CouncilMemberFactory.create_batch(voting - 2)
    plain = CouncilMember.objects.filter(role=Role.MEMBER).select_related("person").order_by("pk")
    people = {pk: User.objects.get(pk=pk) for pk in (p.pk for p in rows.values())}
    return Council(
        people[rows[Role.CHAIR].pk],
        people[rows[Role.SECRETARY].pk],
        people[rows[Role.STANDING].pk],
        [row.person for row in plain],
    )


class SessionFactory(DjangoModelFactory):
    """A session: `SessionFactory(invited=True, cases=[…])`, `under_way=True`, `absent=[…]`."""

    class Meta:
        model = CouncilSession

    state = S.PLANNED
    council = factory.LazyFunction(the_council)
    held_on = factory.LazyFunction(clock.today)
    cases = ()
    absent = ()
    invited = under_way = False

    class Params:
        invited = factory.Trait(state=S.INVITED)
        under_way = factory.Trait(state=S.UNDER_WAY)

    @classmethod
    def _create(cls, model_class: type, *args: object, **given: object) -> CouncilSession:
        council = given["council"]
        obj = session_services.plan(
            held_on=given["held_on"],
            starts_at=time(14),
            place=PLACE,
            presider=council.chair,
            secretary=council.secretary,
            by=council.secretary,
        )
        for case in given["cases"]:
            case_transitions.schedule(case, obj, by=council.secretary)
        if given["state"] in {S.INVITED, S.UNDER_WAY}:
            session_transitions.invite(obj, by=council.secretary)
        if given["state"] == S.UNDER_WAY:
            attend(obj, absent=given["absent"])
            session_transitions.start(obj, by=council.secretary)
        return CouncilSession.objects.get(pk=obj.pk)


def attend(obj: CouncilSession, *, absent: tuple | list = ()) -> None:
    """Everybody is there but these people."""
    away = {person.pk for person in absent}
    rows = obj.attendance.select_related("member")
    noted = {}
    for row in rows:
        is_away = row.member.person_id in away
        noted[row.pk] = Presence(not is_away, "đi công tác" if is_away else "")
    session_services.note_attendance(obj, noted, by=the_council().secretary)


def lines_for(code: str, persons: int, **fields: object) -> list[Nomination]:
    """Recommended lines of one award in a finished dossier of the year."""
    dossier = fields.pop("dossier", None) or DossierFactory(
        appraised=True,
        persons=0,
        plan=None,
        unit=UnitFactory(),
        category=Category.MERIT,
        merit_year=clock.today().year,
    )
    award = AwardType.objects.get(code=code)
    return NominationFactory.create_batch(
        persons, dossier=dossier, recommended=True, award_type=award, **fields
    )


class CaseFactory(DjangoModelFactory):
    """A case: `CaseFactory(code="CSTDCS", persons=3, voting=True)`.

    `form=VoteForm.OPEN` for another one than the law asks; traits: `scheduled`, `voting`, `closed`
    (everybody agrees, but for the lines in `against`); `on_paper=True`; `absent=[…]`.
    """

    class Meta:
        model = CouncilCase

    state = C.WAITING
    council = factory.LazyFunction(the_council)
    code = "CSTDCS"
    persons = 2
    form = VoteForm.SECRET
    nominations = None
    on_paper = False
    absent = ()
    against = ()
    scheduled = voting = closed = False

    class Params:
        scheduled = factory.Trait(state=C.SCHEDULED)
        voting = factory.Trait(state=C.VOTING)
        closed = factory.Trait(state=C.CLOSED)

    @classmethod
    def _create(cls, model_class: type, *args: object, **given: object) -> CouncilCase:
        council, state = given["council"], given["state"]
        rows = given["nominations"]
        if rows is None:
            rows = lines_for(given["code"], given["persons"])
        [case] = case_services.add_by_hand(rows, form=given["form"], by=council.head)
        if given["on_paper"]:
            case_services.count_on_paper(case, on_paper=True, by=council.secretary)
        if state == C.WAITING:
            return _fresh(case)
        if case.is_opinion:
            due_on = clock.today() + timedelta(days=5)
            case_transitions.send_out(case, due_on=due_on, by=council.secretary)
        else:
            is_voted = state in {C.VOTING, C.CLOSED}
            SessionFactory(
                council=council,
                cases=[case],
                absent=given["absent"],
                state=S.UNDER_WAY if is_voted else S.PLANNED,
            )
            if is_voted:
                case_transitions.open_vote(_fresh(case), by=council.chair)
        if state == C.CLOSED:
            everybody_votes(_fresh(case), against=given["against"])
            case_transitions.close_vote(_fresh(case), by=council.chair)
        return _fresh(case)


def everybody_votes(case: CouncilCase, *, against: tuple | list = ()) -> None:
    """Everybody on the roll agrees to every line but those in `against` (nominations)."""
    no = {line.pk for line in against}
    for voter in case.voters.select_related("member__person"):
        person = voter.member.person
        ballot_services.cast(case, choices_of(case, person, no), by=person)


def choices_of(case: CouncilCase, person: User, against: set[int] = frozenset()) -> dict[int, str]:
    """A full ballot of the person: agrees, but for these nominations."""
    from council.queries.count import Roll  # noqa: PLC0415 - beside its only use

    return {
        line.pk: "disagree" if line.nomination_id in against else "agree"
        for line in Roll(case).lines_of(person.pk)
    }


def _fresh(case: CouncilCase) -> CouncilCase:
    return CouncilCase.objects.select_related("session", "award_type").get(pk=case.pk)

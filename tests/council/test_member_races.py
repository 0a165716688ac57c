"""Two administrators at once, on real PostgreSQL: one chair, one seat a person."""

from datetime import date, timedelta

import pytest

from council.enums import Role
from council.models import CouncilMember
from council.rules.member import NewSeat
from council.services import member as member_services
from nganam_awards.core.refusals import Refused, Stale
from tests.campaigns.test_approval_races import together
from tests.factories.council import NAMED_IN, CouncilMemberFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2023, 11, 20)


def naming(person, role, by):
    fields = {"role": role, "named_in": NAMED_IN, "starts_on": TODAY}
    return lambda: member_services.name(person, by=by, **fields)


@pytest.fixture
def administrators():
    return [UserFactory(administrator=True) for _ in range(2)]


def refusals(results) -> list[bool]:
    assert all(isinstance(result, CouncilMember | list | Refused) for result in results), results
    return [isinstance(result, Refused) for result in results]


@pytest.mark.parametrize("is_empty", [True, False])
def test_two_chairs_are_named_at_once(administrators, is_empty):
    if not is_empty:
        CouncilMemberFactory()
    calls = [naming(UserFactory(), Role.CHAIR, by) for by in administrators]
    assert sorted(refusals(together(*calls))) == [False, True]
    assert CouncilMember.objects.filter(role=Role.CHAIR).count() == 1


def test_one_person_is_named_twice_at_once(administrators):
    person = UserFactory()
    calls = [naming(person, Role.MEMBER, by) for by in administrators]
    assert sorted(refusals(together(*calls))) == [False, True]
    assert CouncilMember.objects.count() == 1


def test_a_renewal_meets_a_naming_and_an_ending(administrators):
    chair, plain = CouncilMemberFactory(role=Role.CHAIR), CouncilMemberFactory()
    seats = [NewSeat(chair.person, Role.CHAIR), NewSeat(UserFactory(), Role.STANDING)]
    one, other = administrators
    results = together(
        lambda: member_services.renew(seats, named_in=NAMED_IN, starts_on=TODAY, by=one),
        naming(seats[1].person, Role.MEMBER, other),
        lambda: member_services.end(plain, ends_on=TODAY, by=other),
    )
    assert all(isinstance(r, CouncilMember | list | Refused) for r in results), results
    standing = CouncilMember.objects.overlapping(TODAY, TODAY)
    people = list(standing.values_list("person", flat=True))
    assert len(people) == len(set(people))
    assert standing.filter(role=Role.CHAIR).count() == 1


def test_two_renewals_at_once_leave_one_council(administrators):
    CouncilMemberFactory(role=Role.CHAIR)
    day = TODAY + timedelta(days=3)
    calls = [
        lambda by=by: member_services.renew(
            [NewSeat(UserFactory(), Role.CHAIR)], named_in=NAMED_IN, starts_on=day, by=by
        )
        for by in administrators
    ]
    results = together(*calls)
    assert sorted(isinstance(r, Refused | Stale) for r in results) == [False, True], results
    assert CouncilMember.objects.in_force(day).count() == 1

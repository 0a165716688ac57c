"""What a seat tells of Phòng Nội vụ changes no answer: it only leaves out what cannot be found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.enums import DossierState as S
from dossiers.models import Dossier
from dossiers.queries import office as office_queries, queue as queue_queries
from dossiers.workflow import DossierAction as D
from honourees.services.account import link_account
from nganam_awards.core.registry import seat_facts
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import GrantFactory, UserFactory
from units.models import User
from units.queries.holder import Holds


pytestmark = pytest.mark.django_db


def at_desk(person: User, *, is_told: bool) -> User:
    """The person at the next click; with what a seat knows, or as a single page asks."""
    person = User.objects.get(pk=person.pk)
    for tell in seat_facts if is_told else ():
        tell(person)
    return person


def seen_by(person: User, chairman: User) -> list[list[Dossier]]:
    """What waits for the person, what they see waiting for the head, what nobody is left for."""
    steps = queue_queries.steps_for(person)
    rows = Dossier.objects.order_by("pk")
    return [
        *(list(rows.filter(steps[step])) for step in (D.ASSIGN, queue_queries.TO_CLOSE)),
        list(queue_queries.rows_of(queue_queries.TO_ASSIGN, person).order_by("pk")),
        list(queue_queries.left_alone(chairman).order_by("pk")),
    ]


@pytest.mark.parametrize("recorded", ["nobody", "chief", "officer", "everybody"])
@pytest.mark.parametrize("heads", [False, True], ids=["heads none", "heads the ward"])
@pytest.mark.parametrize("who", ["officer", "chief"])
def test_a_seat_that_knows_the_office_finds_the_same(recorded, heads, who, town):
    administrator = UserFactory(administrator=True)
    made = [
        DossierFactory(state=state, plan=town.plan, officer=officer)
        for state in (S.RECEIVED, S.APPRAISING, S.APPRAISED)
        for officer in (town.officer, town.officer2)
    ]
    for dossier in made:
        NominationFactory(dossier=dossier, not_recommended=True)
    able = list(User.objects.filter(Holds("pk", "dossiers.appraise_any")))
    named = {"nobody": [], "chief": [town.chief], "officer": [town.officer], "everybody": able}
    for person in named[recorded]:
        for dossier in made[::2]:
            link_account(person, NominationFactory(dossier=dossier).honouree, by=administrator)
    if heads:
        GrantFactory(user=town.officer, unit=made[1].unit, right="confirm_dossiers")
    people = getattr(town, who), town.chairman
    asked = seen_by(*(at_desk(one, is_told=False) for one in people))
    told = seen_by(*(at_desk(one, is_told=True) for one in people))
    assert told == asked
    assert bool(asked[-1]) == (recorded == "everybody")


def test_where_nobody_may_be_named_no_list_is_asked_for_names(town):
    officer = at_desk(town.officer, is_told=True)
    alone = at_desk(town.chairman, is_told=True)
    with CaptureQueriesContext(connection) as queries:
        assert not Dossier.objects.filter(queue_queries.steps_for(officer)[D.ASSIGN]).exists()
        assert not queue_queries.left_alone(alone).exists()
    assert len(queries) == 0


def test_the_office_is_who_assigns_or_appraises_today(town):
    assert office_queries.office_of_staff(UserFactory(clerk=True)) is None
    officer = at_desk(town.officer, is_told=True)
    told = office_queries.known_to(officer)
    able = Holds("pk", "dossiers.appraise_any"), Holds("pk", "dossiers.assign")
    assert set(told) == {
        pk for which in able for pk in User.objects.filter(which).values_list("pk", flat=True)
    }
    assert told[town.chief.pk].assigns
    assert not told[officer.pk].is_recorded
    assert officer.records_memo == {}

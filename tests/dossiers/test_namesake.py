"""One name in two open dossiers: both officers see it, and hear of it once."""

import pytest

from dossiers.models import Nomination
from dossiers.notifications import namesake
from dossiers.queries import namesake as namesake_queries
from nganam_awards.notices.models import Notice
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
NAME = "Thạch Thị Sà Rinh"


@pytest.fixture
def plan():
    return AwardPlanFactory(approved=True, persons=20)


def with_name(plan, *, state="appraising", born=1980, name=NAME, **fields):
    dossier = DossierFactory(**{state: True}, plan=plan, persons=1, unit=UnitFactory(), **fields)
    line = dossier.nominations.get()
    Nomination.objects.filter(pk=line.pk).update(full_name=name, birth_year=born)
    return dossier


def told(dossier):
    for event in dossier.events.order_by("pk"):
        namesake.tell(event)


def notices():
    return Notice.objects.filter(event_key__startswith="dossiers.namesake:")


def test_each_officer_sees_the_other_dossier_at_the_next_look(plan, client_of):
    one, other = with_name(plan), with_name(plan)
    for mine, theirs in ((one, other), (other, one)):
        page = client_of(mine.officer).get(mine.get_absolute_url())
        assert theirs.ref in page.text
    Nomination.objects.filter(dossier=other).update(full_name="Thạch Thị Khác")
    for mine, theirs in ((one, other), (other, one)):
        assert theirs.ref not in client_of(mine.officer).get(mine.get_absolute_url()).text


@pytest.mark.parametrize(("born", "is_shared"), [(1980, True), (None, True), (1981, False)])
def test_it_reads_the_same_from_either_side(plan, born, is_shared):
    one, other = with_name(plan), with_name(plan, born=born)
    for mine, theirs in ((one, other), (other, one)):
        found = namesake_queries.sharing_names(mine)
        assert found == ([(theirs, 1)] if is_shared else [])


@pytest.mark.parametrize("state", ["draft", "awaiting_head", "withdrawn", "refused"])
def test_what_is_not_open_is_not_told(plan, state):
    mine = with_name(plan)
    with_name(plan, state=state)
    assert namesake_queries.sharing_names(mine) == []


def test_both_officers_hear_once_and_no_name_is_written(plan):
    one, other = with_name(plan), with_name(plan)
    told(one)
    told(other)
    told(other)
    assert {row.user_id for row in notices()} == {one.officer_id, other.officer_id}
    assert notices().count() == 2
    for row in notices():
        assert one.ref in row.text
        assert other.ref in row.text
        assert NAME not in row.text
    assert {row.url for row in notices()} == {one.get_absolute_url(), other.get_absolute_url()}


def test_who_gets_the_dossier_later_hears_then(plan):
    one, filed = with_name(plan), with_name(plan, state="filed")
    told(filed)
    assert [row.user_id for row in notices()] == [one.officer_id]


def test_the_question_costs_the_same_for_many_names(plan, django_assert_num_queries):
    one, _ = with_name(plan), with_name(plan)
    with django_assert_num_queries(3):
        namesake_queries.sharing_names(one)
    NominationFactory.create_batch(5, dossier=one)
    with_name(plan)
    with django_assert_num_queries(3):
        namesake_queries.sharing_names(one)


def test_one_officer_of_both_hears_once(plan):
    officer = UserFactory(officer=True)
    one = with_name(plan, officer=officer)
    with_name(plan, officer=officer)
    told(one)
    assert notices().count() == 1

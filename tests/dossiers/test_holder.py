"""What dossiers answer to campaigns: who holds the places of a row, what still hangs on a plan."""

import pytest

from dossiers.queries.holder import NAMED, hanging_on, holders_of_places
from law.enums import HonoureeKind
from nganam_awards.core.registry import place_holders, plan_dependents
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    plan = AwardPlanFactory(approved=True, persons=30)
    return DossierFactory(appraised=True, plan=plan, persons=0)


def person_row(dossier):
    return dossier.plan.quotas.get(honouree_kind=HonoureeKind.PERSON)


def test_awards_come_first_then_what_the_chairman_has_and_nothing_else(dossier):
    NominationFactory(dossier=dossier, full_name="Lê Văn Tám", with_chairman=True)
    NominationFactory(dossier=dossier, full_name="Dương Chí Sang", awarded=True)
    for state in ("proposed", "recommended", "not_recommended", "declined", "removed"):
        NominationFactory(dossier=dossier, state=state)
    NominationFactory(dossier=dossier, collective=True, awarded=True)
    assert holders_of_places(person_row(dossier)) == [
        f"Dương Chí Sang ({dossier.ref}, đã khen thưởng)",
        f"Lê Văn Tám ({dossier.ref}, đang trình Chủ tịch)",
    ]


@pytest.mark.parametrize(("count", "last"), [(NAMED, None), (NAMED + 1, 1), (NAMED + 8, 8)])
def test_ten_are_named_and_the_rest_counted(count, last, dossier, django_assert_max_num_queries):
    for _ in range(count):
        NominationFactory(dossier=dossier, with_chairman=True)
    row = person_row(dossier)
    with django_assert_max_num_queries(2):
        names = holders_of_places(row)
    assert len(names) == NAMED + (last is not None)
    assert (names[-1] == f"… và {last} trường hợp khác") == (last is not None)


def test_filed_lines_without_a_result_and_drafts_hang_on_a_plan(dossier):
    for state in ("proposed", "not_recommended", "with_chairman", "awarded", "removed"):
        NominationFactory(dossier=dossier, state=state)
    DossierFactory(plan=dossier.plan, persons=4)
    DossierFactory(awaiting_head=True, plan=dossier.plan, persons=2)
    DossierFactory(filed=True, persons=3)  # of another plan
    assert hanging_on(dossier.plan) == (3, 2)


def test_the_answers_are_registered():
    assert holders_of_places in list(place_holders)
    assert hanging_on in list(plan_dependents)

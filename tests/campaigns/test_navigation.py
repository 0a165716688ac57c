"""What waits for a person, on the home page and beside the door of the menu."""

from datetime import date

import pytest

from campaigns import navigation
from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from campaigns.navigation import CARDS, card, items
from nganam_awards.core import registry
from nganam_awards.core.registry import home_cards
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db
WAITS = {
    "clerk": PlanState.DRAFT,
    "head": PlanState.AWAITING_HEAD,
    "officer": PlanState.SUBMITTED,
    "chairman": PlanState.APPRAISED,
}


@pytest.fixture
def plans(people):
    for state in PlanState.values:
        marks = {} if state == PlanState.DRAFT else {state: True}
        AwardPlanFactory(**marks, campaign__organiser=people.ward)


@pytest.mark.parametrize(("name", "state"), WAITS.items())
def test_each_has_one_list(name, state, people, plans):
    lists = {other: card(other, people.all()[name]) for other in CARDS}
    assert [other for other, found in lists.items() if found] == [state]
    found = lists[state]
    assert (found.title, found.total, len(found.tasks)) == (CARDS[state][0], 1, 1)
    task = found.tasks[0]
    assert task.url.startswith("/phong-trao/ke-hoach/")
    assert task.note == people.ward.short_name
    listed = f"/phong-trao/?scope=cho-toi&state={state}"
    assert found.more_url == ("/phong-trao/duyet/" if name == "chairman" else listed)
    assert items(people.all()[name])[0].count == 1


@pytest.mark.parametrize("is_town_wide", [False, True])
def test_a_list_is_there_where_a_plan_waits(is_town_wide, people):
    for state in PlanState.values:
        marks = {} if state == PlanState.DRAFT else {state: True}
        wide = {"campaign__is_town_wide": is_town_wide}
        AwardPlanFactory(**marks, **wide, campaign__organiser=people.ward)
    for name, person in people.all().items():
        waiting = AwardPlan.objects.waiting_for(person)
        told = {state for state in CARDS if card(state, person)}
        assert told == set(waiting.values_list("state", flat=True)), name


def test_the_chairman_sees_until_when(people, plans):
    task = card(PlanState.APPRAISED, people.chairman).tasks[0]
    assert task.due_on == date(2023, 3, 31)
    AwardPlanFactory(appraised=True, review_year=2024)
    tasks = card(PlanState.APPRAISED, people.chairman).tasks
    assert [task.due_on for task in tasks] == [date(2023, 3, 31), None]


def test_strangers_have_nothing_to_do(people, plans):
    for name in ("council", "clerical", "administrator", "other_clerk", "nobody"):
        person = people.all()[name]
        assert all(card(state, person) is None for state in CARDS)
        assert items(person)[0].count == 0


def test_five_are_shown_and_all_counted(people, django_assert_num_queries):
    for _ in range(7):
        AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    card(PlanState.SUBMITTED, people.officer)  # rights and the clock are asked once a request
    with django_assert_num_queries(3):
        found = card(PlanState.SUBMITTED, people.officer)
    assert (len(found.tasks), found.total) == (5, 7)


def test_the_cards_are_registered():
    registered = [ask.args[0] for ask in home_cards if getattr(ask, "func", None) is card]
    assert set(registered) == set(CARDS)
    assert navigation.items in set(registry.navigation)

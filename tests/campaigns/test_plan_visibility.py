"""A list and a page never disagree about who may see what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns.enums import PlanState
from campaigns.models import AwardPlan, Campaign
from campaigns.rules import plan as plan_rules
from campaigns.workflow import FLOW
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory
from units.models import User


pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(people):
    """One of the ward and one of a stranger in every state, one joined by the other clerk."""
    made = []
    for state in PlanState.values:
        marks = {} if state == PlanState.DRAFT else {state: True}
        made.append(AwardPlanFactory(**marks, campaign__organiser=people.ward))
        made.append(AwardPlanFactory(**marks))
    made.append(AwardPlanFactory(approved=True, participants=[people.other_clerk.unit]))
    return made


def test_the_list_of_plans_and_the_rule_agree(people, plans):
    for name, person in [*people.all().items(), ("anonymous", AnonymousUser())]:
        listed = set(AwardPlan.objects.visible_to(person).values_list("pk", flat=True))
        ruled = {plan.pk for plan in plans if plan_rules.can_view_plan(person, plan)}
        assert listed == ruled, name


def test_the_list_of_campaigns_and_the_rule_agree(people, plans):
    CampaignFactory(organiser=people.ward)  # without any plan yet
    for name, person in [*people.all().items(), ("anonymous", AnonymousUser())]:
        listed = list(Campaign.objects.visible_to(person).values_list("pk", flat=True))
        assert len(listed) == len(set(listed))
        ruled = {c.pk for c in Campaign.objects.all() if plan_rules.can_view_campaign(person, c)}
        assert set(listed) == ruled, name


def test_what_waits_is_what_one_may_do(people, plans):
    """A plan waits for exactly those who have a step to take with it (closing one is no duty)."""
    no_duty = {"take_back", "close", "cancel"}
    for name, person in people.all().items():
        waiting = set(AwardPlan.objects.waiting_for(person).values_list("pk", flat=True))
        can_act = {
            plan.pk
            for plan in plans
            if {a for a in plan_rules.actions_for(person, plan) if a not in no_duty | {"refuse"}}
        }
        assert waiting == can_act, name
        assert waiting <= set(AwardPlan.objects.visible_to(person).values_list("pk", flat=True))


def test_who_sees_which_state(people, plans):
    def seen(person: User) -> set[str]:
        rows = AwardPlan.objects.visible_to(person).exclude(campaign__organiser=people.ward)
        return set(rows.values_list("state", flat=True))

    public = {PlanState.APPROVED, PlanState.CLOSED}
    in_unit = {PlanState.DRAFT, PlanState.AWAITING_HEAD}
    assert seen(people.clerk) == seen(people.nobody) == seen(people.deputy) == public
    assert seen(people.officer) == seen(people.chairman) == set(PlanState.values) - in_unit
    own = AwardPlan.objects.of_units_of(people.clerk)
    assert set(own.values_list("state", flat=True)) == set(PlanState.values)


def test_a_locked_account_sees_nothing(people, plans):
    people.clerk.is_active = False
    people.clerk.save()
    assert not AwardPlan.objects.visible_to(people.clerk).exists()
    assert not any(plan_rules.can_view_plan(people.clerk, plan) for plan in plans)


def test_open_plans_are_those_of_the_year(people):
    clerk, year = people.other_clerk, 2023
    joined = AwardPlanFactory(approved=True, participants=[clerk.unit, people.ward])
    own = AwardPlanFactory(approved=True, campaign__organiser=clerk.unit)
    AwardPlanFactory(approved=True, campaign__organiser=clerk.unit, review_year=2022)
    AwardPlanFactory(closed=True, campaign__organiser=clerk.unit)
    AwardPlanFactory(approved=True)
    assert set(AwardPlan.objects.open_for(clerk, year)) == {joined, own}


def test_every_step_has_a_hand():
    assert all(arrow.right for arrow in FLOW.arrows.values())

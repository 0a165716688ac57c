"""The factories themselves: later tests stand on them."""

import pytest

from campaigns.enums import PlanState
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", PlanState.values)
def test_a_plan_in_every_state_has_its_history(state):
    plan = AwardPlanFactory(**({} if state == PlanState.DRAFT else {state: True}))
    plan.refresh_from_db()
    assert plan.state == state
    newest = plan.events.newest_first().first()
    assert (newest.target if newest else PlanState.DRAFT) == state
    assert sorted(plan.quotas.values_list("honouree_kind", "limit")) == [
        ("collective", 8),
        ("person", 15),
    ]

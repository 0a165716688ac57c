"""The decisions that tests stand on take the real steps."""

import pytest

from decisions.enums import DecisionState
from tests.factories.decisions import DecisionFactory


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [s for s in DecisionState if s != DecisionState.APPROVED])
def test_a_decision_of_every_state(state):
    decision = DecisionFactory(state=state, persons=2, collectives=1)
    assert decision.state == state
    assert decision.lines.count() == 3
    last = decision.events.newest_first().first()
    assert (last.target if last else DecisionState.DRAFTED) == state

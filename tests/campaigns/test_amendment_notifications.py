"""Who hears of a step with an amendment, in which words."""

import pytest

from campaigns.models import AmendmentEvent
from campaigns.notifications.amendment import SENTENCES, SUBJECTS, messages_for
from campaigns.transitions import amendment as amendment_transitions, plan as plan_transitions
from campaigns.workflow import AmendmentAction as A
from nganam_awards.notices import outbox
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def amendment(people):
    plan = AwardPlanFactory(
        approved=True, campaign__organiser=people.ward, participants=[people.other_clerk.unit]
    )
    return PlanAmendmentFactory(plan=plan, drafted_by=people.clerk)


def told(amendment):
    """{person: message} of the newest step."""
    event = amendment.events.newest_first().first()
    return {message.user: message for message in messages_for(event)}


def test_the_way_of_an_amendment_is_told(people, amendment):
    amendment_transitions.hand_over(amendment, by=people.clerk)
    assert set(told(amendment)) == {people.head}
    amendment_transitions.confirm(amendment, by=people.head)
    assert set(told(amendment)) == {people.officer, people.chief}
    amendment_transitions.ask_back(amendment, by=people.officer, note="Ghi rõ căn cứ.")
    messages = told(amendment)
    assert set(messages) == {people.clerk, people.head}
    assert "Ghi rõ căn cứ." in messages[people.clerk].text
    assert messages[people.clerk].url == amendment.get_absolute_url()
    amendment_transitions.hand_over(amendment, by=people.clerk)
    amendment_transitions.send_back(amendment, by=people.head, note="Bớt một dòng.")
    assert set(told(amendment)) == {people.clerk}
    amendment_transitions.hand_over(amendment, by=people.clerk)
    amendment_transitions.confirm(amendment, by=people.head)
    amendment_transitions.appraise(amendment, by=people.officer)
    assert set(told(amendment)) == {people.chairman}
    amendment_transitions.approve(amendment, by=people.chairman)
    assert set(told(amendment)) == {people.clerk, people.head, people.other_clerk}


def test_taking_back_concerns_nobody_and_letting_be_the_head(people, amendment):
    amendment_transitions.hand_over(amendment, by=people.clerk)
    amendment_transitions.take_back(amendment, by=people.clerk)
    assert told(amendment) == {}
    amendment_transitions.withdraw(amendment, by=people.clerk)
    assert set(told(amendment)) == {people.head}


def test_an_end_together_with_the_plan_is_told_to_the_unit(people, amendment):
    plan_transitions.close(amendment.plan, by=people.officer)
    assert set(told(amendment)) == {people.clerk, people.head}


def test_a_writer_is_known_and_every_sentence_has_its_words(people, amendment):
    assert outbox.has_writer("campaigns.amendmentevent")
    assert set(SENTENCES) == set(SUBJECTS) == set(A) - {A.TAKE_BACK}
    for action in SENTENCES:
        event = AmendmentEvent(amendment=amendment, action=action, note="Lý do.")
        for message in messages_for(event):
            assert "{" not in message.text
            assert amendment.plan.campaign.name in message.text
            assert message.subject

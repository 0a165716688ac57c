"""Who hears of a step, in which words."""

import pytest

from campaigns.enums import Exclusion
from campaigns.models import PlanEvent
from campaigns.notifications.plan import SENTENCES, messages_for
from campaigns.transitions import plan as plan_transitions
from campaigns.workflow import PlanAction as A
from nganam_awards.notices import outbox
from tests.factories.campaigns import AwardPlanFactory, answered


pytestmark = pytest.mark.django_db


def told(plan):
    """{person: sentence} of the newest step."""
    event = plan.events.newest_first().first()
    return {message.user: message for message in messages_for(event)}


def test_the_way_of_a_plan_is_told(people):
    plan = AwardPlanFactory(campaign__organiser=people.ward, participants=[people.other_clerk.unit])
    plan_transitions.hand_over(plan, by=people.clerk)
    assert set(told(plan)) == {people.head}
    plan_transitions.confirm(plan, by=people.head)
    assert set(told(plan)) == {people.officer, people.chief}
    plan_transitions.ask_back(plan, by=people.officer, note="Ghi rõ tiêu chuẩn.")
    messages = told(plan)
    assert set(messages) == {people.clerk, people.head}
    assert "Ghi rõ tiêu chuẩn." in messages[people.clerk].text
    assert messages[people.clerk].url == f"/phong-trao/ke-hoach/{plan.pk}/"
    plan_transitions.hand_over(plan, by=people.clerk)
    plan_transitions.confirm(plan, by=people.head)
    plan_transitions.appraise(answered(plan), by=people.officer)
    assert set(told(plan)) == {people.chairman}
    plan_transitions.approve(plan, by=people.chairman, late_reason="Chờ hướng dẫn.")
    assert set(told(plan)) == {people.clerk, people.head, people.other_clerk}
    plan_transitions.cancel(plan, by=people.chairman, note="Phong trào dừng.")
    assert "Phong trào dừng." in told(plan)[people.head].text


def test_a_refusal_says_which_exclusion(people):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    plan_transitions.refuse(
        plan, by=people.chief, exclusions=[Exclusion.LAW], note="Không thuộc diện."
    )
    text = told(plan)[people.clerk].text
    assert "Triển khai thực hiện Luật, Pháp lệnh, Nghị định" in text
    assert "Không thuộc diện." in text


def test_nobody_is_told_what_they_did(people):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.officer.unit)
    plan_transitions.refuse(
        plan, by=people.chief, exclusions=[Exclusion.LAW], note="Không thuộc diện."
    )
    assert people.chief not in told(plan)


def test_taking_back_concerns_nobody(people):
    plan = AwardPlanFactory(awaiting_head=True, campaign__organiser=people.ward)
    plan_transitions.take_back(plan, by=people.clerk)
    assert told(plan) == {}


def test_a_writer_is_known_and_every_sentence_has_its_words(people):
    assert outbox.has_writer("campaigns.planevent")
    assert set(SENTENCES) == set(A) - {A.TAKE_BACK, A.RECORD}
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    for action in SENTENCES:
        event = PlanEvent(plan=plan, action=action, note="Lý do.")
        for message in messages_for(event):
            assert "{" not in message.text
            assert plan.campaign.name in message.text
            assert message.subject

"""Who is told of a step with a decision, in which words, and how often."""

import pytest

from decisions.models import DecisionEvent
from decisions.notifications import messages_for
from decisions.workflow import DecisionAction as A
from nganam_awards.notices.models import Notice
from nganam_awards.notices.tasks import announce
from tests.decisions.hands import approve
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, recommended
from tests.factories.dossiers import DossierFactory
from tests.factories.units import GrantFactory, UserFactory


pytestmark = pytest.mark.django_db


def told(decision, action):
    event = DecisionEvent.objects.filter(decision=decision, action=action).newest_first().first()
    return messages_for(event)


def test_submission_is_told_to_those_who_sign():
    signer, deputy = chairman(), UserFactory(deputy=True)
    decision = DecisionFactory(submitted=True, persons=2, collectives=1)
    messages = told(decision, A.SUBMIT)
    assert {m.user for m in messages} == {signer, deputy}
    assert messages[0].text.startswith(
        "Tờ trình 112/TTr-PNV: Tặng Giấy khen cho 01 tập thể, 02 cá nhân, đã có thành tích"
    )
    assert messages[0].url == f"/quyet-dinh/{decision.pk}/ky/"


def test_a_return_is_told_to_its_composer_and_to_the_head(officer, head):
    decision = DecisionFactory(returned=True, officer=officer, head=head)
    messages = told(decision, A.SEND_BACK)
    assert {m.user for m in messages} == {officer, head}
    assert "Xem lại mức thưởng." in messages[0].text


def test_a_head_who_composed_it_is_told_once(head):
    decision = DecisionFactory(returned=True, officer=head, head=head)
    assert [m.user for m in told(decision, A.SEND_BACK)] == [head]


def test_the_issue_reaches_each_unit_once_and_the_clerical_desk():
    plan = AwardPlanFactory(approved=True)
    first = DossierFactory(appraised=True, persons=0, plan=plan)
    second = DossierFactory(
        appraised=True, persons=0, plan=plan, unit=DossierFactory(draft=True).unit
    )
    both = UserFactory(clerk=True, unit=first.unit)
    GrantFactory(user=both, unit=second.unit, right="file_dossiers")
    heads = [UserFactory(head=True, unit=d.unit) for d in (first, second)]
    clerical = UserFactory(clerical=True)
    stranger = UserFactory(clerk=True)
    decision = DecisionFactory(
        nominations=[*recommended(first, persons=2), *recommended(second)], submitted=True
    )
    approve(decision)
    messages = {m.user: m for m in told(decision, A.ISSUE)}
    assert {both, *heads, clerical} <= set(messages)
    assert stranger not in messages
    text = messages[both].text
    assert text.startswith("Quyết định số 01/QĐ-UBND ngày 20/11/2023: Tặng Giấy khen cho ")
    assert f"{first.unit.short_name} (2 trường hợp)" in text
    assert f"{second.unit.short_name} (1 trường hợp)" in text
    assert second.unit.short_name not in messages[heads[0]].text
    assert messages[heads[0]].url == decision.get_absolute_url()


@pytest.mark.parametrize("action", [A.RECALL, A.DISCARD, A.APPROVE])
def test_other_steps_concern_nobody(action):
    decision = DecisionFactory(issued=True)
    event = DecisionEvent(decision=decision, action=action, source="x", target="y")
    assert messages_for(event) == []


def test_a_notice_is_written_once_however_often_it_is_delivered():
    decision = DecisionFactory(submitted=True)
    event = decision.events.get()
    announce("decisions.decisionevent", event.pk)
    announce("decisions.decisionevent", event.pk)
    assert Notice.objects.filter(user=chairman()).count() == 1

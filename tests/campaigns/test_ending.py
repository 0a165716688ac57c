"""Closing and cancelling a plan: what stands in the way, what becomes of the rest."""

import pytest

from campaigns.enums import AmendmentState, PlanState
from campaigns.rules import ending as ending_rules
from campaigns.transitions import plan as plan_transitions
from nganam_awards.core.refusals import Refused
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db
IN_UNIT = (AmendmentState.DRAFT, AmendmentState.AWAITING_HEAD)
WITH_THE_TOWN = {
    AmendmentState.SUBMITTED: "Phòng Nội vụ thẩm định, trả lại hoặc từ chối bản đó trước",
    AmendmentState.APPRAISED: "Chủ tịch duyệt hoặc trả lại bản đó trước",
}


@pytest.fixture
def plan(people):
    return AwardPlanFactory(approved=True, campaign__organiser=people.ward)


def end(how, plan, people):
    if how == "close":
        plan_transitions.close(plan, by=people.officer)
    else:
        plan_transitions.cancel(plan, by=people.chairman, note="Phong trào dừng.")
    plan.refresh_from_db()
    return plan.state


@pytest.mark.parametrize("counter", ["proposed", "recommended", "with_chairman"])
def test_a_plan_in_use_is_not_cancelled(counter, people, plan):
    plan.quotas.filter(honouree_kind="person").update(**{counter: 2})
    with pytest.raises(Refused, match="Còn 2 đề nghị đang xử lý"):
        end("cancel", plan, people)


def test_a_plan_that_awarded_can_only_be_closed(people, plan):
    plan.quotas.filter(honouree_kind="person").update(awarded=2)
    with pytest.raises(Refused, match="Đã khen 2 trường hợp") as caught:
        end("cancel", plan, people)
    assert len(caught.value.reasons) == 1
    assert end("close", plan, people) == PlanState.CLOSED


def test_a_line_without_a_place_is_open_all_the_same(people, plan):
    """Not recommended lines hold no place and still wait for a word; so will suspended ones."""
    dossier = DossierFactory(appraised=True, plan=plan, persons=0)
    NominationFactory(dossier=dossier, not_recommended=True)
    NominationFactory(dossier=dossier, declined=True)
    assert sum(row.held for row in plan.quotas.all()) == 0
    with pytest.raises(Refused, match="Còn 1 đề nghị đang xử lý"):
        end("cancel", plan, people)


def test_drafts_of_units_stop_nothing_and_are_told(people, plan):
    DossierFactory(plan=plan, persons=3)
    DossierFactory(awaiting_head=True, plan=plan, persons=2)
    left = ending_rules.remaining(plan)
    assert (left.open_lines, left.drafts) == (0, 2)
    assert ending_rules.consequences(left) == ["2 hồ sơ đơn vị đang soạn sẽ không nộp được nữa."]
    assert end("cancel", plan, people) == PlanState.CANCELLED


def test_what_was_filed_goes_on_after_the_close(people, plan):
    DossierFactory(filed=True, plan=plan, persons=3)
    told = ending_rules.consequences(ending_rules.remaining(plan))
    assert told == ["Còn 3 đề nghị đang xử lý: vẫn được xét và khen trong chỉ tiêu đã duyệt."]
    assert end("close", plan, people) == PlanState.CLOSED


@pytest.mark.parametrize("how", ["close", "cancel"])
@pytest.mark.parametrize(("state", "answer"), WITH_THE_TOWN.items())
def test_an_amendment_before_the_town_gets_its_answer_first(how, state, answer, people, plan):
    PlanAmendmentFactory(plan=plan, state=state)
    with pytest.raises(Refused, match=answer):
        end(how, plan, people)


@pytest.mark.parametrize("how", ["close", "cancel"])
@pytest.mark.parametrize("state", IN_UNIT)
def test_an_amendment_in_its_unit_ends_with_the_plan(how, state, people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=state)
    told = ending_rules.consequences(ending_rules.remaining(plan))
    assert told == ["Bản điều chỉnh đơn vị đang soạn kết thúc cùng kế hoạch."]
    end(how, plan, people)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.WITHDRAWN
    assert amendment.before["content"] == plan.content
    assert amendment.events.newest_first().first().by is None


@pytest.mark.parametrize("state", ["approved", "refused", "withdrawn"])
def test_an_ended_amendment_stands_in_nobodys_way(state, people, plan):
    PlanAmendmentFactory(plan=plan, state=state)
    assert end("close", plan, people) == PlanState.CLOSED

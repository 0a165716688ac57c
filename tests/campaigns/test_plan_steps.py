"""Each step of an award plan: taken, blocked, refused to the wrong hand."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.enums import Exclusion, PlanState
from campaigns.rules import plan as plan_rules
from campaigns.transitions import plan as plan_transitions
from campaigns.workflow import FLOW, PlanAction as A
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, answered
from tests.factories.units import UserFactory


TAKE = {
    A.HAND_OVER: plan_transitions.hand_over,
    A.TAKE_BACK: plan_transitions.take_back,
    A.SEND_BACK: plan_transitions.send_back,
    A.CONFIRM: plan_transitions.confirm,
    A.ASK_BACK: plan_transitions.ask_back,
    A.APPRAISE: plan_transitions.appraise,
    A.REFUSE: plan_transitions.refuse,
    A.RETURN: plan_transitions.return_plan,
    A.APPROVE: plan_transitions.approve,
    A.CLOSE: plan_transitions.close,
    A.CANCEL: plan_transitions.cancel,
    A.RECORD: plan_transitions.record,
}
WORDS = {
    A.SEND_BACK: {"note": "Sửa lại chỉ tiêu."},
    A.ASK_BACK: {"note": "Ghi rõ tiêu chuẩn."},
    A.RETURN: {"note": "Giảm số lượng."},
    A.REFUSE: {"note": "Phục vụ hội nghị.", "exclusions": [Exclusion.CONFERENCE]},
    A.CANCEL: {"note": "Phong trào dừng."},
    A.APPROVE: {"late_reason": "Chờ hướng dẫn của tỉnh."},
    A.RECORD: {"approved_on": date(2023, 2, 28)},
}
HANDS = {
    A.HAND_OVER: {"clerk"},
    A.TAKE_BACK: {"clerk"},
    A.SEND_BACK: {"head"},
    A.CONFIRM: {"head"},
    A.ASK_BACK: {"officer", "chief"},
    A.APPRAISE: {"officer", "chief"},
    A.REFUSE: {"chief"},
    A.RETURN: {"chairman"},
    A.APPROVE: {"chairman"},
    A.CLOSE: {"officer", "chief"},
    A.CANCEL: {"chairman"},
}
EVERY_ARROW = [
    (action, source)
    for action, arrow in FLOW.arrows.items()
    for source in arrow.sources
    if action != A.RECORD  # of an earlier year only, tested apart
]


def plan_in(state, people, **fields):
    marks = {} if state == PlanState.DRAFT else {str(state): True}
    plan = AwardPlanFactory(**marks, campaign__organiser=people.ward, **fields)
    return answered(plan) if state == PlanState.SUBMITTED else plan


@pytest.mark.parametrize(("action", "source"), EVERY_ARROW)
def test_every_arrow_for_every_person(action, source, people):
    plan = plan_in(source, people)
    for name, person in people.all().items():
        if name not in HANDS[action]:
            assert not plan_rules.can_take(person, action, plan)
            with pytest.raises(PermissionDenied):
                TAKE[action](plan, by=person, **WORDS.get(action, {}))
    plan.refresh_from_db()
    assert plan.state == source

    who = people.all()[sorted(HANDS[action])[0]]
    assert plan_rules.can_take(who, action, plan)
    TAKE[action](plan, by=who, **WORDS.get(action, {}))
    plan.refresh_from_db()
    assert plan.state == FLOW.arrows[action].target
    event = plan.events.newest_first().first()
    assert (event.action, event.source, event.target, event.by) == (
        action,
        source,
        plan.state,
        who,
    )


def test_only_a_plan_of_an_earlier_year_is_recorded_as_approved_on_paper(people):
    past = AwardPlanFactory(review_year=2022, campaign__organiser=people.ward)
    present = AwardPlanFactory(campaign__organiser=people.ward)
    with pytest.raises(PermissionDenied):
        plan_transitions.record(present, approved_on=date(2023, 2, 28), by=people.administrator)
    with pytest.raises(PermissionDenied):
        plan_transitions.record(past, approved_on=date(2022, 2, 28), by=people.clerk)
    with pytest.raises(Refused, match="không thuộc năm xét 2022"):
        plan_transitions.record(past, approved_on=date(2023, 2, 28), by=people.administrator)
    recorded = plan_transitions.record(past, approved_on=date(2022, 2, 28), by=people.administrator)
    assert (recorded.state, recorded.approved_on) == (PlanState.CLOSED, date(2022, 2, 28))


@pytest.mark.parametrize("state", PlanState.values)
def test_nothing_off_the_map(state, people):
    plan = plan_in(state, people)
    for action in A:
        if state not in FLOW.arrows[action].sources:
            with pytest.raises(Refused, match="đang ở trạng thái"):
                TAKE[action](plan, by=people.clerk, **WORDS.get(action, {}))
            plan.refresh_from_db()
            assert plan.state == state, action


@pytest.mark.parametrize("action", [A.SEND_BACK, A.ASK_BACK, A.RETURN, A.CANCEL])
def test_a_return_says_why(action, people):
    plan = plan_in(FLOW.arrows[action].sources[0], people)
    who = people.all()[sorted(HANDS[action])[0]]
    before = plan.events.count()
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        TAKE[action](plan, by=who, note="   ")
    assert plan.events.count() == before


def test_the_words_are_kept(people):
    plan = plan_in(PlanState.SUBMITTED, people)
    plan_transitions.ask_back(plan, by=people.officer, note="Ghi rõ tiêu chuẩn cá nhân.")
    assert plan.events.newest_first().first().note == "Ghi rõ tiêu chuẩn cá nhân."


# Chuyển thủ trưởng: what the letter asks (R5)


def test_a_bare_plan_does_not_leave_the_desk(people):
    plan = AwardPlanFactory(bare=True, content=" ", campaign__organiser=people.ward)
    with pytest.raises(Refused) as caught:
        plan_transitions.hand_over(plan, by=people.clerk)
    text = " ".join(caught.value.reasons)
    for lacking in ("nội dung thi đua", "tiêu chí", "tiêu chuẩn", "chỉ tiêu số lượng"):
        assert lacking in text
    assert not plan.events.exists()


def test_places_without_a_standard_are_named(people):
    plan = plan_in(PlanState.DRAFT, people)
    plan.standards.all().delete()
    with pytest.raises(Refused, match="Chưa có tiêu chuẩn cho Giấy khen"):
        plan_transitions.hand_over(plan, by=people.clerk)


def test_the_review_lies_in_its_year(people):
    plan = plan_in(PlanState.DRAFT, people, review_on=date(2024, 1, 5))
    with pytest.raises(Refused, match="05/01/2024 không thuộc năm xét 2023"):
        plan_transitions.hand_over(plan, by=people.clerk)


def test_a_year_that_is_over_is_not_sent(people, at):
    plan = plan_in(PlanState.DRAFT, people)
    at(date(2024, 1, 2))
    with pytest.raises(Refused, match="Năm xét 2023 đã qua"):
        plan_transitions.hand_over(plan, by=people.clerk)


def test_the_head_cannot_confirm_what_became_incomplete(people):
    plan = plan_in(PlanState.AWAITING_HEAD, people)
    plan.criteria.all().delete()
    with pytest.raises(Refused, match="Chưa có tiêu chí"):
        plan_transitions.confirm(plan, by=people.head)


def test_four_eyes(both_hands, people):
    plan = plan_in(PlanState.DRAFT, people)
    plan_transitions.hand_over(plan, by=both_hands)
    assert not plan_rules.can_take(both_hands, A.CONFIRM, plan)
    with pytest.raises(PermissionDenied):
        plan_transitions.confirm(plan, by=both_hands)
    plan_transitions.confirm(plan, by=people.head)
    assert plan.state == PlanState.SUBMITTED


def test_confirmation_is_the_day_it_was_sent(people, at):
    plan = plan_in(PlanState.AWAITING_HEAD, people)
    at(date(2023, 2, 10))
    assert plan_transitions.confirm(plan, by=people.head).submitted_on == date(2023, 2, 10)


# Chủ tịch duyệt: at the start of the year (R5, R6)


def test_the_last_second_of_the_start_of_the_year(people, at):
    in_time = plan_in(PlanState.APPRAISED, people)
    too_late = plan_in(PlanState.APPRAISED, people)
    at(datetime(2023, 3, 31, 23, 59, 59, tzinfo=OFFICE_ZONE))
    approved = plan_transitions.approve(in_time, by=people.chairman)
    assert (approved.approved_on, approved.was_late) == (date(2023, 3, 31), False)
    at(datetime(2023, 4, 1, tzinfo=OFFICE_ZONE))
    with pytest.raises(Refused, match="31/03/2023"):
        plan_transitions.approve(too_late, by=people.chairman)
    approved = plan_transitions.approve(
        too_late, by=people.chairman, late_reason="Chờ hướng dẫn của tỉnh."
    )
    assert (approved.approved_on, approved.was_late) == (date(2023, 4, 1), True)
    assert approved.late_reason == "Chờ hướng dẫn của tỉnh."


def test_a_reason_in_time_is_not_kept(people, at):
    plan = plan_in(PlanState.APPRAISED, people)
    at(date(2023, 2, 28))
    approved = plan_transitions.approve(plan, by=people.chairman, late_reason="Không cần.")
    assert approved.late_reason == ""


@pytest.mark.parametrize("day", [date(2022, 12, 30), date(2024, 1, 2)])
def test_only_in_its_own_year(day, people, at):
    plan = plan_in(PlanState.APPRAISED, people)
    at(day)
    with pytest.raises(Refused, match="chỉ được duyệt trong năm đó"):
        plan_transitions.approve(plan, by=people.chairman, late_reason="Muộn.")
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (PlanState.APPRAISED, None)


def test_refusal_names_a_known_exclusion(people):
    plan = plan_in(PlanState.SUBMITTED, people)
    with pytest.raises(Refused, match="Chọn lý do loại trừ"):
        plan_transitions.refuse(plan, by=people.chief, exclusions=["EX_KHAC"], note="Không hợp lệ.")
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        plan_transitions.refuse(plan, by=people.chief, exclusions=[Exclusion.LAW], note="")
    refused = plan_transitions.refuse(
        plan, by=people.chief, exclusions=[Exclusion.LAW], note="Triển khai Luật."
    )
    assert refused.exclusions == [Exclusion.LAW]


def test_a_plan_of_the_town_goes_the_same_way(people):
    clerk = UserFactory(clerk=True, unit=people.officer.unit)
    plan = AwardPlanFactory(campaign__organiser=people.officer.unit)
    plan_transitions.hand_over(plan, by=clerk)
    plan_transitions.confirm(plan, by=people.chief)
    assert plan.state == PlanState.SUBMITTED


# a page that is no longer true


def test_the_same_click_twice(people):
    plan = plan_in(PlanState.DRAFT, people)
    seen = seen_mark(plan)
    plan_transitions.hand_over(plan, by=people.clerk, seen=seen)
    with pytest.raises(AlreadyDone, match="đã được ghi nhận"):
        plan_transitions.hand_over(plan, by=people.clerk, seen=seen)
    assert plan.events.count() == 1


def test_a_stale_page_says_what_happened(people):
    plan = plan_in(PlanState.SUBMITTED, people)
    seen = seen_mark(plan)
    plan_transitions.appraise(plan, by=people.officer)
    with pytest.raises(Stale, match="Nguyễn Hoàng Ân: phòng nội vụ thẩm định"):
        plan_transitions.refuse(
            plan, by=people.chief, exclusions=[Exclusion.LAW], note="Triển khai Luật.", seen=seen
        )
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED

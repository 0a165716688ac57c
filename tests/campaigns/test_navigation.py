"""What waits for a person among plans: whose it is, until when, and how it reads."""

from datetime import date

import pytest

from campaigns.enums import AmendmentState, PlanState
from campaigns.models import AwardPlan, FilingExtension
from campaigns.navigation import KIND
from campaigns.transitions import amendment as amendment_transitions, plan as plan_transitions
from nganam_awards.core import clock, work
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db


def tasks(person):
    """Lines of the table of work that are plans."""
    refs = work.waiting_of(person).refs
    return work.tasks_of(ref for ref in refs if ref.lane.kind == KIND)


@pytest.mark.parametrize("is_town_wide", [False, True])
def test_what_waits_is_on_the_table_and_nothing_else(is_town_wide, people):
    wide = {"campaign__is_town_wide": is_town_wide}
    for state in PlanState:
        AwardPlanFactory(state=state, **wide, campaign__organiser=people.ward)
    for name, person in people.all().items():
        waiting = AwardPlan.objects.waiting_for(person)
        told = {task.url.partition("#")[0] for task in tasks(person)}
        assert told == {plan.get_absolute_url() for plan in waiting}, name


def test_a_plan_sent_in_time_has_the_last_day_of_the_letter(people):
    AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    late = AwardPlanFactory(appraised=True)
    AwardPlan.objects.filter(pk=late.pk).update(submitted_on=date(2023, 11, 3))
    AwardPlanFactory(appraised=True, review_year=2024)
    found = tasks(people.chairman)
    assert [task.due_on for task in found] == [date(2023, 3, 31), None, None]
    assert {task.step for task in found} == {"Duyệt kế hoạch"}
    assert found[0].unit == people.ward.short_name
    assert found[0].note == "Kế hoạch · chỉ tiêu 8 tập thể, 15 cá nhân"


def test_what_came_back_says_why(people):
    plan = AwardPlanFactory(awaiting_head=True, campaign__organiser=people.ward)
    approved = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    amendment = PlanAmendmentFactory(plan=approved, state=AmendmentState.AWAITING_HEAD)
    plan_transitions.send_back(plan, by=people.head, note="Thiếu tiêu chí.")
    amendment_transitions.send_back(amendment, by=people.head, note="Thiếu tiêu chí.")
    found = tasks(people.clerk)
    assert [task.step for task in found] == ["Sửa, chuyển lại"] * 2
    assert {task.note for task in found} == {"Kế hoạch · trả lại: «Thiếu tiêu chí.»"}


def test_a_plan_is_closed_when_its_review_and_its_dossiers_are_over(people):
    over = AwardPlanFactory(approved=True, review_year=2022)
    AwardPlanFactory(approved=True)  # reviewed in December
    busy = AwardPlanFactory(approved=True, review_year=2022)
    busy.quotas.filter(honouree_kind="person").update(proposed=1)
    extended = AwardPlanFactory(approved=True, review_year=2022)
    FilingExtension.objects.create(
        plan=extended,
        unit=extended.campaign.organiser,
        closes_on=clock.today(),
        reason="Bão số 5.",
        granted_by=people.officer,
    )
    found = [task for task in tasks(people.officer) if task.step == "Kết thúc kế hoạch"]
    assert [task.url for task in found] == [over.get_absolute_url()]

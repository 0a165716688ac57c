"""Writing a campaign and the draft of its plan."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.enums import PlanState, ReviewKind
from campaigns.models import AwardPlan, Campaign
from campaigns.services import plan as plan_services
from campaigns.transitions import plan as plan_transitions
from law.models import CampaignTheme
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, town_certificate


pytestmark = pytest.mark.django_db


def campaign_fields(**more):
    return {
        "name": "Dân vận khéo",
        "theme": CampaignTheme.objects.get(code="DIEN_HINH"),
        "starts_on": date(2023, 1, 10),
        "ends_on": date(2023, 12, 20),
    } | more


def plan_fields(**more):
    return {
        "review_year": 2023,
        "review_kind": ReviewKind.FINAL,
        "review_on": date(2023, 12, 15),
        "content": "Vận động nhân dân chỉnh trang đô thị.",
    } | more


def test_the_clerk_creates_both(people):
    plan = plan_services.create_campaign_with_plan(
        organiser=people.ward,
        campaign=campaign_fields(),
        plan=plan_fields(participants=[people.ward, people.other_clerk.unit]),
        key=uuid4(),
        by=people.clerk,
    )
    assert (plan.state, plan.campaign.organiser) == (PlanState.DRAFT, people.ward)
    assert list(plan.participants.all()) == [people.other_clerk.unit]  # the organiser takes part


def test_one_key_one_campaign(people):
    key = uuid4()
    made = [
        plan_services.create_campaign_with_plan(
            organiser=people.ward,
            campaign=campaign_fields(),
            plan=plan_fields(),
            key=key,
            by=people.clerk,
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert (Campaign.objects.count(), AwardPlan.objects.count()) == (1, 1)


def test_a_twin_that_was_quicker_is_taken_for_ones_own(people, monkeypatch):
    """Both clicks looked before either had written."""
    key = uuid4()
    asked = {"campaign": campaign_fields(), "plan": plan_fields(), "key": key, "by": people.clerk}
    first = plan_services.create_campaign_with_plan(organiser=people.ward, **asked)
    answers = iter([None, first])
    monkeypatch.setattr(plan_services, "_made_with", lambda _: next(answers))
    assert plan_services.create_campaign_with_plan(organiser=people.ward, **asked) == first
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["head", "officer", "chief", "chairman", "administrator", "other_clerk", "nobody"]
)
def test_only_the_clerk_of_the_organiser_writes_a_plan(name, people):
    person = people.all()[name]
    plan = AwardPlanFactory(campaign__organiser=people.ward)
    row = plan.criteria.get()
    attempts = [
        lambda: plan_services.create_campaign(
            organiser=people.ward, by=person, **campaign_fields()
        ),
        lambda: plan_services.draft_plan(plan.campaign, by=person, **plan_fields(review_year=2024)),
        lambda: plan_services.edit_plan(plan, by=person, content="Khác"),
        lambda: plan_services.add_criterion(plan, text="Mới", by=person),
        lambda: plan_services.edit_row(row, by=person, text="Khác"),
        lambda: plan_services.remove_row(row, by=person),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize("state", [s for s in PlanState.values if s != PlanState.DRAFT])
def test_only_a_draft_is_edited(state, people):
    plan = AwardPlanFactory(**{state: True}, campaign__organiser=people.ward)
    row = plan.criteria.get()
    attempts = [
        lambda: plan_services.edit_plan(plan, by=people.clerk, content="Khác"),
        lambda: plan_services.edit_campaign(plan.campaign, by=people.clerk, name="Khác"),
        lambda: plan_services.add_criterion(plan, text="Mới", by=people.clerk),
        lambda: plan_services.add_standard(
            plan, award_type=town_certificate(), text="Mới", by=people.clerk
        ),
        lambda: plan_services.edit_row(row, by=people.clerk, text="Khác"),
        lambda: plan_services.remove_row(row, by=people.clerk),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="đang ở trạng thái"):
            attempt()
    row.refresh_from_db()
    assert row.text != "Khác"


def test_the_town_s_keeper_mends_a_name(people):
    campaign = CampaignFactory(organiser=people.ward)
    plan_services.edit_campaign(campaign, by=people.administrator, name="Tên đúng")
    campaign.refresh_from_db()
    assert campaign.name == "Tên đúng"
    with pytest.raises(PermissionDenied):
        plan_services.edit_campaign(campaign, by=people.officer, name="Tên khác")


def test_one_plan_a_year(people):
    plan = AwardPlanFactory(campaign__organiser=people.ward)
    with pytest.raises(Refused, match="đã có kế hoạch khen thưởng của năm đó"):
        plan_services.draft_plan(plan.campaign, by=people.clerk, **plan_fields())
    other = plan_services.draft_plan(
        plan.campaign,
        by=people.clerk,
        **plan_fields(review_year=2024, review_on=date(2024, 6, 1)),
    )
    with pytest.raises(Refused, match="đã có kế hoạch"):
        plan_services.edit_plan(
            other, by=people.clerk, review_year=2023, review_on=date(2023, 6, 1)
        )


def test_the_day_fits_the_year_and_the_campaign(people):
    campaign = CampaignFactory(organiser=people.ward, starts_on=date(2023, 3, 1))
    with pytest.raises(Refused, match="05/01/2024 không thuộc năm xét 2023"):
        plan_services.draft_plan(
            campaign, by=people.clerk, **plan_fields(review_on=date(2024, 1, 5))
        )
    with pytest.raises(Refused, match="trước ngày phát động 01/03/2023"):
        plan_services.draft_plan(
            campaign, by=people.clerk, **plan_fields(review_on=date(2023, 2, 1))
        )
    plan = plan_services.draft_plan(campaign, by=people.clerk, **plan_fields())
    with pytest.raises(Refused, match="trước ngày phát động"):
        plan_services.edit_campaign(
            campaign, by=people.clerk, starts_on=date(2023, 12, 18), ends_on=date(2023, 12, 20)
        )
    changed = plan_services.edit_campaign_and_plan(
        plan,
        campaign={"starts_on": date(2023, 12, 16), "ends_on": date(2023, 12, 20)},
        fields={"review_on": date(2023, 12, 18)},
        by=people.clerk,
    )
    assert changed.review_on == date(2023, 12, 18)


def test_an_edit_of_both_is_all_or_nothing(people):
    plan = AwardPlanFactory(campaign__organiser=people.ward)
    with pytest.raises(Refused):
        plan_services.edit_campaign_and_plan(
            plan, campaign={"name": "Mới"}, fields={"review_on": date(2025, 1, 1)}, by=people.clerk
        )
    plan.campaign.refresh_from_db()
    assert plan.campaign.name != "Mới"


def test_the_same_row_twice_is_one_row(people):
    plan = AwardPlanFactory(campaign__organiser=people.ward, bare=True)
    for _ in range(2):
        plan_services.add_criterion(plan, text="Số mét đường", by=people.clerk)
        plan_services.add_standard(
            plan, award_type=town_certificate(), text="Từ 500 mét", by=people.clerk
        )
    assert (plan.criteria.count(), plan.standards.count()) == (1, 1)


def test_rows_are_edited_and_removed(people):
    plan = AwardPlanFactory(campaign__organiser=people.ward)
    row = plan.criteria.get()
    assert (
        plan_services.edit_row(row, by=people.clerk, text="Khác", is_measurable=False).text
        == "Khác"
    )
    plan_services.remove_row(row, by=people.clerk)
    plan_services.remove_row(
        row, by=people.clerk
    )  # the second click finds nothing, and says nothing
    assert not plan.criteria.exists()


def test_a_returned_plan_is_edited_again(people):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    plan_transitions.ask_back(plan, by=people.officer, note="Sửa chỉ tiêu.")
    plan_services.edit_plan(plan, by=people.clerk, content="Nội dung mới")
    plan_transitions.hand_over(plan, by=people.clerk)
    plan.refresh_from_db()
    assert (plan.state, plan.content) == (PlanState.AWAITING_HEAD, "Nội dung mới")

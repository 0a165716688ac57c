"""A new year's plan from the last one, and campaigns of the whole town."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.enums import CampaignKind, PlanState
from campaigns.models import AwardPlan, Campaign
from campaigns.rules import plan as plan_rules
from campaigns.services import copy as copy_services, plan as plan_services
from campaigns.transitions import plan as plan_transitions
from law.models import AwardType, CampaignTheme
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, QuotaFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import Unit


pytestmark = pytest.mark.django_db


def test_words_numbers_and_units_are_copied_days_move_and_statements_are_asked_anew(people):
    other = UnitFactory()
    source = AwardPlanFactory(
        closed=True, review_year=2022, campaign__organiser=people.ward, participants=[other]
    )
    source.quotas.filter(honouree_kind="person").update(asked=20)
    copied = copy_services.copy_plan(source.campaign, by=people.clerk)
    assert (copied.review_year, copied.review_on) == (2023, date(2023, 12, 15))
    assert copied.content == source.content
    assert list(copied.participants.all()) == [other]
    assert set(copied.quotas.values_list("honouree_kind", "limit")) == {
        ("collective", 8),
        ("person", 20),  # what was asked, not what was cut
    }
    assert copied.criteria.count() == source.criteria.count()
    assert copied.standards.count() == source.standards.count()
    assert copied.serves_law is None
    assert not copied.files.exists()
    assert any("tệp kế hoạch" in item.text for item in plan_rules.missing(copied))


def test_the_share_of_a_unit_that_is_no_more_falls_to_all(people):
    gone, stays = UnitFactory(valid_to=date(2023, 6, 30)), UnitFactory()
    source = AwardPlanFactory(
        closed=True, review_year=2022, campaign__organiser=people.ward, participants=[gone, stays]
    )
    QuotaFactory(plan=source, unit=gone, limit=3)
    QuotaFactory(plan=source, unit=stays, limit=2)
    copied = copy_services.copy_plan(source.campaign, by=people.clerk)
    persons = copied.quotas.filter(honouree_kind="person").values_list("unit", "limit")
    assert set(persons) == {(None, 18), (stays.pk, 2)}
    assert list(copied.participants.all()) == [stays]


def test_an_award_that_left_the_town_is_not_promised_again(people):
    source = AwardPlanFactory(closed=True, review_year=2022, campaign__organiser=people.ward)
    QuotaFactory(plan=source, award_type=AwardType.objects.get(code="BK_T"), limit=3)
    copied = copy_services.copy_plan(source.campaign, by=people.clerk)
    assert set(copied.quotas.values_list("award_type__code", flat=True)) == {"GK"}


def test_a_leap_day_becomes_the_28th(people, at):
    at(date(2024, 12, 20))
    source = AwardPlanFactory(
        closed=True,
        review_year=2024,
        review_on=date(2024, 2, 29),
        campaign__organiser=people.ward,
    )
    copied = copy_services.copy_plan(source.campaign, by=people.clerk)
    assert copied.review_on == date(2025, 2, 28)


def test_two_clicks_make_one_copy(people, client_of):
    source = AwardPlanFactory(closed=True, review_year=2022, campaign__organiser=people.ward)
    browser, where = (
        client_of(people.clerk),
        reverse("campaigns:plan_copy", args=[source.campaign_id]),
    )
    assert browser.post(where).status_code == browser.post(where).status_code == 302
    assert AwardPlan.objects.filter(campaign=source.campaign).count() == 2


def test_copying_is_for_the_organisers_clerk(people):
    source = AwardPlanFactory(closed=True, review_year=2022, campaign__organiser=people.ward)
    for person in (people.head, people.officer, people.other_clerk, people.administrator):
        with pytest.raises(PermissionDenied):
            copy_services.copy_plan(source.campaign, by=person)


def test_nothing_is_copied_from_nothing(people):
    with pytest.raises(Refused, match="chưa có kế hoạch"):
        copy_services.copy_plan(CampaignFactory(organiser=people.ward), by=people.clerk)


# The whole town


@pytest.fixture
def home_affairs(db):
    return Unit.objects.filter(code="PNV").first() or UnitFactory(code="PNV", name="Phòng Nội vụ")


@pytest.fixture
def town_plan(home_affairs):
    return AwardPlanFactory(campaign__organiser=home_affairs, campaign__is_town_wide=True)


def test_the_administrator_drafts_for_the_town_and_the_head_of_home_affairs_confirms(
    town_plan, home_affairs, people
):
    chief = UserFactory(head=True, unit=home_affairs)
    assert AwardPlan.objects.waiting_for(people.administrator).contains(town_plan)
    plan_transitions.hand_over(town_plan, by=people.administrator)
    with pytest.raises(PermissionDenied):
        plan_transitions.confirm(town_plan, by=people.administrator)
    plan_transitions.confirm(town_plan, by=chief)
    town_plan.refresh_from_db()
    assert town_plan.state == PlanState.SUBMITTED


def test_the_administrator_is_told_what_the_towns_plan_lacks(town_plan, people, client_of):
    town_plan.files.all().delete()
    page = client_of(people.administrator).get(town_plan.get_absolute_url()).content.decode()
    assert "Còn 1 việc trước khi chuyển thủ trưởng" in page


def test_the_clerk_of_home_affairs_drafts_for_the_town_too(town_plan, home_affairs):
    clerk = UserFactory(clerk=True, unit=home_affairs)
    plan_transitions.hand_over(town_plan, by=clerk)
    assert town_plan.state == PlanState.AWAITING_HEAD


def test_what_home_affairs_does_as_a_unit_is_not_the_administrators(home_affairs, people):
    own = AwardPlanFactory(campaign__organiser=home_affairs)
    assert not plan_rules.can_draft(people.administrator, own.campaign)
    assert not AwardPlan.objects.visible_to(people.administrator).contains(own)


def test_only_home_affairs_launches_for_the_town(people):
    with pytest.raises(Refused, match="chọn Phòng Nội vụ"):
        plan_services.create_campaign(
            organiser=people.ward, is_town_wide=True, name="Cả thị xã", by=people.clerk
        )


def test_a_campaign_says_its_kind_and_the_documents_it_stands_on(people, client_of):
    browser = client_of(people.clerk)
    campaign = plan_services.create_campaign(
        organiser=people.ward,
        name="Đại hội nhiệm kỳ",
        kind=CampaignKind.CONGRESS,
        theme=CampaignTheme.objects.get(code="DAI_HOI"),
        starts_on=date(2023, 1, 10),
        ends_on=date(2023, 10, 30),
        basis=["Kế hoạch 45/KH-UBND ngày 10/01/2023", "Chỉ thị 08-CT/TU"],
        by=people.clerk,
    )
    page = browser.get(campaign.get_absolute_url()).content.decode()
    assert "Nhiệm kỳ đại hội" in page
    assert "Chỉ thị 08-CT/TU" in page
    plan_services.edit_campaign(campaign, basis=["Chỉ thị 08-CT/TU"], by=people.clerk)
    assert [row.title for row in Campaign.objects.get().basis_documents.all()] == [
        "Chỉ thị 08-CT/TU"
    ]

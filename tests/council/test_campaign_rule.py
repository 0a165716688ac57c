"""The switch «lấy phiếu ý kiến» of one campaign."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import CampaignRule
from council.services import campaign_rule as campaign_rule_services
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.council import the_council
from tests.factories.units import UserFactory
from units.models import AdminAct


pytestmark = pytest.mark.django_db

LIST = "/hoi-dong/phong-trao/"
TODAY = date(2023, 11, 20)


@pytest.fixture
def campaign():
    return AwardPlanFactory(approved=True).campaign


@pytest.fixture
def head():
    return UserFactory(home_affairs_head=True)


def on(campaign):
    return f"{LIST}{campaign.pk}/bat/"


def off(row):
    return f"{LIST}dot/{row.pk}/ngay-cuoi/"


@pytest.mark.parametrize(
    ("office", "reads", "switches"),
    [
        ("home_affairs_head", 200, 200),
        ("administrator", 200, 200),
        ("officer", 404, 404),
        ("chairman", 404, 404),
        ("clerk", 404, 404),
        ("clerical", 404, 404),
    ],
)
def test_the_head_and_the_administrator_switch(office, reads, switches, campaign, client_of):
    browser = client_of(UserFactory(**{office: True}))
    assert browser.get(LIST).status_code == reads
    assert browser.get(on(campaign)).status_code == switches


def test_the_secretary_reads_and_does_not_switch(campaign, client_of):
    browser = client_of(the_council(3).secretary)
    page = browser.get(LIST)
    assert page.status_code == 200
    assert on(campaign) not in page.text
    assert browser.get(on(campaign)).status_code == 403


def test_the_letter_stands_beside_the_switch(campaign, head, client_of):
    page = client_of(head).get(LIST).text
    assert "«Hội đồng thi đua khen thưởng thị xã chỉ xem xét trình Chủ tịch" in page
    assert campaign.name in page
    assert on(campaign) in page


def test_it_is_switched_on_from_a_day_and_ended_with_a_day(campaign, head, client_of):
    browser = client_of(head)
    answer = browser.post(on(campaign), {"starts_on": "20/11/2023"}, follow=True)
    assert "Lấy phiếu ý kiến từ 20/11/2023." in answer.text
    row = CampaignRule.objects.get()
    assert (row.campaign, row.starts_on, row.ends_on, row.set_by) == (campaign, TODAY, None, head)
    assert "Đang lấy" in answer.text
    answer = browser.post(off(row), {"ends_on": "30/11/2023"}, follow=True)
    assert "từ 20/11/2023 đến hết 30/11/2023." in answer.text
    assert "Đang lấy" in answer.text
    assert [act.what for act in AdminAct.objects.order_by("pk")][-2:] == [
        "Bật lấy phiếu ý kiến của Hội đồng",
        "Thôi lấy phiếu ý kiến của Hội đồng",
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Ghi một ngày ở mục «Lấy phiếu ý kiến từ ngày»"),
        ("31/02/2023", "31/02/2023"),
        ("19/11/2023", "Ngày đã qua: quyết định đã soạn không hỏi lại."),
        ("01/12/2023", "Phong trào này đã lấy phiếu ý kiến từ 20/11/2023."),
    ],
)
def test_a_day_that_cannot_stand_is_told_beside_it(typed, sentence, campaign, head, client_of):
    CampaignRule.objects.create(campaign=campaign, starts_on=TODAY, set_by=head)
    answer = client_of(head).post(on(campaign), {"starts_on": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    assert CampaignRule.objects.count() == 1


@pytest.mark.parametrize(
    ("ends_on", "sentence"),
    [
        (date(2023, 11, 19), "Lấy phiếu ý kiến bắt đầu 20/11/2023; chọn từ ngày đó."),
        (date(2023, 11, 21), "Ngày cuối không được trước hôm nay."),
    ],
)
def test_it_does_not_end_before_today(ends_on, sentence, campaign, head, at):
    row = CampaignRule.objects.create(campaign=campaign, starts_on=TODAY, set_by=head)
    at(date(2023, 11, 22))
    with pytest.raises(Refused) as refusal:
        campaign_rule_services.end(row, ends_on=ends_on, by=head)
    assert refusal.value.reasons == (sentence,)


def test_the_same_click_twice_switches_on_once(campaign, head):
    campaign_rule_services.switch_on(campaign, starts_on=TODAY, by=head)
    with pytest.raises(AlreadyDone):
        campaign_rule_services.switch_on(campaign, starts_on=TODAY, by=head)
    row = CampaignRule.objects.get()
    campaign_rule_services.end(row, ends_on=TODAY, by=head)
    with pytest.raises(AlreadyDone):
        campaign_rule_services.end(row, ends_on=TODAY, by=head)


def test_after_its_last_day_it_can_be_switched_on_again(campaign, head, at):
    row = campaign_rule_services.switch_on(campaign, starts_on=TODAY, by=head)
    campaign_rule_services.end(row, ends_on=TODAY, by=head)
    at(date(2023, 11, 21))
    campaign_rule_services.switch_on(campaign, starts_on=date(2023, 12, 1), by=head)
    assert CampaignRule.objects.count() == 2


def test_nobody_else_switches(campaign, head):
    stranger = UserFactory(officer=True)
    with pytest.raises(PermissionDenied):
        campaign_rule_services.switch_on(campaign, starts_on=TODAY, by=stranger)
    row = campaign_rule_services.switch_on(campaign, starts_on=TODAY, by=head)
    with pytest.raises(PermissionDenied):
        campaign_rule_services.end(row, ends_on=TODAY, by=stranger)


def test_the_list_costs_the_same_with_many_campaigns(campaign, head, client_of):
    browser, counts = client_of(head), []
    browser.get(LIST)  # what every page keeps is kept from now on
    for more in (1, 5):
        for plan in AwardPlanFactory.create_batch(more, approved=True):
            CampaignRule.objects.create(campaign=plan.campaign, starts_on=TODAY, set_by=head)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]

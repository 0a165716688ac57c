"""The year of all plans, drawn and told."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from campaigns.queries import year as year_queries
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db
WHERE = "/phong-trao/lich/"
WINDOW = {"filing_opens_on": date(2023, 10, 1), "filing_closes_on": date(2023, 11, 30)}


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        (PlanState.APPROVED, date(2023, 9, 30), "Nhận hồ sơ từ 01/10/2023"),
        (PlanState.APPROVED, date(2023, 10, 1), "Đang nhận hồ sơ"),
        (PlanState.APPROVED, date(2023, 11, 15), "Đang nhận hồ sơ"),
        (PlanState.APPROVED, date(2023, 11, 16), "Sắp hết hạn, còn 14 ngày"),
        (PlanState.APPROVED, date(2023, 11, 30), "Hôm nay là ngày cuối"),
        (PlanState.APPROVED, date(2023, 12, 1), "Hết hạn nhận hồ sơ"),
        (PlanState.SUBMITTED, date(2023, 11, 1), "Chưa duyệt"),
        (PlanState.CLOSED, date(2023, 11, 1), "Đã kết thúc"),
        (PlanState.REFUSED, date(2023, 11, 1), "Không được duyệt"),
    ],
)
def test_each_plan_says_where_it_stands(state, today, words):
    assert year_queries.standing(AwardPlanFactory(state=state, **WINDOW), today)[0] == words


def test_the_year_fills_the_drawing_and_other_years_stay_at_its_edge():
    assert year_queries.place_of(date(2023, 1, 1), 2023) == 0
    assert year_queries.place_of(date(2023, 12, 31), 2023, is_end=True) == year_queries.WIDTH
    assert year_queries.place_of(date(2022, 5, 1), 2023) == 0
    assert year_queries.place_of(date(2024, 5, 1), 2023) == year_queries.WIDTH
    assert year_queries.months(2024)[0] == (
        1,
        0,
        year_queries.place_of(date(2024, 2, 1), 2024) // 2,
    )


def test_a_bar_is_as_long_as_its_days_and_bars_stand_in_their_order():
    later = AwardPlanFactory(approved=True, **WINDOW)
    sooner = AwardPlanFactory(
        approved=True, filing_opens_on=date(2023, 3, 1), filing_closes_on=date(2023, 3, 1)
    )
    first, second = year_queries.bars_of([later, sooner], date(2023, 11, 20))
    assert (first.plan, second.plan) == (sooner, later)
    assert first.width == 4
    assert second.width == year_queries.place_of(date(2023, 12, 1), 2023) - second.x


def test_the_drawing_explains_the_colours_it_uses_and_a_refused_plan_stands_back():
    plans = [AwardPlanFactory(approved=True, **WINDOW), AwardPlanFactory(refused=True, **WINDOW)]
    open_one, refused = year_queries.bars_of(plans, date(2023, 10, 10))
    assert (open_one.colour, refused.colour, refused.tone) == ("ok", "quiet", "stop")
    assert [colour for colour, _ in year_queries.keys_of([open_one, refused])] == ["ok", "quiet"]


def test_the_page_shows_what_the_person_may_see_of_the_year(people, client_of):
    mine = AwardPlanFactory(campaign__organiser=people.ward, campaign__name="Nháp của phường")
    AwardPlanFactory(approved=True, campaign__name="Phong trào đã duyệt", late_reason="Chờ.")
    AwardPlanFactory(closed=True, review_year=2022, campaign__name="Phong trào năm trước")
    page = client_of(people.clerk).get(WHERE).content.decode()
    assert "Nháp của phường" in page
    assert "Phong trào đã duyệt" in page
    assert "Phong trào năm trước" not in page
    assert "Gửi muộn" in page or "Duyệt muộn" in page
    assert "31/03/2023" in page
    assert 'style="' not in page
    own = client_of(people.clerk).get(f"{WHERE}?xem=don-vi").content.decode()
    assert re.findall(r'class="row-link clamp" href="([^"]+)"', own) == [mine.get_absolute_url()]
    stranger = client_of(people.other_clerk).get(WHERE).content.decode()
    assert "Nháp của phường" not in stranger
    assert (
        "Phong trào năm trước" in client_of(people.clerk).get(f"{WHERE}?nam=2022").content.decode()
    )


@pytest.mark.parametrize("typed", ["", "abcd", "1999", "2099", "20233", "²⁰²³"])
def test_nonsense_asks_for_this_year(typed, people, client_of):
    answer = client_of(people.clerk).get(WHERE, {"nam": typed})
    assert "Lịch phong trào năm 2023" in answer.content.decode()


def test_the_page_costs_the_same_for_one_plan_and_for_many_and_is_bounded(people, client_of):
    browser = client_of(people.officer)

    def cost():
        browser.get(WHERE)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(WHERE)
        return len(asked), answer.content.decode()

    AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    one, _ = cost()
    for _ in range(year_queries.MOST_BARS):
        AwardPlanFactory(approved=True, bare=True, campaign__organiser=people.ward)
    many, page = cost()
    assert one == many <= 15
    listed = page.count('class="row-link clamp"')
    assert listed == year_queries.MOST_BARS < AwardPlan.objects.count()
    assert "chỉ hiện phần đầu" in page

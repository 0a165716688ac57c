"""The list's tabs and counts; what a head of unit reads first on a plan's page."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.enums import SCOPES, PlanState
from campaigns.forms.filters import PlanFilter
from campaigns.models import AwardPlan
from campaigns.views.glance import glance
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
LIST = "/phong-trao/"
WINDOW = {"filing_opens_on": date(2023, 10, 1), "filing_closes_on": date(2023, 11, 30)}


@pytest.fixture
def plans(people):
    for state in PlanState:
        AwardPlanFactory(state=state, campaign__organiser=people.ward)
        AwardPlanFactory(state=state)
    AwardPlanFactory(approved=True, **WINDOW | {"filing_closes_on": date(2023, 11, 19)})


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "chairman", "administrator", "nobody"])
def test_each_tab_counts_exactly_the_rows_it_opens(who, plans, people, client_of):
    person = people.all()[who]
    browser = client_of(person)
    page = browser.get(LIST).content.decode()
    counts = dict(
        re.findall(
            r'href="/phong-trao/(?:\?scope=)?([\w-]*)"[^>]*>\s*[^<]*<span class="count">(\d+)', page
        )
    )
    for scope in SCOPES:
        rows = browser.get(LIST, {"scope": scope}).content.decode().count('class="row-link"')
        assert int(counts[scope]) == rows, scope
    assert int(counts[""]) == AwardPlan.objects.visible_to(person).count()


def test_beside_each_state_stands_how_many_there_are(plans, people, client_of):
    page = client_of(people.officer).get(LIST).content.decode()
    for state in (PlanState.SUBMITTED, PlanState.REFUSED):
        assert f"{state.label} (2)" in page


def test_a_tab_keeps_the_search(plans, people, client_of):
    page = client_of(people.officer).get(LIST, {"q": "nong thon", "page": "2"}).content.decode()
    assert "?q=nong+thon&amp;scope=cho-duyet" in page


def test_the_list_asks_the_same_for_one_plan_and_for_many(people, client_of):
    browser = client_of(people.officer)

    def cost():
        browser.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            browser.get(LIST)
        return len(asked)

    AwardPlanFactory(approved=True)
    one = cost()
    for _ in range(5):
        AwardPlanFactory(approved=True)
    assert one == cost() <= 15


def test_an_unknown_tab_is_no_mistake_of_the_portal(people, client_of):
    assert client_of(people.officer).get(LIST, {"scope": "khac"}).status_code == 200
    assert set(dict(PlanFilter.base_filters["scope"].extra["choices"])) == set(SCOPES)


# At a glance


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        (PlanState.AWAITING_HEAD, date(2023, 2, 9), "xem và xác nhận: đề nghị 8 tập thể, 15 cá"),
        (PlanState.SUBMITTED, date(2023, 2, 11), "Phòng Nội vụ đang thẩm định"),
        (PlanState.APPRAISED, date(2023, 2, 21), "Chủ tịch quyết định"),
        (PlanState.APPROVED, date(2023, 9, 1), "Nhận hồ sơ từ 01/10/2023 đến hết 30/11/2023"),
        (PlanState.APPROVED, date(2023, 11, 20), "đến hết 30/11/2023, còn 10 ngày. Còn 23 chỗ"),
        (PlanState.APPROVED, date(2023, 11, 30), "hôm nay là ngày cuối"),
        (PlanState.APPROVED, date(2023, 12, 1), "Đã hết hạn nhận hồ sơ từ ngày 30/11/2023"),
        (PlanState.CLOSED, date(2024, 1, 2), "đã khen 0 trong chỉ tiêu 8 tập thể"),
    ],
)
def test_one_sentence_says_what_is_allowed_until_when(state, today, words):
    said = glance(AwardPlanFactory(state=state, **WINDOW), today)
    assert words in f"{said.sentence} {said.detail}"


def test_who_may_file_is_named():
    plan = AwardPlanFactory(approved=True, participants=[UnitFactory(), UnitFactory()], **WINDOW)
    said = glance(plan, date(2023, 11, 20))
    organiser = plan.campaign.organiser.short_name
    assert said.sentence == (
        f"{organiser} và 2 đơn vị tham gia được đề nghị 8 tập thể, 15 cá nhân."
    )


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.REFUSED, PlanState.CANCELLED])
def test_what_allows_nothing_has_no_such_sentence(state):
    assert glance(AwardPlanFactory(state=state), date(2023, 11, 20)) is None


def test_the_page_begins_with_it(people, client_of):
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward, **WINDOW)
    page = client_of(people.head).get(plan.get_absolute_url()).content.decode()
    assert page.index("được đề nghị 8 tập thể") < page.index("Chỉ tiêu khen thưởng")


def test_a_search_stays_in_its_tab(people, client_of):
    page = client_of(people.officer).get(LIST, {"scope": "cho-duyet"}).content.decode()
    assert re.search(r'<input type="hidden" name="scope" value="cho-duyet"', page)


def test_a_plan_of_the_town_says_who_writes_it(people, client_of):
    AwardPlanFactory(
        approved=True, campaign__is_town_wide=True, campaign__organiser=people.officer.unit
    )
    page = client_of(people.clerk).get(LIST).content.decode()
    assert f"Thị xã phát động, {people.officer.unit.short_name} soạn" in page

"""The compose page: narrowed, ticked and summed by the server, so that no script is needed."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.enums import LineOrder
from decisions.models import Decision
from decisions.queries import fund as fund_queries
from decisions.services import fund as fund_services
from law.enums import Category
from law.models import AwardType
from nganam_awards.core.pages import PER_PAGE
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
PAGE = "/quyet-dinh/soan/"


def ticked_in(page):
    """Keys of the boxes that are ticked."""
    return {int(pk) for pk in re.findall(r'id="line-(\d+)"[^>]*value="\1"\s*checked', page)}


def boxes_in(page):
    return {int(pk) for pk in re.findall(r'id="line-(\d+)"', page)}


def sent(rows, **more):
    """The form as the page would send it."""
    fund = fund_queries.usual()
    words = {"reason": "đã viết dở", "fund": fund.pk, "fund_line": fund.line(2023)}
    return {
        "key": str(uuid4()),
        "line_order": "by_name",
        "line": [row.pk for row in rows],
        **words,
        **more,
    }


@pytest.fixture
def two_units(db):
    """Two dossiers of one plan from two units, two persons each."""
    plan = AwardPlanFactory(approved=True)
    filed = [
        DossierFactory(appraised=True, persons=0, plan=plan, unit=UserFactory(clerk=True).unit)
        for _ in range(2)
    ]
    return [recommended(dossier, persons=2) for dossier in filed]


def test_one_unit_is_let_go_or_taken_in_whole_and_nothing_is_written(client_of, officer, two_units):
    browser, (first, second) = client_of(officer), two_units
    everybody = {row.pk for row in first + second}
    assert ticked_in(browser.get(PAGE).text) == everybody
    unit = first[0].dossier.unit_id
    page = browser.post(PAGE, sent(first + second, tick=f"none-{unit}")).text
    assert ticked_in(page) == {row.pk for row in second}
    assert "đã viết dở" in page
    page = browser.post(PAGE, sent(second[:1], tick=f"all-{unit}")).text
    assert ticked_in(page) == {row.pk for row in first} | {second[0].pk}
    assert not Decision.objects.exists()


def test_the_sum_follows_what_is_ticked(client_of, officer, two_units):
    first, second = two_units
    page = client_of(officer).post(PAGE, sent(first + second[:1], tick="count")).text
    assert "Tiền thưởng của 3 trường hợp: 1.620.000\u00a0đ" in page


def test_the_page_narrows_by_unit_award_category_and_campaign(client_of, officer, two_units):
    first, second = two_units
    sudden = DossierFactory(
        appraised=True,
        persons=0,
        plan=None,
        category=Category.UNSCHEDULED,
        merit_year=2023,
        unit=UnitFactory(),
    )
    [hero] = recommended(sudden)
    browser = client_of(officer)
    shown = boxes_in(browser.get(PAGE, {"unit": first[0].dossier.unit_id}).text)
    assert shown == {row.pk for row in first}
    shown = boxes_in(browser.get(PAGE, {"category": Category.UNSCHEDULED}).text)
    assert shown == {hero.pk}
    shown = boxes_in(browser.get(PAGE, {"plan": second[0].dossier.plan_id}).text)
    assert shown == {row.pk for row in first + second}
    award = AwardType.objects.get(code="GK")
    assert boxes_in(browser.get(PAGE, {"award": award.pk}).text)


def test_a_narrowing_stays_while_boxes_are_ticked(client_of, officer, two_units):
    first, second = two_units
    where = f"{PAGE}?unit={first[0].dossier.unit_id}"
    page = client_of(officer).post(where, sent(first, tick="count")).text
    assert boxes_in(page) == {row.pk for row in first}
    assert not boxes_in(page) & {row.pk for row in second}
    assert "không có trường hợp" not in page.lower()


def test_nothing_found_says_how_to_see_the_others(client_of, officer, two_units):
    sudden = DossierFactory(
        appraised=True,
        persons=0,
        plan=None,
        category=Category.UNSCHEDULED,
        merit_year=2023,
        unit=UnitFactory(),
    )
    recommended(sudden)
    asked = {"category": Category.UNSCHEDULED, "unit": two_units[0][0].dossier.unit_id}
    page = client_of(officer).get(PAGE, asked).text
    assert "Không có trường hợp nào đang chờ theo điều kiện này" in page


def test_fund_and_order_are_chosen_with_the_draft(client_of, officer, two_units):
    other = fund_services.add_fund("Quỹ khuyến học", by=officer)
    typed = sent(two_units[0], fund=other.pk, line_order=LineOrder.AS_FILED)
    client_of(officer).post(PAGE, typed)
    decision = Decision.objects.get()
    assert (decision.fund, decision.line_order) == (other, LineOrder.AS_FILED)
    assert decision.fund_line == "Quỹ khuyến học năm 2023"


def test_a_budget_that_does_not_suffice_warns_on_every_page_and_stops_nothing(
    client_of, officer, head, two_units
):
    fund_services.enter_budget(
        fund_queries.usual(), 2023, amount_vnd=600_000, seen_vnd=None, by=officer
    )
    browser = client_of(head)
    words = "vượt 480.000 đồng"
    assert words in browser.post(PAGE, sent(two_units[0], tick="count")).text
    browser.post(PAGE, sent(two_units[0]))
    decision = Decision.objects.get()
    for name in ("decision", "submit"):
        assert words in browser.get(reverse(f"decisions:{name}", args=[decision.pk])).text
    letter = {"letter_number": "112/TTr-PNV", "letter_on": "2023-11-20"}
    browser.post(reverse("decisions:submit", args=[decision.pk]), letter)
    sign = client_of(chairman()).get(reverse("decisions:sign", args=[decision.pk]))
    assert words in sign.text


def test_the_page_costs_the_same_at_one_name_at_three_and_at_three_hundred(client_of, officer):
    plan = AwardPlanFactory(approved=True, persons=400)
    filed = DossierFactory(appraised=True, persons=0, plan=plan)
    browser, asked = client_of(officer), {}
    for size, more in ((1, 1), (3, 2), (300, 297)):
        NominationFactory.create_batch(more, dossier=filed, recommended=True)
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert len(boxes_in(browser.get(PAGE).text)) == min(size, PER_PAGE)
        asked[size] = len(captured)
    assert asked[1] == asked[3] == asked[300] <= 18


def test_two_titles_of_one_person_show_the_lower_one_with_its_reason(client_of, officer):
    dossier = DossierFactory(appraised=True, merit=True)
    low, high = (
        NominationFactory(
            dossier=dossier,
            recommended=True,
            full_name="Trần Thị Đào",
            award_type=AwardType.objects.get(code=code),
        )
        for code in ("LDTT", "CSTDCS")
    )
    low.honouree = high.honouree
    low.save(update_fields=["honouree"])
    decision = DecisionFactory(nominations=[low, high])
    page = client_of(officer).get(reverse("decisions:decision", args=[decision.pk])).text
    assert "đã nhận mức thưởng" in page
    assert "chỉ nhận một mức thưởng cao nhất" in decision.draft.context["articles"][1]["text"]


def test_the_grounds_on_the_page_are_those_printed_with_their_source(client_of, officer):
    decision = DecisionFactory(issued=True)
    page = client_of(officer).get(reverse("decisions:decision", args=[decision.pk])).text
    lines = Decision.objects.get(pk=decision.pk).document.context["grounds"]
    assert f"Căn cứ ghi trong văn bản: {len(lines)} dòng" in page
    assert all(line in page for line in lines)
    assert "Hiệu lực từ" in page


def test_a_reason_that_does_not_read_on_is_shown_in_its_place_before_it_is_saved(
    client_of, officer, two_units
):
    rows = two_units[0]
    typed = sent(rows, reason="Phong trào thi đua Dạy tốt")
    client = client_of(officer)
    asked = client.post(PAGE, typed)
    assert asked.status_code == 422
    assert "cho …, Phong trào thi đua Dạy tốt" in asked.text
    assert "keeps_reason" in asked.text
    assert not Decision.objects.exists()
    assert client.post(PAGE, typed | {"keeps_reason": "on"}).status_code == 302
    assert Decision.objects.get().reason == "Phong trào thi đua Dạy tốt"

"""What waits for a person when they open the portal: one table by due day, four figures."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdesk.home import SHOWN, Choice, Desk
from nganam_awards.core import clock
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db


def due(dossier, day: date):
    dossier.due_on = day
    dossier.save(update_fields=["due_on"])
    return dossier


def told(desk: Desk) -> list[tuple[str, str]]:
    """(day, step) of every line."""
    return [(day.day if day else "", task.step) for task, day in desk.lines(desk.chosen)]


@pytest.fixture
def officer() -> User:
    """With work of three kinds; today is Monday 20/11/2023."""
    person = UserFactory(officer=True)
    plan = AwardPlanFactory(approved=True)
    for day in (date(2023, 11, 24), date(2023, 11, 15), date(2023, 11, 20), date(2023, 12, 4)):
        due(DossierFactory(appraising=True, officer=person, plan=plan), day)
    DossierFactory(filed=True, plan=plan)
    AwardPlanFactory(submitted=True)
    DecisionFactory(dossier=DossierFactory(appraised=True, plan=plan, persons=0), officer=person)
    return person


def test_the_oldest_due_stands_on_top_and_what_has_no_day_at_the_end(officer):
    desk = Desk(officer, clock.today())
    lines = told(desk)
    assert lines[:4] == [
        ("31/03", "Thẩm định kế hoạch"),
        ("15/11", "Thẩm định tiếp"),
        ("Hôm nay", "Thẩm định tiếp"),
        ("24/11", "Thẩm định tiếp"),
    ]
    assert lines[-1] == ("", "Tiếp nhận")
    assert desk.opened()[0].step == "Thẩm định kế hoạch"
    assert (desk.morning.late, desk.morning.this_week) == (2, 2)
    days = [day for _, day in desk.lines(desk.chosen) if day]
    assert [(day.left, day.tone) for day in days[1:4]] == [
        ("quá hạn 3 ngày", "late"),
        ("hạn cuối", "soon"),
        ("còn 4 ngày", ""),
    ]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Choice(kind="ho-so"), 5),
        (Choice(kind="ke-hoach"), 1),
        (Choice(span="qua-han"), 2),
        (Choice(kind="ho-so", span="tuan-nay"), 2),
        (Choice(kind="lạ", span="bậy"), 7),
    ],
)
def test_the_address_narrows_and_nonsense_narrows_nothing(officer, choice, count):
    desk = Desk(officer, clock.today(), choice)
    assert len(desk.chosen) == count
    assert desk.waiting == 7
    here = [chip for chip in desk.chips("frontdesk:home") if chip.is_current]
    assert [chip.count for chip in here] == [count]


def test_chips_and_figures_are_links_that_count_what_they_show(officer, client_of):
    browser = client_of(officer)
    home = browser.get("/")
    for chip in home.context["chips"]:
        assert len(browser.get(chip.url).context["desk"].chosen) == chip.count
    late, week, waiting, on_time = home.context["desk"].figures
    assert (late.value, week.value, waiting.value, on_time.value) == ("2", "2", "0", "–")
    assert late.is_alarm
    assert week.note == "đến hết thứ Sáu 24/11"
    assert len(browser.get(late.url).context["lines"]) == 2
    assert "Quá hạn: 2 việc" in " ".join(browser.get(late.url).text.split())


def test_many_are_cut_on_the_home_page_and_paged_on_their_list(client_of):
    officer = UserFactory(officer=True)
    plan = AwardPlanFactory(approved=True)
    DossierFactory.create_batch(SHOWN + 3, filed=True, plan=plan, persons=0)
    browser = client_of(officer)
    home = browser.get("/")
    assert len(home.context["lines"]) == SHOWN
    assert f'href="/viec/">Xem cả {SHOWN + 3} việc' in home.text
    assert len(browser.get("/viec/").context["lines"]) == SHOWN + 3
    assert browser.get("/viec/?page=9").context["lines"] == []


@pytest.mark.parametrize(
    ("office", "words"),
    [
        ("council_member", "Hội đồng không có nội dung nào cần biểu quyết"),
        ("clerical", "việc sẽ hiện ở đây"),
    ],
)
def test_an_empty_desk_says_so_kindly(client_of, office, words):
    page = client_of(UserFactory(**{office: True})).get("/").text
    assert "Không có việc nào chờ" in page
    assert words in page


@pytest.mark.parametrize(
    "office",
    [
        "clerk",
        "head",
        "officer",
        "home_affairs_head",
        "council_member",
        "chairman",
        "deputy",
        "clerical",
        "administrator",
    ],
)
def test_every_seat_has_four_figures_whose_doors_open(client_of, office):
    browser = client_of(UserFactory(**{office: True}))
    figures = browser.get("/").context["desk"].figures
    assert len(figures) == 4
    for figure in figures:
        assert figure.note
        if not figure.url.startswith("#"):
            assert browser.get(figure.url).status_code == 200, figure


def test_the_figures_of_a_unit_count_what_their_lists_show(client_of):
    head = UserFactory(head=True)
    for state in ("draft", "awaiting_head", "filed", "delivered"):
        DossierFactory(**{state: True}, plan__campaign__organiser=head.unit)
    browser = client_of(head)
    for figure in browser.get("/").context["desk"].figures:
        assert figure.value == str(browser.get(figure.url).context["total"]), figure.label


def test_on_time_counts_what_ended_this_year_against_the_promised_day():
    officer = UserFactory(officer=True)
    plan = AwardPlanFactory(approved=True)
    for day in (date(2023, 11, 20), date(2023, 11, 19), date(2023, 12, 4)):
        due(DossierFactory(delivered=True, officer=officer, plan=plan), day)
    due(DossierFactory(concluded=True, officer=officer, plan=plan), date(2023, 11, 21))
    DossierFactory(stopped=True, officer=officer, plan=plan)
    figure = Desk(officer, clock.today()).figures[3]
    assert (figure.value, figure.note) == ("80 %", "4 trên 5 hồ sơ đã giải quyết xong")


@pytest.mark.parametrize("item_count", [1, 30])
def test_the_home_page_costs_the_same_however_much_waits(client_of, item_count):
    officer = UserFactory(officer=True)
    plan = AwardPlanFactory(approved=True, persons=90)
    for _ in range(item_count):
        appraised = DossierFactory(appraised=True, officer=officer, plan=plan, persons=0)
        NominationFactory(dossier=appraised, recommended=True)
        DossierFactory(appraising=True, officer=officer, plan=plan)
        DossierFactory(filed=True, plan=plan)
    AwardPlanFactory(submitted=True)
    DecisionFactory(dossier=appraised, officer=officer)
    browser = client_of(officer)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        response = browser.get("/")
    assert response.status_code == 200
    assert len(queries) <= 15, "\n".join(
        query["sql"][:90] + query["sql"][query["sql"].find(" FROM") :][:60] for query in queries
    )


COSTS = {
    "clerk": 6,
    "head": 6,
    "officer": 7,  # who in the office may be named, whether they are: their queues leave that out
    "home_affairs_head": 7,
    "chairman": 9,
    "clerical": 7,
}


@pytest.mark.parametrize(("office", "cost"), COSTS.items())
def test_nothing_is_asked_that_is_another_offices_word(client_of, office, cost):
    person = chairman() if office == "chairman" else UserFactory(**{office: True})
    browser = client_of(person)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/")
    assert len(queries) == cost, "\n".join(query["sql"][:150] for query in queries)

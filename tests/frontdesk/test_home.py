"""What waits for a person when they open the portal."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdesk.home import Desk, desk_of
from nganam_awards.core import clock
from nganam_awards.core.context import HomeList, HomeTask
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


TODAY = date(2023, 11, 20)


def task(label: str, due_on: date | None = None) -> HomeTask:
    return HomeTask(label, f"/{label}/", due_on=due_on)


def test_the_most_urgent_is_the_oldest_due_of_all_lists():
    lists = [
        HomeList("Thẩm định", [task("sau", TODAY + timedelta(3)), task("trước", TODAY)]),
        HomeList("Tiếp nhận", [task("quá", TODAY - timedelta(1)), task("không-hạn")]),
    ]
    desk = Desk(lists, TODAY)
    assert desk.most_urgent.label == "quá"
    assert (desk.waiting, desk.late) == (4, 1)


def test_without_any_day_the_first_thing_is_opened_first():
    desk = Desk([HomeList("Soạn", [task("một"), task("hai")], total=1200)], TODAY)
    assert desk.most_urgent.label == "một"
    assert desk.waiting == 1200


def test_an_empty_desk_says_so_kindly(client_of, db):
    response = client_of(UserFactory()).get("/")
    assert "Không có việc nào chờ" in response.content.decode()
    assert desk_of(UserFactory(), clock.today()).most_urgent is None


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_the_home_page_costs_the_same_however_much_waits(client_of, item_count):
    officer = UserFactory(officer=True)
    for _ in range(item_count):
        DossierFactory(appraising=True, officer=officer)
    browser = client_of(officer)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        response = browser.get("/")
    assert response.status_code == 200
    assert len(queries) <= 20


COSTS = {
    "clerk": 6,
    "head": 6,
    "officer": 10,
    "home_affairs_head": 13,
    "chairman": 6,
    "clerical": 4,
}


@pytest.mark.parametrize(("office", "cost"), COSTS.items())
def test_nothing_is_asked_that_is_another_offices_word(client_of, office, cost):
    browser = client_of(UserFactory(**{office: True}))
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/")
    assert len(queries) == cost, [query["sql"][:120] for query in queries]

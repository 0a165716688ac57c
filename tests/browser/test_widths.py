"""One page of every address: nothing wider than the screen, and axe-core finds nothing."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from dossiers.models import Dossier
from dossiers.services import nominee as nominee_services
from dossiers.transitions import supplement as supplement_transitions
from law.enums import SeriesPolicy
from law.services import number_book as number_book_services
from tests.browser.conftest import DESK, Town, faults_of
from tests.browser.pages import MADE_BY_A_TEST, OPEN_PAGES, PAGES, PAPER_OF, PAPER_PAGES
from tests.decisions.hands import approve
from tests.dossiers.conftest import a_town
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory
from tests.factories.units import UserFactory
from units.models import User


LOOK = "/trang-hiem/"  # where the running portal has no page


@pytest.mark.parametrize("username", PAGES)
def test_every_page_fits_its_screen_and_is_accessible(sit, papers, username):
    person = sit(username)
    paths = list(PAGES[username])
    if username == PAPER_OF.username:
        code = _code_on(person.page, f"{person.town.address}{PAPER_OF.page}")
        paths += [path.format(code=code) for path in PAPER_PAGES]
    assert [fault for path in paths for fault in _opened(person.page, person.town, path)] == []


def test_a_page_without_account_fits_its_screen_and_is_accessible(page, town):
    assert [fault for path in OPEN_PAGES for fault in _opened(page, town, path)] == []


@pytest.mark.django_db
def test_a_page_the_demonstration_never_reaches_fits_and_is_accessible(page, town, client_of):
    """Drawn by its view from rows of this test, looked at with the styles of the portal."""
    names, found = set(), []
    for name, person, address in _rare_pages():
        answer = client_of(person).get(address)
        assert answer.status_code == 200, name
        drawn = answer.content.decode()
        page.route(f"**{LOOK}*", lambda route, drawn=drawn: route.fulfill(body=drawn))
        page.set_viewport_size(DESK)
        page.goto(f"{town.address}{LOOK}?{name}")
        found += faults_of(page)
        page.unroute(f"**{LOOK}*")
        names.add(name)
    assert found == []
    assert names == MADE_BY_A_TEST


def _rare_pages() -> Iterator[tuple[str, User, str]]:
    """Name, who opens it, where."""
    there = a_town()
    plan = AwardPlanFactory(campaign__organiser=there.ward)
    row = plan.criteria.first()
    yield from _all(
        there.clerk,
        {
            "campaigns:plan_edit": [plan.pk],
            "campaigns:plan_units": [plan.pk],
            "campaigns:row_edit": [plan.pk, "tieu-chi", row.pk],
            "campaigns:places": [plan.pk, "GK", "ca-nhan"],
            "campaigns:amendment_edit": [PlanAmendmentFactory(plan=there.plan).pk],
        },
    )
    keeper = UserFactory(clerical=True)
    number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
    waiting = approve(DecisionFactory(submitted=True, persons=2))
    yield from _all(keeper, {"decisions:enter_number": [waiting.pk]})
    yield from _all(there.head, {"dossiers:answer": [_supplemented(there).ref]})


def _all(person: User, pages: dict[str, list]) -> Iterator[tuple[str, User, str]]:
    for name, values in pages.items():
        yield name, person, reverse(name, args=values)


def _supplemented(there) -> Dossier:
    """Asked, mended, ready for the head."""
    dossier = there.appraising(persons=2)
    supplement_transitions.ask_more(
        dossier, words="Ghi rõ chức vụ của ông An.", until=date(2023, 11, 27), by=there.officer
    )
    dossier = Dossier.objects.get(pk=dossier.pk)
    line = dossier.nominations.order_by("pk").first()
    line.dossier, line.position = dossier, "Phó trưởng khóm 3"
    nominee_services.edit_line(line, by=there.clerk)
    supplement_transitions.mark_ready(Dossier.objects.get(pk=dossier.pk), by=there.clerk)
    return dossier


def _code_on(page: Page, address: str) -> str:
    page.goto(address)
    return re.search(r"/van-ban/([\w-]+)/", page.content())[1]


def _opened(page: Page, town: Town, path: str) -> list[str]:
    page.set_viewport_size(DESK)
    answer = page.goto(f"{town.address}{path}")
    return faults_of(page) if answer.status == 200 else [f"{path} answered {answer.status}"]

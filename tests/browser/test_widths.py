"""One page of every address: nothing wider than the screen, and axe-core finds nothing."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from council.services import campaign_rule as campaign_rule_services
from dossiers.models import Dossier
from dossiers.services import nominee as nominee_services
from dossiers.transitions import supplement as supplement_transitions
from honourees.services import registration as registration_services
from law.enums import SeriesPolicy
from law.figures import VoteForm
from law.models import AwardType
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from tests.browser.conftest import DESK, Town, faults_of
from tests.browser.pages import MADE_BY_A_TEST, OPEN_PAGES, PAGES, PAPER_OF, PAPER_PAGES
from tests.conftest import OFFICE_DAY
from tests.decisions.hands import approve
from tests.dossiers.conftest import a_town
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.council import CaseFactory, Council, SessionFactory, lines_for, the_council
from tests.factories.decisions import DecisionFactory
from tests.factories.honourees import AwardFactory, HonoureeFactory
from tests.factories.units import UserFactory
from tests.honourees.test_past_list import brought as checked_list, row as past_row
from units.models import Unit, User


LOOK = "/trang-hiem/"  # where the running portal has no page


@pytest.mark.parametrize("username", PAGES)
def test_every_page_fits_its_screen_and_is_accessible(sit, papers, username):
    person = sit(username)
    paths = list(PAGES[username])
    if username == PAPER_OF.username:
        code = _code_on(person.page, f"{person.town.address}{PAPER_OF.page}")
        paths += [path.format(code=code) for path in PAPER_PAGES]
    assert [fault for path in paths for fault in _opened(person.page, person.town, path)] == []


def test_a_page_without_account_fits_its_screen_and_is_accessible(screen, town):
    assert [fault for path in OPEN_PAGES for fault in _opened(screen, town, path)] == []


@pytest.mark.django_db
def test_a_page_the_demonstration_never_reaches_fits_and_is_accessible(screen, town, client_of):
    """Drawn by its view from rows of this test, looked at with the styles of the portal."""
    found, unserved = [], []
    # Nobody is signed in there: what a page asks by itself (401) is not answered.
    screen.on(
        "response",
        lambda got: got.ok or got.status == 401 or unserved.append(f"{got.status} {got.url}"),
    )
    drawn = _drawn(client_of)
    assert set(drawn) == MADE_BY_A_TEST
    shown = {}
    screen.route(f"**{LOOK}*", lambda route: route.fulfill(**shown))
    for name, answer in drawn.items():
        assert answer.status_code == 200, name
        shown.update(body=answer.text, content_type=answer.headers["Content-Type"])
        screen.set_viewport_size(DESK)
        screen.goto(f"{town.address}{LOOK}?{name}")
        found += faults_of(screen)
    assert unserved == []  # its styles above all
    assert found == []


def _drawn(client_of: Callable[[User], Client]) -> dict[str, HttpResponse]:
    """The pages by name, of the suite's day: the browser's own clock goes on."""
    with time_machine.travel(OFFICE_DAY, tick=False):
        return {name: client_of(person).get(address) for name, person, address in _rare_pages()}


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
    yield from _votes()
    yield from _register(there.ward)
    title = AwardType.objects.get(code="LDTT")
    titled = registration_services.add_title(
        there.ward, 2023, by=there.clerk, kind="person", full_name="Võ Út", award_type=title
    )
    yield from _all(there.clerk, {"honourees:title_edit": [there.ward.code, 2023, titled.pk]})


def _register(unit: Unit) -> Iterator[tuple[str, User, str]]:
    """An award entered by hand, and a list of earlier years that was checked."""
    officer = UserFactory(officer=True)
    HonoureeFactory(full_name="Võ Út", birth_year=1980, unit=unit)
    HonoureeFactory(full_name="Võ Út", birth_year=1980)
    brought = checked_list(
        officer,
        past_row("Võ Út", born="1980", unit=unit.code),
        past_row(unit="Sở Y tế"),
        past_row(unit=unit.code),
    )
    entered = AwardFactory(
        origin="other", source="Giấy tờ", entered_by=officer, entered_at=clock.now()
    )
    pages = {"honourees:award_edit": [entered.pk], "honourees:past_list": [brought.pk]}
    yield from _all(officer, pages)


def _votes() -> Iterator[tuple[str, User, str]]:
    """A ballot with a barred line, a paper of an absent member, a count by hand."""
    council = the_council(5)
    one, away = council.members[0], council.members[-1]
    secret = CaseFactory(voting=True, persons=8, barred=[(3, one)])
    yield from _all(one, {"council:ballot": [secret.pk]})
    yield from _asked_about(council)
    waiting = CaseFactory(persons=3)
    obj = SessionFactory(council=council, cases=[waiting])
    line = waiting.lines.first()
    yield from _all(
        council.secretary,
        {
            "council:edit_session": [obj.pk],
            "council:agenda": [obj.pk],
            "council:bar": [waiting.pk, line.pk],
            "council:material": [waiting.pk, line.pk],
        },
    )
    named = CaseFactory(form=VoteForm.OPEN, voting=True, persons=3, absent=[away])
    paper = CaseFactory(voting=True, persons=3, on_paper=True)
    absent = named.voters.get(member__person=away)
    yield from _all(
        council.secretary,
        {"council:written_opinion": [named.pk, absent.pk], "council:paper_count": [paper.pk]},
    )


def _asked_about(council: Council) -> Iterator[tuple[str, User, str]]:
    """Lines added by hand, and the switch of a campaign."""
    free, campaign = lines_for("CSTDCS", 2), AwardPlanFactory(approved=True).campaign
    rule = campaign_rule_services.switch_on(
        AwardPlanFactory(approved=True).campaign, starts_on=clock.today(), by=council.head
    )
    yield from _all(
        council.head,
        {
            "council:add_by_hand": [free[0].dossier.ref],
            "council:campaign_rules": [],
            "council:campaign_rule_on": [campaign.pk],
            "council:campaign_rule_end": [rule.pk],
        },
    )


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

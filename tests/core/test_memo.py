"""What stands around a page is kept for seconds, for its person alone, never past an act."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core import clock, memo
from nganam_awards.core.cache import PatientRedisCache
from nganam_awards.notices import outbox
from nganam_awards.notices.models import Notice
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import OFFICES, UnitFactory, UserFactory
from units.models import User
from units.services import grant as grant_services


pytestmark = pytest.mark.django_db
PAGE = "/doi-mat-khau/"  # asks nothing of its own


def tell(person: User, number: int = 1) -> None:
    outbox.post(
        [outbox.Message(person, "Có việc mới", PAGE, "Việc mới")], f"x:{number}", clock.now()
    )


def menu(browser, page: str = PAGE) -> dict[str, str]:
    """{door: the figure beside it}, and the bell."""
    text = browser.get(page).content.decode()
    doors = re.findall(
        r'<span class="menu__label">([^<]+)</span>\s*(?:<span class="menu__short">[^<]+</span>\s*)?'
        r'(?:<span class="count">([^<]+)</span>)?\s*</a>',
        text[text.index('class="menu"') : text.index('class="who"')],
    )
    bell = re.search(r'class="count">([^<]+)<span class="visually-hidden"> chưa đọc', text)
    return dict(doors) | {"bell": bell[1] if bell else ""}


@pytest.fixture
def ward():
    return UnitFactory()


@pytest.fixture
def clerk(ward):
    return UserFactory(clerk=True, unit=ward)


@pytest.fixture
def head(ward):
    return UserFactory(head=True, unit=ward)


@pytest.fixture
def draft(ward, clerk):
    plan = AwardPlanFactory(approved=True, campaign__organiser=ward)
    return DossierFactory(plan=plan, unit=ward, created_by=clerk, papers=True)


@pytest.mark.parametrize("office", OFFICES)
def test_the_menu_costs_a_few_questions_and_then_none(office, client_of):
    browser = client_of(UserFactory(**{office: True}))
    clock.offset()
    with CaptureQueriesContext(connection) as first:
        browser.get(PAGE)
    with CaptureQueriesContext(connection) as second:
        browser.get(PAGE)
    # The account; rights of offices and units; all doors; the office in words; the bell.
    assert len(first) <= 7, [q["sql"] for q in first]
    assert len(second) == 1, [q["sql"] for q in second]


def test_ones_own_act_shows_on_the_next_page(draft, clerk, client_of):
    tell(clerk)
    browser = client_of(clerk)
    assert (menu(browser)["Hồ sơ của đơn vị"], menu(browser)["bell"]) == ("1", "1")
    browser.post(f"/thong-bao/{Notice.objects.get().pk}/mo/")
    assert menu(browser)["bell"] == ""
    browser.post(f"{draft.get_absolute_url()}xoa/")
    draft.refresh_from_db()
    assert draft.trashed_at is not None
    assert menu(browser)["Hồ sơ của đơn vị"] == ""


def test_the_page_that_answers_an_act_counts_anew(clerk, client_of):
    browser = client_of(clerk)
    assert menu(browser)["bell"] == ""
    Notice.objects.create(user=clerk, text="x", url="/", event_key="x")
    answer = browser.post(PAGE, {"old_password": "sai"})
    assert "chưa đọc" in answer.content.decode()


def test_a_step_shows_at_once_to_everybody(
    draft, clerk, head, client_of, django_capture_on_commit_callbacks
):
    desk, desk_of_head = client_of(clerk), client_of(head)
    assert (menu(desk)["Hồ sơ của đơn vị"], menu(desk_of_head)["Hồ sơ của đơn vị"]) == ("1", "")
    with django_capture_on_commit_callbacks(execute=True):
        dossier_transitions.hand_over(draft, by=clerk)
    assert (menu(desk)["Hồ sơ của đơn vị"], menu(desk_of_head)["Hồ sơ của đơn vị"]) == ("", "1")


def test_a_message_shows_at_once_to_whom_it_is_for(
    clerk, head, client_of, django_capture_on_commit_callbacks
):
    desk, desk_of_head = client_of(clerk), client_of(head)
    assert (menu(desk)["bell"], menu(desk_of_head)["bell"]) == ("", "")
    with django_capture_on_commit_callbacks(execute=True):
        tell(clerk)
    assert (menu(desk)["bell"], menu(desk_of_head)["bell"]) == ("1", "")


def test_a_right_shows_at_once_and_so_does_its_loss(
    ward, client_of, django_capture_on_commit_callbacks
):
    person, keeper = UserFactory(unit=ward), UserFactory(administrator=True)
    browser = client_of(person)
    assert "Hồ sơ của đơn vị" not in menu(browser)
    with django_capture_on_commit_callbacks(execute=True):
        row = grant_services.grant(
            person, "file_dossiers", ward, starts_on=clock.today(), by=keeper
        )
    assert "Hồ sơ của đơn vị" in menu(browser)
    with django_capture_on_commit_callbacks(execute=True):
        grant_services.stop_grant(row, by=keeper)
    assert "Hồ sơ của đơn vị" not in menu(browser)


def test_the_day_on_which_a_right_ends_needs_no_act(ward, client_of, at):
    person = UserFactory(unit=ward)
    grant_services.grant(
        person,
        "file_dossiers",
        ward,
        starts_on=clock.today(),
        ends_on=clock.today(),
        by=None,
    )
    browser = client_of(person)
    assert "Hồ sơ của đơn vị" in menu(browser)
    at(clock.today() + timedelta(days=1))
    assert "Hồ sơ của đơn vị" not in menu(client_of(person))


def test_what_is_kept_is_one_persons(draft, clerk, client_of):
    stranger = client_of(UserFactory(clerk=True))
    assert menu(client_of(clerk))["Hồ sơ của đơn vị"] == "1"
    assert menu(stranger)["Hồ sơ của đơn vị"] == ""
    assert stranger.get(draft.get_absolute_url()).status_code == 404


def test_the_current_door_is_the_pages_own(clerk, client_of):
    browser = client_of(clerk)
    for page in ("/ho-so/", "/", "/ho-so/"):
        text = browser.get(page).content.decode()
        assert re.findall(r'href="([^"]+)" aria-current="page"', text) == [page]


def test_nothing_is_kept_for_longer_than_seconds(clerk, client_of):
    client_of(clerk).get(PAGE)
    key = cache.make_key(f"memo:{clerk.pk}")
    assert 0 < cache._cache.get_client(key).ttl(key) <= memo.KEPT_SECONDS <= 30


def test_an_answer_of_before_the_change_is_not_kept_past_it(clerk):
    def ask() -> str:
        memo.forget([clerk.pk])  # somebody commits while the page is asking
        return "before"

    assert memo.recall(clerk.pk, ask) == "before"
    assert memo.recall(clerk.pk, lambda: "after") == "after"
    memo.forget_all()
    assert memo.recall(clerk.pk, lambda: "later") == "later"
    memo.forget([clerk.pk + 1])
    assert memo.recall(clerk.pk, lambda: "never") == "later"


def test_without_redis_every_page_asks(draft, clerk, client_of):
    away = PatientRedisCache("redis://127.0.0.1:1/0", settings.CACHES["default"])
    browser = client_of(clerk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caches["default"], "_cache", away._cache)
        assert menu(browser)["Hồ sơ của đơn vị"] == "1"
        draft.trashed_at = clock.now()
        draft.save(update_fields=["trashed_at"])
        assert menu(browser)["Hồ sơ của đơn vị"] == ""

"""Wrong passwords make strangers wait, longer each time, and never the owner of the account."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from nganam_awards.core import clock
from tests.conftest import ReadingClient
from tests.factories.units import PASSWORD, UserFactory
from units import lockout
from units.services import person as person_services


pytestmark = pytest.mark.django_db

STRANGER, OWNER = "203.0.113.66", "198.51.100.20"
IN, WRONG, WAIT = 302, 200, 429


@pytest.fixture(autouse=True)
def nginx(settings):
    """As in production: every request comes from nginx, which says for whom."""
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]


@pytest.fixture
def chairman():
    return UserFactory(username="chutich", chairman=True)


def sign_in(browser, address, username="chutich", password=PASSWORD):
    form = {"username": username, "password": password}
    return browser.post("/dang-nhap/", form, headers={"X-Forwarded-For": address})


def attack(count, address=STRANGER, username="chutich"):
    """Answers of a stranger who guesses."""
    return [
        sign_in(ReadingClient(), address, username, f"sai-{n}").status_code for n in range(count)
    ]


def test_the_owner_signs_in_while_another_address_is_locked_out(chairman):
    assert attack(8) == [WRONG] * 7 + [WAIT]
    assert sign_in(ReadingClient(), STRANGER).status_code == WAIT  # the right one, from there
    assert sign_in(ReadingClient(), OWNER).status_code == IN


def test_the_stranger_stays_locked_out_after_the_owner_signed_in(chairman):
    attack(8)
    sign_in(ReadingClient(), OWNER)
    assert attack(1) == [WAIT]


def test_waits_grow_and_do_not_feed_themselves(chairman, at):
    attack(8)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        start = clock.now()
        at(start + timedelta(minutes=minutes, seconds=-1))
        assert attack(5) == [WAIT] * 5
        at(start + timedelta(minutes=minutes))
        assert attack(1) == [WAIT]  # read, wrong, and the next wait begins
    at(clock.now() + timedelta(hours=1))
    assert sign_in(ReadingClient(), STRANGER).status_code == IN


def test_the_page_says_for_how_long_and_who_need_not_wait(chairman):
    attack(8)
    page = sign_in(ReadingClient(), STRANGER)
    assert "Chờ khoảng 1 phút" in page.content.decode()
    assert "đã từng đăng nhập thì vào được ngay" in page.content.decode()
    assert page["Retry-After"] == "60"


def test_many_addresses_do_not_help_the_stranger_nor_stop_the_owners_device(chairman, at):
    mine = ReadingClient()
    assert sign_in(mine, OWNER).status_code == IN
    mine.post("/dang-xuat/")
    for n in range(4):
        attack(7, address=f"203.0.113.{n}")
    assert attack(1, address="203.0.113.99") == [WAIT]
    assert sign_in(ReadingClient(), OWNER).status_code == WAIT
    assert sign_in(mine, OWNER).status_code == IN
    at(clock.now() + timedelta(minutes=10))  # the longest wait of strangers
    assert sign_in(ReadingClient(), OWNER).status_code == IN


def test_a_known_device_passes_its_own_locked_address_and_has_its_own_count(chairman):
    mine = ReadingClient()
    sign_in(mine, OWNER)
    mine.post("/dang-xuat/")
    attack(8, address=OWNER)
    assert [sign_in(mine, OWNER, password="sai").status_code for _ in range(7)] == [WRONG] * 7
    assert sign_in(mine, OWNER).status_code == IN
    mine.post("/dang-xuat/")
    assert [sign_in(mine, OWNER, password="sai").status_code for _ in range(8)][-1] == WAIT
    assert sign_in(mine, OWNER).status_code == WAIT  # a stolen device does not guess for ever


def test_a_device_is_known_for_those_who_signed_in_on_it_alone(chairman):
    colleague = UserFactory(username="vanthu")
    shared = ReadingClient()
    sign_in(shared, OWNER, colleague.username)
    shared.post("/dang-xuat/")
    attack(8, address=OWNER)
    assert sign_in(shared, OWNER).status_code == WAIT
    assert sign_in(shared, STRANGER).status_code == IN
    shared.post("/dang-xuat/")
    attack(8, address=OWNER, username="vanthu")
    assert sign_in(shared, OWNER).status_code == IN
    shared.post("/dang-xuat/")
    assert sign_in(shared, OWNER, colleague.username).status_code == IN


@pytest.mark.parametrize("cookie", ["", "abc", "0123456789abcdef:1:x:y", "0123456789abcdef:1"])
def test_a_device_cookie_that_is_not_ours_opens_nothing(chairman, cookie):
    attack(8)
    browser = ReadingClient()
    browser.cookies["device"] = cookie
    assert sign_in(browser, STRANGER).status_code == WAIT


def test_the_cookie_is_private_and_lasts(chairman):
    browser = ReadingClient()
    sign_in(browser, OWNER)
    cookie = browser.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 400 * 24 * 3600


def test_thirty_failed_names_from_one_address_and_it_rests(chairman, at):
    names = [f"nguoi{n}" for n in range(30)]
    for name in names[:29]:
        assert attack(1, username=name) == [WRONG]
    colleague = UserFactory(username="vanthu")
    assert sign_in(ReadingClient(), STRANGER, colleague.username).status_code == IN
    assert attack(1, username=names[29]) == [WAIT]
    assert sign_in(ReadingClient(), STRANGER).status_code == WAIT
    assert sign_in(ReadingClient(), OWNER).status_code == IN
    at(clock.now() + timedelta(minutes=10))
    assert sign_in(ReadingClient(), STRANGER).status_code == IN
    for n in range(30, 60):  # once more: twice as long
        attack(1, username=f"nguoi{n}")
    at(clock.now() + timedelta(minutes=19))
    assert sign_in(ReadingClient(), STRANGER).status_code == WAIT
    at(clock.now() + timedelta(minutes=1))
    assert sign_in(ReadingClient(), STRANGER).status_code == IN


def test_an_office_of_forty_behind_one_address_signs_in(db):
    for n in range(40):
        person = UserFactory(username=f"canbo{n}")
        assert sign_in(ReadingClient(), OWNER, person.username).status_code == IN


def test_unlocking_works_at_once(chairman):
    attack(8)
    assert lockout.is_held_up(chairman)
    person_services.set_person_active(chairman, True, by=None)
    assert not lockout.is_held_up(chairman)
    assert sign_in(ReadingClient(), STRANGER).status_code == IN


def test_unlocking_opens_a_resting_address_for_that_account_alone(chairman):
    other = UserFactory(username="vanthu")
    for n in range(31):
        attack(1, address=OWNER, username=f"nguoi{n}")
    assert sign_in(ReadingClient(), OWNER).status_code == WAIT
    person_services.set_person_active(chairman, True, by=None)
    assert sign_in(ReadingClient(), OWNER).status_code == IN
    assert sign_in(ReadingClient(), OWNER, other.username).status_code == WAIT


def test_the_administrator_sees_who_waits_and_lets_them_in(chairman, client_of):
    desk = client_of(UserFactory(administrator=True))
    page = "/quan-tri/nguoi-dung/chutich/"
    assert "Cho đăng nhập ngay" not in desk.get(page).content.decode()
    attack(8)
    assert "Cho đăng nhập ngay" in desk.get(page).content.decode()
    desk.post(f"{page}mo-khoa/")
    assert "Cho đăng nhập ngay" not in desk.get(page).content.decode()
    assert sign_in(ReadingClient(), STRANGER).status_code == IN

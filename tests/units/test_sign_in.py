"""Signing in and out, the lock after wrong passwords, the password of one's own."""

import pytest
from django.urls import reverse

from tests.factories.units import PASSWORD, UserFactory
from units import step_up
from units.passwords import SYLLABLES, one_time_password
from units.services import person as person_services


pytestmark = pytest.mark.django_db

SIGN_IN = "/dang-nhap/"
NEW = "Con-song-lon-9"


def sign_in(client, username="canbo.xa", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


@pytest.fixture
def person():
    return UserFactory(username="canbo.xa", clerk=True)


def test_the_sign_in_page_has_the_two_fields(client):
    page = client.get(SIGN_IN).content.decode()
    assert 'name="username"' in page
    assert 'name="password"' in page


@pytest.mark.parametrize("typed", ["canbo.xa", "CANBO.XA", "  Canbo.Xa "])
def test_a_user_name_is_typed_in_any_case(client, person, typed):
    answer = sign_in(client, typed)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    person.refresh_from_db()
    assert person.last_login is not None


@pytest.mark.parametrize(
    ("where", "to"),
    [
        ("/thong-bao/", "/thong-bao/"),
        ("https://example.com/", "/"),
        ("//example.com", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_leads_on_inside_the_portal_only(client, person, where, to):
    assert sign_in(client, next=where).headers["Location"] == to


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get("/thong-bao/")
    assert answer.headers["Location"] == f"{SIGN_IN}?next=/thong-bao/"


def test_a_wrong_password_is_one_kind_sentence(client, person):
    page = sign_in(client, password="sai")
    assert page.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page.content.decode()


def test_an_empty_form_names_each_field(client):
    page = client.post(SIGN_IN, {}).content.decode()
    assert "Nhập tên đăng nhập." in page
    assert "Nhập mật khẩu." in page


def test_a_locked_account_says_no_more_than_a_wrong_password(client, person):
    person.is_active = False
    person.save()
    assert "chưa đúng" in sign_in(client).content.decode()


def test_locking_an_account_ends_its_session(client_of, person):
    browser = client_of(person)
    assert browser.get("/thong-bao/").status_code == 200
    person_services.set_person_active(person, False, by=None)
    assert browser.get("/thong-bao/").headers["Location"].startswith(SIGN_IN)


def test_eight_wrong_passwords_lock_the_name_for_a_while(client, person, at):
    for _ in range(7):
        assert sign_in(client, password="sai").status_code == 200
    page = sign_in(client, password="sai")
    assert page.status_code == 429
    assert "Tạm khóa đăng nhập" in page.content.decode()
    assert sign_in(client).status_code == 429  # the right one comes too late
    assert sign_in(client, UserFactory().username).status_code == 302  # colleagues go on


def test_signing_out_is_a_post(client_of, person):
    browser = client_of(person)
    assert browser.get("/dang-xuat/").status_code == 405
    assert browser.post("/dang-xuat/").headers["Location"] == SIGN_IN
    assert "_auth_user_id" not in browser.session


def test_who_is_in_does_not_see_the_sign_in_page(client_of, person):
    assert client_of(person).get(SIGN_IN).headers["Location"] == "/"


# a password of one's own


def change(browser, old=PASSWORD, new=NEW, again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return browser.post("/doi-mat-khau/", fields)


def test_a_one_time_password_opens_one_door_only(client_of, person):
    person_services.reset_password(person, by=None)
    person.refresh_from_db()
    browser = client_of(person)
    for page in ("/", "/thong-bao/", "/quan-tri/don-vi/", "/khong-co/"):
        assert browser.get(page).headers["Location"] == reverse("units:password_change")
    fragment = browser.get("/thong-bao/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == reverse("units:password_change")
    assert browser.get("/doi-mat-khau/").status_code == 200
    assert browser.post("/dang-xuat/").status_code == 302


def test_after_the_change_the_work_goes_on_and_other_sessions_end(client_of, person):
    person.must_change_password = True
    person.save()
    here, elsewhere = client_of(person), client_of(person)
    assert change(here).headers["Location"] == "/"
    assert here.get("/thong-bao/").status_code == 200
    assert elsewhere.post("/thong-bao/doc-het/").headers["Location"].startswith(SIGN_IN)
    person.refresh_from_db()
    assert person.check_password(NEW)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại chưa đúng."),
        ({"again": "Con-song-lon-8"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngan"}, "Mật khẩu cần ít nhất 10 ký tự."),
        ({"new": "1234567890"}, "Mật khẩu không được chỉ gồm chữ số."),
        ({"new": "qwertyuiop"}, "quá phổ biến"),
        ({"new": "canbo.xa12"}, "giống tên hoặc tên đăng nhập"),
        ({"new": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ({"old": ""}, "Nhập mật khẩu hiện tại."),
    ],
)
def test_each_bad_password_has_its_sentence(client_of, person, fields, sentence):
    page = change(client_of(person), **fields)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_one_time_passwords_can_be_read_out():
    password = one_time_password()
    *words, digits = password.split("-")
    assert set(words) <= set(SYLLABLES)
    assert digits.isdecimal()
    assert password.isascii()
    assert len(set(SYLLABLES)) == len(SYLLABLES)
    assert one_time_password() != password


@pytest.mark.parametrize("username", ["a" * 5000, "ă" * 300, "x\0y"])
def test_a_name_that_nobody_can_have_is_a_wrong_name(client, username):
    page = client.post(SIGN_IN, {"username": username, "password": PASSWORD})
    assert page.status_code in {200, 422}
    assert "_auth_user_id" not in client.session


def test_the_old_password_is_tried_a_few_times_only(client_of, person):
    browser = client_of(person)
    for _ in range(step_up.WRONG_AT_MOST):
        assert "Mật khẩu hiện tại chưa đúng." in change(browser, old="sai").text
    page = change(browser)
    assert "Việc đổi mật khẩu tạm khóa 15 phút" in page.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    "new",
    [
        "NguyenHoangAn2023",
        "nguyễn hoàng ân",
        "an-hoang-nguyen",
        "hoangan-2023",
        "2023nguyenhoangan",
    ],
)
def test_a_password_does_not_repeat_the_name(client_of, person, new):
    person.full_name = "Nguyễn Hoàng Ân"
    person.save()
    assert "Mật khẩu giống tên" in change(client_of(person), new=new).text

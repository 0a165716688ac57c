"""A session that ended while somebody wrote leads back to the page, and a script is told."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
SIGN_IN = reverse("units:sign_in")


def test_a_page_that_was_asked_for_is_opened_after_signing_in(client):
    answer = client.get("/ho-so/?trang=2")
    assert answer.url == f"{SIGN_IN}?next=/ho-so/%3Ftrang%3D2"


def test_what_was_sent_comes_back_to_the_page_it_was_written_on(client):
    answer = client.post(
        "/ho-so/HS-2023-00001/danh-sach/xep-ten/",
        headers={"Referer": "http://testserver/ho-so/HS-2023-00001/?trang=2"},
    )
    assert answer.url == f"{SIGN_IN}?next=%2Fho-so%2FHS-2023-00001%2F%3Ftrang%3D2&het-phien=1"
    assert "Phiên làm việc đã hết" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("referer", ["", "http://elsewhere.example/ho-so/", "javascript:alert(1)"])
def test_no_other_address_is_led_to(referer, client):
    answer = client.post("/ho-so/moi/", headers={"Referer": referer})
    assert answer.url == f"{SIGN_IN}?next=%2F&het-phien=1"


def test_a_script_and_a_fragment_are_told_in_their_own_way(client):
    assert client.post("/ho-so/moi/", headers={"X-Autosave": "1"}).status_code == 401
    answer = client.post("/ho-so/moi/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(SIGN_IN)


def test_what_asks_by_itself_leaves_the_page_alone(client):
    for ask in (client.get, client.post):
        answer = ask("/ho-so/moi/", headers={"X-Background": "1", "HX-Request": "true"})
        assert answer.status_code == 401
        assert "HX-Redirect" not in answer.headers


@pytest.mark.parametrize(("is_in", "goes_to"), [(True, "/ho-so/"), (False, "/dang-nhap/?next=")])
def test_a_door_that_stood_open_too_long_is_no_dead_end(is_in, goes_to):
    desk = Client(enforce_csrf_checks=True)
    if is_in:
        desk.force_login(UserFactory(clerk=True))
    answer = desk.post("/dang-nhap/", {"next": "/ho-so/", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 302
    assert answer.url.startswith(goes_to)


@pytest.mark.parametrize(("text", "said"), [("Một lời.", "1"), ("", "0")])
def test_a_kept_form_is_told_whether_it_is_stored(text, said):
    dossier = DossierFactory(filed=True)
    desk = Client()
    desk.force_login(UserFactory(clerk=True, unit=dossier.unit))
    url = f"{dossier.get_absolute_url()}trao-doi/"
    answer = desk.post(url, {"text": text, "kept": "0123456789ab"})
    assert answer.cookies["kept-0123456789ab"].value == said
    assert not _kept(desk.post(url, {"text": text, "kept": "x;y=z"}))
    desk.logout()
    assert not _kept(desk.post(url, {"text": text, "kept": "0123456789ac"}))


def _kept(answer):
    return [name for name in answer.cookies if name.startswith("kept-")]

"""A session that ended while somebody wrote leads back to the page, and a script is told."""

import pytest
from django.urls import reverse


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

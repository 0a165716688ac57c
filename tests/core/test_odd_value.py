"""What no column can hold is the sender's fault, whatever address it comes to."""

import pytest

from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/quan-tri/nguoi-dung/a%00b/", "administrator"),
        ("/quan-tri/tai-khoan-va-so/a%00b/", "administrator"),
    ],
)
def test_a_nul_in_an_address_is_answered_in_words(path, who, client_of):
    page = client_of(UserFactory(**{who: True})).get(path)
    assert page.status_code == 400
    assert "Máy chủ không đọc được yêu cầu" in page.text


def test_a_nul_as_the_copied_dossier_is_nobodys(client_of):
    clerk = UserFactory(clerk=True)
    assert client_of(clerk).get("/ho-so/moi/", {"tu": "a\0b"}).status_code == 404

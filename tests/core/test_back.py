"""The way back that a form names is a path of the portal, or none."""

import pytest

from tests.factories.units import UserFactory


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/ho-so/?q=a", "/ho-so/?q=a"),
        ("ho-so", "/"),
        ("", "/"),
        ("//khac.vn/", "/"),
        ("/a\r\nb", "/"),
        ("/a\0b", "/"),
        ("https://khac.vn/", "/"),
    ],
)
def test_the_clock_strip_goes_back_to_a_page_of_ours(asked, goes, client_of, settings):
    settings.IS_DEMONSTRATION = True
    browser = client_of(UserFactory(is_demonstration=True))
    answer = browser.post("/ngay-trinh-dien/", {"to": "20/11/2023", "next": asked})
    assert answer.headers["Location"] == goes

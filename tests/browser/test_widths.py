"""One page of every address: nothing wider than the screen, and axe-core finds nothing."""

import pytest

from tests.browser.conftest import DESK, complaints
from tests.browser.pages import PAGES


# A desk, a small desk, a tablet, a desk enlarged to 200 %, a phone.
WIDTHS = (1280, 1024, 768, 640, 390)
SHOWN = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.mark.parametrize("username", PAGES)
def test_every_page_fits_its_screen_and_is_accessible(sit, papers, username):
    person = sit(username)
    found = []
    for path in PAGES[username]:
        person.page.set_viewport_size(DESK)
        answer = person.page.goto(f"{person.town.address}{path}")
        if answer.status != 200:
            found.append(f"{path} answered {answer.status}")
            continue
        for width in WIDTHS:
            person.page.set_viewport_size({**DESK, "width": width})
            wide, room = person.page.evaluate(SHOWN)
            if wide > room:
                found.append(f"{path} is {wide} px wide on {room}")
        found += complaints(person.page)  # as a phone shows it: whatever is folded has its words
    assert found == []

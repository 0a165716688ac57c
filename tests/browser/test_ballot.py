"""A ballot of eight lines on a phone: by keyboard alone, by thumb alone, and with one line left."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Person, Town, complaints, faults_of


# One case for each member who votes here; in each he is barred from the fourth line.
MADE = """
from django.db import transaction
from council.models import CouncilMember
from law.figures import VoteForm
from council.enums import Role
from tests.factories.council import CaseFactory, CouncilMemberFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import User
SECRET, OPEN = VoteForm.SECRET, VoteForm.OPEN
for factory in (UnitFactory, UserFactory):
    factory.reset_sequence(3000)  # another process made the first
SEATS = [("chutich", Role.CHAIR), ("truongphong", Role.STANDING), ("chuyenvien", Role.SECRETARY)]
with transaction.atomic():
    if not CouncilMember.objects.exists():
        for name, role in SEATS:
            CouncilMemberFactory(person=User.objects.get(username=name), role=role)
    for name, form in (("hoidong2", SECRET), ("hoidong3", OPEN), ("hoidong4", SECRET)):
        member = User.objects.get(username=name)
        if not CouncilMember.objects.filter(person=member).exists():
            CouncilMemberFactory(person=member)
        made = CaseFactory(form=form, voting=True, persons=8, barred=[(3, member)])
        print(f"case {name} {made.pk}")
"""
IS_CLEAR = """() => {
  const line = document.activeElement.closest("fieldset").getBoundingClientRect();
  return line.top >= 0 && line.bottom <= document.querySelector(".bar").getBoundingClientRect().top;
}"""
FOCUSED = "document.activeElement.name || document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def cases(town: Town) -> dict[str, int]:
    """{who votes: case}."""
    told = [line.split() for line in town.shell(MADE).splitlines() if line.startswith("case ")]
    return {name: int(pk) for _, name, pk in told}


@pytest.fixture
def thumb(town: Town, browser: Browser) -> Iterator[Callable[[str], Person]]:
    """A person with a phone that knows touch."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="vi-VN")
    yield lambda username: Person(town, context, username)
    context.close()


def tab_to(page: Page, wanted: str) -> None:
    """Tab on until that field or button has the focus."""
    for _ in range(40):
        if page.evaluate(FOCUSED) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {wanted}")


def test_eight_lines_by_keyboard(cases: dict[str, int], sit: Callable[..., Person]):
    member = sit("hoidong2", PHONE)
    page = member.go(f"/hoi-dong/vu-viec/{cases['hoidong2']}/phieu/")
    assert complaints(page) == []
    expect(page.get_by_text("Phiếu kín: cổng ghi là anh/chị đã bỏ phiếu")).to_be_visible()
    groups = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    expect(groups).to_have_count(7)
    expect(page.locator(".ballot__line--out")).to_contain_text("không bỏ phiếu ở dòng này")
    names = groups.evaluate_all("all => all.map(g => g.querySelector('input').name)")
    for place, name in enumerate(names):
        tab_to(page, name)
        page.keyboard.press("Space")
        for _ in range(place % 3):  # agree, disagree, no opinion, and again
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")  # presses no button
        expect(page.get_by_role("status")).to_contain_text(f"Đã chọn {place + 1}/7 dòng.")
    assert page.locator("input:checked").count() == 7
    tab_to(page, "Bỏ phiếu")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã bỏ phiếu.").first).to_be_visible()
    page.goto(f"{member.town.address}/hoi-dong/vu-viec/{cases['hoidong2']}/phieu/")
    expect(page.get_by_text("Anh/chị đã bỏ phiếu vụ việc này.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert complaints(page) == []


def test_eight_lines_by_thumb(cases: dict[str, int], thumb: Callable[[str], Person]):
    member = thumb("hoidong3")
    page = member.go(f"/hoi-dong/vu-viec/{cases['hoidong3']}/phieu/")
    expect(page.get_by_text("tên anh/chị đứng bên ý kiến đã chọn")).to_be_visible()
    labels = page.locator("fieldset.verdict label")
    expect(labels).to_have_count(21)
    sizes = [label.bounding_box() for label in labels.all()]
    assert min(box["height"] for box in sizes) >= 44
    assert min(box["width"] for box in sizes) >= 44
    groups = page.locator("fieldset.verdict")
    groups.nth(0).get_by_text("Không đồng ý", exact=True).tap()
    for place in (1, 2, 4, 5, 6):
        groups.nth(place).get_by_text("Đồng ý", exact=True).tap()
    page.get_by_role("button", name="Bỏ phiếu").tap()

    # one line was forgotten: it says so, has the focus, and stands above the bar
    expect(page.get_by_text("còn 1 dòng chưa chọn")).to_be_visible()
    forgotten = groups.nth(3).locator("input").first
    expect(forgotten).to_be_focused()
    assert page.locator("input:checked").count() == 6
    page.wait_for_function(IS_CLEAR)
    assert complaints(page) == []

    page.get_by_role("button", name="Chọn Đồng ý cho các dòng còn lại").tap()
    expect(page.get_by_role("status")).to_contain_text("Đã chọn 7/7 dòng.")
    expect(groups.nth(0).get_by_role("radio", name="Không đồng ý")).to_be_checked()
    page.get_by_role("button", name="Bỏ phiếu").tap()
    expect(page.get_by_text("Đã bỏ phiếu.").first).to_be_visible()
    told = member.town.ask(
        "SELECT count(*) FROM council_ballot WHERE case_id = %s", cases["hoidong3"]
    )
    assert told == (1,)


def test_the_page_fits_every_screen(cases: dict[str, int], sit: Callable[..., Person]):
    member = sit("hoidong4")
    page = member.go(f"/hoi-dong/vu-viec/{cases['hoidong4']}/phieu/")
    assert faults_of(page) == []

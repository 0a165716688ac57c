"""Text that is being written is never lost: no line, two screens, a session that ended."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Person, complaints


SUMMARY = "[name=summary]"


@pytest.fixture
def clerk(sit: Callable[..., Person]) -> Person:
    return sit("canbo.mybinh")


@pytest.fixture
def draft(clerk: Person) -> str:
    """The address of a new draft: a sudden deed, opened in two clicks."""
    page = clerk.go("/ho-so/")
    page.get_by_role("link", name="Khen đột xuất").click()
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    return page.url.partition("#")[0]


def state(page: Page):
    return page.locator(".autosave").last


def stored(page: Page, draft: str) -> str:
    """What the portal itself has, asked past this browser's own copy."""
    answer = page.context.request.get(f"{draft}sua/")
    found = re.search(r'<textarea[^>]*name="summary"[^>]*>(.*?)</textarea>', answer.text(), re.S)
    return found[1].strip()


def test_what_is_typed_without_a_line_waits_and_is_saved_once(clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}sua/")
    page.context.set_offline(True)
    page.fill(SUMMARY, "Cứu hai em nhỏ ở kênh Xáng.")
    expect(state(page)).to_contain_text("Đang chờ mạng")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    assert stored(page, draft) == "Cứu hai em nhỏ ở kênh Xáng."
    page.reload()
    expect(page.locator(SUMMARY)).to_have_value("Cứu hai em nhỏ ở kênh Xáng.")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_reload_without_a_line_loses_nothing(clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Trần Thị Mỹ Hạnh")
    page.fill("[name=achievement]", "Báo tin kịp thời.")
    page.reload()
    expect(page.locator("[name=full_name]")).to_have_value("Trần Thị Mỹ Hạnh")
    expect(state(page)).to_contain_text("Đã đưa lại chữ chưa lưu")
    page.select_option("[name=gender]", "female")
    page.get_by_role("button", name="Thêm rồi nhập người nữa").click()
    expect(page.get_by_text("Đã lưu Trần Thị Mỹ Hạnh.")).to_be_visible()
    expect(page.locator("[name=full_name]")).to_have_value("")  # the next one starts empty


def test_two_screens_on_one_text_see_both_and_lose_none(sit, clerk: Person, draft: str):
    mine, other = clerk.page, sit("canbo.mybinh", PHONE).page
    mine.goto(f"{draft}sua/")
    other.goto(f"{draft}sua/")
    other.fill(SUMMARY, "Bản ghi ở máy kia.")
    expect(state(other)).to_contain_text("Đã lưu")
    mine.fill(SUMMARY, "Bản ghi ở máy này.")
    expect(state(mine)).to_contain_text("Xung đột")
    mine.get_by_role("button", name="Lưu").click()
    both = mine.locator("section", has=mine.locator("#hai-ban"))
    expect(both).to_contain_text("Bản ghi ở máy này.")
    expect(both).to_contain_text("Bản ghi ở máy kia.")
    found = []
    for viewport in (DESK, PHONE):
        mine.set_viewport_size(viewport)
        found += complaints(mine)
    assert found == []
    assert stored(mine, draft) == "Bản ghi ở máy kia."
    expect(mine.locator(SUMMARY)).to_have_value("Bản ghi ở máy này.")
    mine.get_by_role("button", name="Lưu").click()
    expect(mine.get_by_text("Đã lưu.")).to_be_visible()
    assert stored(mine, draft) == "Bản ghi ở máy này."


def test_a_session_that_ended_comes_back_to_the_page_with_its_text(clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Lê Văn Tư")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    page.fill("[name=username]", clerk.username)
    page.fill("[name=password]", "Nganam@2023")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("[name=full_name]")).to_have_value("Lê Văn Tư")


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", "Nganam@2023")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_form_open_before_signing_in_again_elsewhere_is_sent(clerk: Person, draft: str):
    page, other = clerk.page, clerk.page.context.new_page()
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Lê Văn Năm")
    page.select_option("[name=gender]", "male")
    page.context.clear_cookies(name="session")
    other.goto(draft)
    sign_in(other, clerk.username)
    expect(other.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.get_by_text("Đã lưu Lê Văn Năm.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("failure", ["no line", "502"])
def test_sent_is_not_arrived(failure: str, clerk: Person, draft: str):
    page, adding = clerk.page, f"{draft}danh-sach/them/"
    page.goto(adding)
    page.fill("[name=full_name]", "Lê Thị Sáu")
    page.select_option("[name=gender]", "female")
    if failure == "502":
        page.route("**/them/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    else:
        page.context.set_offline(True)
    page.get_by_role("button", name="Thêm vào danh sách").click()
    if failure == "502":
        expect(page.get_by_text("Bad gateway")).to_be_visible()
        page.unroute("**/them/")
    page.context.set_offline(False)
    page.goto(draft)  # elsewhere first: the copy waits for its form
    page.goto(adding)
    expect(page.locator("[name=full_name]")).to_have_value("Lê Thị Sáu")
    page.get_by_role("button", name="Thêm rồi nhập người nữa").click()
    expect(page.get_by_text("Đã lưu Lê Thị Sáu.")).to_be_visible()
    expect(page.locator("[name=full_name]")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_came_back_refused_is_still_kept(clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Lê Văn Bảy")
    page.fill("[name=birth]", "không rõ")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator(".errors")).to_be_visible()
    page.goto(draft)
    page.goto(f"{draft}danh-sach/them/")
    expect(page.locator("[name=full_name]")).to_have_value("Lê Văn Bảy")


def test_a_second_tab_at_the_door_goes_on_where_one_is_signed_in(clerk: Person, draft: str):
    page, other = clerk.page, clerk.page.context.new_page()
    page.context.clear_cookies(name="session")
    for tab in (page, other):
        tab.goto(draft)
        expect(tab.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    for tab in (page, other):
        sign_in(tab, clerk.username)
        expect(tab.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()


def test_who_signs_out_leaves_nothing_on_the_machine(sit, clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Võ Thị Sáu")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_row_is_mended_in_its_place_by_keyboard_alone(clerk: Person, draft: str):
    page = clerk.page
    page.goto(f"{draft}danh-sach/them/")
    page.fill("[name=full_name]", "Đặng Văn Út")
    page.select_option("[name=gender]", "male")
    page.fill("[name=achievement]", "Cứu người.")
    page.get_by_role("button", name="Thêm vào danh sách").press("Enter")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Sửa Đặng Văn Út").press("Enter")
    page.locator("tbody [name=position]").press_sequentially("Dân quân")
    expect(state(page)).to_contain_text("Đã lưu")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    expect(page.locator("tbody.line").first).to_contain_text("Dân quân")
    assert complaints(page) == []

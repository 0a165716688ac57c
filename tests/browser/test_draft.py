"""The list of a draft by keyboard alone: searched, ticked, changed at once, taken back."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Person, complaints


def test_two_of_a_list_are_found_ticked_changed_and_taken_back(sit: Callable[..., Person]):
    clerk = sit("canbo.thidoan")
    page = clerk.go("/ho-so/moi/?loai=cong-trang")
    page.get_by_role("button", name="Lập hồ sơ").press("Enter")
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_attached()
    draft = page.url.partition("#")[0]
    for name in ("Trần Văn Lành", "Trần Thị Lụa", "Sơn Văn Sét"):
        page.goto(f"{draft}danh-sach/them/")
        page.get_by_label("Cá nhân", exact=True).check()
        page.select_option("[name=award_type]", label="Giấy khen")
        page.fill("[name=full_name]", name)
        page.get_by_role("button", name="Thêm vào danh sách").press("Enter")
        expect(
            page.locator("tr.is-changed, tbody.line").filter(has_text=name).first
        ).to_be_visible()

    page.get_by_role("searchbox", name="Tìm trong 3 dòng").press_sequentially("tran")
    page.keyboard.press("Enter")
    expect(page.locator("tbody.line")).to_have_count(2)
    bar = page.get_by_role("group", name="Việc với các dòng đã chọn")
    expect(bar).to_be_hidden()
    page.get_by_role("checkbox", name="Chọn Trần Văn Lành").press("Space")
    page.get_by_role("checkbox", name="Chọn Trần Thị Lụa").press("Space")
    expect(bar).to_contain_text("Đã chọn 2")
    found = []
    menu = bar.locator("summary", has_text="Đổi hình thức")
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        found += complaints(page)
        menu.press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        menu.press("Enter")
    menu.press("Enter")
    assert found == []
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Lao động tiên tiến", exact=True).press("Enter")
    expect(page.get_by_text("Đã đổi hình thức của 2 dòng thành Lao động tiên tiến")).to_be_visible()
    rows = page.locator("tbody.line")
    expect(rows).to_have_count(2)  # as it was looked at
    expect(rows.first).to_contain_text("Lao động tiên tiến")
    page.get_by_role("button", name="Hoàn tác").press("Enter")
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    expect(rows.first).to_contain_text("Giấy khen")
    row = page.locator("tbody.line", has_text="Trần Văn Lành")
    row.locator("summary").press("Enter")
    row.get_by_role("button", name="Bỏ khỏi danh sách").press("Enter")
    expect(page.get_by_text(re.compile("Đã xóa Trần Văn Lành"))).to_be_visible()

"""Two records of one teacher: laid side by side, merged with the password, taken apart again."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from frontdesk.demonstration.people import PASSWORD
from tests.browser.conftest import DESK, PHONE, Person, complaints


def test_two_records_are_merged_and_taken_apart_again(sit: Callable[..., Person]):
    officer = sit("chuyenvien")
    page = officer.go("/so-khen-thuong/trung/")
    pair = page.locator(".pairs > li", has_text="Lý Sà Rinh")
    expect(pair).to_contain_text("Cùng ngày sinh 02/09/1985.")
    expect(pair.locator("mark")).to_have_text(["Sà", "Sa"])
    pair.get_by_role("link", name=re.compile("So sánh, gộp")).press("Enter")
    expect(page.get_by_role("heading", name="Có phải là một?")).to_be_visible()

    page.get_by_role("button", name="Gộp hai bản ghi").press("Enter")
    expect(page.get_by_text("Nhập mật khẩu để gộp.").first).to_be_visible()
    found = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        found += complaints(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == []
    page.get_by_label("Mật khẩu của anh/chị").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã gộp hai bản ghi làm một.")).to_be_visible()
    expect(page.get_by_text("Hai bản ghi này đang được gộp làm một.")).to_be_visible()

    page.get_by_role("link", name=re.compile("^Tách lại")).first.press("Enter")
    page.get_by_role("button", name="Tách lại").press("Enter")
    expect(page.get_by_text("Ghi rõ vì sao tách lại.").first).to_be_visible()
    page.get_by_label("Vì sao tách lại").fill("Hai chị em họ, giấy khai sinh khác nhau.")
    page.get_by_role("button", name="Tách lại").press("Enter")
    expect(page.get_by_text("Đã tách hai bản ghi")).to_be_visible()
    expect(page.get_by_role("button", name="Gộp hai bản ghi")).to_be_visible()

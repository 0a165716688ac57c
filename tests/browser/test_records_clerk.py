"""The records clerk (văn thư): a day is what was typed, a scan stays, a click counts once."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, complaints
from tests.browser.plans import FILES


SCAN = "to-trinh.pdf"


def test_a_paper_is_entered_with_the_day_that_was_typed_and_only_once(sit):
    page = sit("vanthu").go("/so-van-ban/quyet-dinh-giay/")
    page.fill("[name=number]", "1")
    page.locator("[name=on]").press_sequentially("05/01/2022")
    expect(page.get_by_text("Thứ Tư", exact=False).first).to_be_visible()
    page.fill("[name=subject]", "Về việc tặng Giấy khen năm 2021")
    page.set_input_files("[name=upload]", FILES / SCAN)
    page.get_by_role("button", name="Đăng ký vào sổ").click()
    expect(page.get_by_text("Ghi họ tên người ký.").first).to_be_visible()
    expect(page.locator("[name=on]")).to_have_value("05/01/2022")
    expect(page.get_by_text(SCAN).first).to_be_visible()

    page.fill("[name=signed_by]", "Trần Hoàng Khánh")  # the scan is not chosen again
    page.get_by_role("button", name="Đăng ký vào sổ").click()
    told = page.locator("main")
    expect(told).to_contain_text("01/QĐ-UBND ngày 05/01/2022 (Thứ Tư)")
    expect(told).to_contain_text(SCAN)
    for viewport in (PHONE, page.viewport_size):
        page.set_viewport_size(viewport)
        assert complaints(page) == []
    page.get_by_role("button", name="Đúng, đăng ký vào sổ").dblclick()

    expect(page.get_by_text("Đã đăng ký quyết định số 01/QĐ-UBND.").first).to_be_visible()
    page = sit("vanthu").go("/so-van-ban/")
    page.get_by_role("link", name="2022").first.click()
    expect(page.get_by_role("cell", name="01/QĐ-UBND")).to_have_count(1)
    expect(page.get_by_role("row").filter(has_text="01/QĐ-UBND")).to_contain_text("05/01/2022")

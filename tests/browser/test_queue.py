"""A queue walked by keyboard alone: down its rows, into a dossier, on to the next, and back."""

from playwright.sync_api import expect

from tests.browser.conftest import complaints


def test_an_officer_walks_a_queue_by_keyboard(sit):
    officer = sit("truongphong")
    page = officer.go("/tham-dinh/da-tham-dinh/")
    links = page.locator("#hang-cho .row-link")
    titles = [text.strip() for text in links.all_inner_texts()]
    heading = page.get_by_role("heading", level=1)
    press = page.keyboard.press
    press("j")
    press("j")
    press("k")
    expect(links.nth(0)).to_be_focused()
    press("o")
    expect(heading).to_have_text(titles[0])
    around = page.get_by_role("navigation", name="Trong hàng chờ")
    expect(around.get_by_text(f"1/{len(titles)}", exact=True)).to_be_visible()
    assert complaints(page) == []
    press("j")
    expect(heading).to_have_text(titles[1])
    press("k")
    expect(heading).to_have_text(titles[0])
    press("j")
    expect(heading).to_have_text(titles[1])
    press("u")
    expect(heading).to_have_text("Thẩm định")
    expect(links.nth(1)).to_be_focused()
    page.get_by_role("button", name="Lưu cách xem").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("")
    page.keyboard.type("jok")  # letters are letters where one types
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("jok")
    press("Escape")
    page.get_by_role("button", name="Tắt phím tắt").click()
    press("j")
    expect(page.get_by_role("button", name="Bật phím tắt")).to_be_focused()
    assert complaints(page) == []

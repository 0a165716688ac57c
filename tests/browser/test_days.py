"""A day is typed as the office writes it, or picked from the calendar by keyboard alone."""

from playwright.sync_api import expect


def test_a_day_is_typed_or_picked_by_keyboard_and_means_the_same(sit):
    admin = sit("quantri")
    page = admin.go("/quan-tri/danh-muc/ngay-nghi/them/")
    day = page.locator("[name=day]")
    day.press_sequentially("01/03/2024")
    expect(page.get_by_text("Thứ Sáu", exact=False).first).to_be_visible()
    day.press("Tab")
    page.keyboard.press("Enter")
    calendar = page.get_by_role("dialog")
    expect(calendar).to_contain_text("Tháng 03/2024")
    for key in ("ArrowRight", "ArrowDown", "PageDown", "Enter"):
        page.keyboard.press(key)
    expect(calendar).to_be_hidden()
    expect(day).to_have_value("09/04/2024")
    expect(day).to_be_focused()
    day.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(day).to_have_value("09/04/2024")
    page.fill("[name=name]", "Nghỉ bù")
    page.locator("main button[type=submit]").last.click()
    expect(page.get_by_text("09/04/2024").first).to_be_visible()

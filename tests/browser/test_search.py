"""Finding by keyboard, from the page one is on; what is a stranger's is not there."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, complaints


TITLE = "Ngành Giáo dục thị xã, đợt 2"  # inside Phòng GD&ĐT: its head has to confirm
TYPED = "nganh giao duc dot 2"


def test_a_clerk_finds_a_dossier_by_keyboard_and_a_stranger_does_not(sit):
    clerk = sit("canbo.gddt").page
    first = clerk.get_by_role("link", name="Quyết định", exact=True)
    first.focus()
    clerk.keyboard.press("Control+k")
    box = clerk.get_by_role("combobox", name="Tìm tên, mã hoặc số")
    expect(box).to_be_focused()
    clerk.keyboard.type(TYPED)
    found = clerk.get_by_role("option", name=TITLE)
    expect(found).to_be_visible()
    expect(clerk.get_by_role("status").filter(has_text="1 kết quả.")).to_be_attached()
    assert complaints(clerk) == []
    clerk.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(first).to_be_focused()
    clerk.keyboard.press("Control+k")
    clerk.keyboard.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("heading", level=1)).to_have_text(TITLE)

    stranger = sit("canbo.phuong1", PHONE).page
    stranger.get_by_role("button", name="Tìm trong cổng").click()
    expect(stranger.get_by_role("combobox", name="Tìm tên, mã hoặc số")).to_be_focused()
    stranger.keyboard.type(TYPED)
    expect(stranger.get_by_text(f"Không tìm thấy gì với «{TYPED}»")).to_be_visible()
    assert complaints(stranger) == []
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_text("Không tìm thấy gì", exact=True)).to_be_visible()
    expect(stranger.get_by_text(TITLE)).to_have_count(0)

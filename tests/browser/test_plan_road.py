"""A plan of the year, by hand: what is missing, four eyes, a cut by the Chairman, his notice."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE, Person, complaints
from tests.browser.plans import FILES, add_row, appraise_the_plan, stands, write_the_plan


CAMPAIGN = "Thanh niên Ngã Năm xung kích chuyển đổi số"
MISSING = [
    "Thiếu chỉ tiêu số lượng khen thưởng cụ thể",
    "Chưa có tệp kế hoạch phát động đã ký",
    "Chưa có tiêu chí thi đua nào",
    "Chưa có tiêu chuẩn khen thưởng",
]
WORDS = "Giữ hai chỗ cho đợt tổng kết cuối năm."


def test_a_plan_is_completed_confirmed_appraised_cut_and_announced(
    sit: Callable[..., Person], tmp_path: Path
):
    clerk = sit("canbo.thidoan")
    clerk.move_clock(date(2023, 2, 10))
    plan = write_the_plan(clerk, CAMPAIGN, choose_units_by_keyboard)
    comes_back_to_a_step(clerk)
    is_told_what_is_missing(clerk)
    complete(clerk)

    head = sit("lanhdao.thidoan", PHONE)
    page = head.go(plan)
    expect(page.get_by_text("Có phần mềm dùng chung được nghiệm thu")).to_be_visible()
    head.confirm("Xác nhận và gửi")
    stands(page, "Đã gửi Phòng Nội vụ")

    officer = sit("chuyenvien")
    appraise_the_plan(officer, plan)
    officer.move_clock(date(2023, 2, 28))

    approve_with_a_cut(sit("chutich", PHONE))

    page = clerk.go(plan)
    stands(page, "Đã được Chủ tịch duyệt")
    expect(page.locator("#chi-tieu")).to_contain_text("Đề nghị 15, Chủ tịch duyệt 13.")
    text = open_the_notice(clerk, tmp_path)
    assert CAMPAIGN in text
    assert WORDS.removesuffix(".") in text
    assert re.search(r"13 cá nhân", text), text
    clerk.move_clock(date(2023, 11, 20))


def choose_units_by_keyboard(page: Page) -> None:
    """Found without accents, ticked from the search and from the list, one taken back."""
    keys, chosen = page.keyboard, page.locator("[data-picker-chips]")
    page.get_by_label("Đơn vị cùng tham gia").focus()
    keys.type("phuong")
    expect(page.locator("[data-picker-told]")).to_contain_text("đơn vị khớp «phuong»")
    expect(page.get_by_label("UBND xã Mỹ Quới", exact=True)).to_be_hidden()
    assert complaints(page) == []
    keys.press("Enter")  # the first that fits; the search is ready for the next one
    keys.type("ubnd phuong 2")
    keys.press("ArrowDown")
    keys.press("Space")
    expect(chosen.get_by_role("button")).to_have_count(2)
    chosen.get_by_role("button", name="Bỏ UBND Phường 1").focus()
    keys.press("Enter")
    expect(chosen.get_by_role("button", name="Bỏ UBND Phường 2")).to_be_focused()
    expect(page.get_by_text("Đã chọn 1 đơn vị")).to_be_visible()
    assert complaints(page) == []


def comes_back_to_a_step(clerk: Person) -> None:
    """A step on the bar opens as it was saved; the plan stays the last one."""
    page = clerk.page
    page.get_by_role("link", name="Bước 2: Đơn vị tham gia").click()
    expect(page.get_by_label("UBND Phường 2", exact=True)).to_be_checked()
    assert page.locator("[name=filing_closes_on]").input_value() in {"30/11/2023", "2023-11-30"}
    page.get_by_role("button", name="Lưu, sang bước 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CAMPAIGN)


def is_told_what_is_missing(clerk: Person) -> None:
    """Every gap in one list, each a link to its place; the plan cannot leave yet."""
    page = clerk.page
    missing = page.locator("section", has=page.locator("#missing-title"))
    for words in MISSING:
        expect(missing.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Chuyển thủ trưởng", exact=True)).to_have_count(0)
    assert complaints(page) == []
    for link in missing.get_by_role("link").all():
        target = link.get_attribute("href")
        if target.startswith("#"):
            expect(page.locator(target)).to_have_count(1)


def complete(clerk: Person) -> None:
    """The gaps are filled one by one until the list is gone."""
    page = clerk.page
    add_row(page, "tieu-chi", text="Có phần mềm dùng chung được nghiệm thu")
    add_row(page, "tieu-chuan", text="Hoàn thành xuất sắc, đạt từ 80% số phiếu trở lên")
    add_row(page, "chi-tieu", honouree_kind="Tập thể", total="4")
    add_row(page, "chi-tieu", honouree_kind="Cá nhân", total="15")
    paper = page.locator("#tep-ke-hoach")
    paper.locator("[type=file]").set_input_files(FILES / "ke-hoach-phat-dong.pdf")
    paper.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Kế hoạch đã đủ nội dung")).to_be_visible()
    clerk.confirm("Chuyển thủ trưởng")
    stands(page, "Chờ thủ trưởng xác nhận")


def approve_with_a_cut(chairman: Person) -> None:
    """Ticks this plan, makes one number smaller, sees exactly what will happen, approves it."""
    page = chairman.go("/phong-trao/duyet/")
    card = page.locator("section.sheet", has=page.get_by_role("heading", name=CAMPAIGN))
    card.get_by_label(re.compile("cá nhân", re.I)).fill("13")
    card.get_by_label("Ý kiến của Chủ tịch").fill(WORDS)
    card.get_by_label("Duyệt kế hoạch này").check()
    page.get_by_role("button", name="Xem trước việc sẽ xảy ra").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đúng những việc này sẽ xảy ra")
    expect(page.get_by_text("đề nghị 15, duyệt 13")).to_be_visible()
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        assert complaints(page) == []
    page.get_by_role("button", name="Duyệt 1 kế hoạch").click()
    expect(page.get_by_text("Đã duyệt 1 kế hoạch và ra 1 thông báo.")).to_be_visible()


def open_the_notice(clerk: Person, folder: Path) -> str:
    """The organiser opens the notice from the plan's page and takes the file home."""
    page = clerk.page
    link = page.locator("section", has=page.get_by_role("heading", name="Thông báo"))
    symbol = link.get_by_role("link").first
    assert re.search(r"\d\d/TB-", symbol.inner_text())
    symbol.click()
    page.wait_for_load_state()
    file = page.locator("a[download]").first
    expect(file).to_be_visible(timeout=60_000)  # the worker renders, the page tells when
    with page.expect_download() as download:
        file.click()
    path = folder / "thong-bao.pdf"
    download.value.save_as(path)
    assert (
        "(A4)"
        in subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    )
    return " ".join("\n".join(p.extract_text() for p in PdfReader(path).pages).split())

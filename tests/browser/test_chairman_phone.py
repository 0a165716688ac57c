"""The Chairman at 390 px decides forty nominees, one struck; every number afterwards agrees."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from frontdesk.demonstration.people import PASSWORD
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.browser.conftest import PHONE, Person, complaints
from tests.browser.plans import (
    FILES,
    appraise_the_plan,
    approve_the_plan,
    draft_the_plan,
    recommend_all,
    stands,
)


CAMPAIGN = "Hai Bà Trưng giữ phố sạch"
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Danh", "Thạch", "Sơn", "Lý"]
GIVEN = ["An", "Bích", "Cúc", "Dung", "Đạt"]
STRUCK = "Danh Văn Cúc"
REASON = "Đã được khen cho cùng việc này trong tháng 9."
TITLES = [
    "Họ và tên",
    "Giới tính",
    "Năm sinh",
    "Chức vụ",
    "Đơn vị công tác",
    "Hình thức",
    "Thành tích",
]


def test_forty_nominees_are_decided_on_a_phone_with_one_struck(
    sit: Callable[..., Person], tmp_path: Path
):
    clerk = sit("canbo.phuong1")
    clerk.move_clock(date(2023, 2, 10))
    plan = draft_the_plan(clerk, CAMPAIGN, persons=42)
    head, officer = sit("lanhdao.phuong1"), sit("chuyenvien")
    head.go(plan)
    head.confirm("Xác nhận và gửi")
    appraise_the_plan(officer, plan)
    chairman = sit("chutich", PHONE)
    approve_the_plan(chairman, plan, CAMPAIGN)
    clerk.move_clock(date(2023, 11, 20))

    dossier = file_forty(clerk, head, plan, tmp_path)
    decision = bring_before_him(officer, sit("truongphong"), dossier)
    decide(chairman, decision)

    text = the_paper(clerk, dossier, tmp_path)
    assert "39 cá nhân" in text
    assert "21.060.000 đồng (Bằng chữ: Hai mươi mốt triệu không trăm sáu mươi nghìn đồng)" in text
    assert STRUCK not in text
    assert sum(f"{family} Văn {given}" in text for family in FAMILY for given in GIVEN) == 39
    page = clerk.go(plan)
    expect(page.locator("#chi-tieu")).to_contain_text("39")
    page = clerk.go("/thong-bao/")
    expect(page.get_by_text("39 trường hợp").first).to_be_visible()
    expect(page.get_by_text(REASON).first).to_be_visible()


def file_forty(clerk: Person, head: Person, plan: str, folder: Path) -> str:
    """Forty persons from one sheet, three papers, confirmed by the head."""
    rows = [
        (
            f"{family} Văn {given}",
            "Nam",
            1975,
            "Trưởng khóm",
            "Phường 1",
            "Giấy khen",
            "Giữ sạch tuyến hẻm 42",
        )
        for family in FAMILY
        for given in GIVEN
    ]
    sheet = folder / "bon-muoi.xlsx"
    sheet.write_bytes(write_workbook([Table("Danh sách", TITLES, rows)]))
    page = clerk.go(plan)
    page.get_by_role("link", name="Lập hồ sơ").click()
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CAMPAIGN)
    path = page.url.removeprefix(clerk.town.address)
    clerk.go(f"{path}nhap-excel/")
    page.set_input_files("[type=file]", sheet)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_role("button", name="Nhập 40 dòng vào hồ sơ").click()
    expect(page.locator("b", has_text=STRUCK)).to_be_visible()
    for part, name in (
        ("submission_letter", "to-trinh.pdf"),
        ("achievement_report", "bao-cao-thanh-tich.pdf"),
        ("minutes", "bien-ban-hop-xet.pdf"),
    ):
        clerk.go(f"{path}giay-to/")
        form = page.locator("#tai-tep")
        form.locator("[name=part]").select_option(part)
        form.locator("[type=file]").set_input_files(FILES / name)
        form.get_by_role("button", name="Tải lên").click()
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    clerk.go(path)
    clerk.confirm("Chuyển thủ trưởng")
    head.go(f"{path}xem-va-xac-nhan/")
    head.page.get_by_label("Tôi cam đoan").check()
    head.confirm("Xác nhận và nộp")
    stands(head.page, "Đã nộp, chờ tiếp nhận")
    return path


def bring_before_him(officer: Person, chief: Person, dossier: str) -> str:
    """Received, appraised, composed, submitted."""
    page = officer.go(dossier)
    officer.confirm("Tiếp nhận")
    chief.go(dossier)
    choice = chief.page.locator("#phan-cong select")
    choice.select_option(choice.locator("option", has_text="Nguyễn Hoàng Ân").text_content())
    chief.page.get_by_role("button", name="Giao thẩm định").click()
    page = officer.go(dossier)
    recommend_all(page)
    page.get_by_role("button", name="Kết luận thẩm định").click()
    stands(page, "Đã thẩm định")
    page = officer.go("/quyet-dinh/soan/")
    group = page.get_by_role("link", name=re.compile(CAMPAIGN))
    if group.count():
        group.first.click()
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("40 cá nhân")
    path = page.url.removeprefix(officer.town.address)
    page = chief.go(f"{path}trinh/")
    page.fill("[name=letter_number]", "121/TTr-PNV")
    page.fill("[name=letter_on]", "2023-11-20")
    page.get_by_role("button", name="Trình Chủ tịch").click()
    stands(page, "Đang trình Chủ tịch")
    return path


def decide(chairman: Person, decision: str) -> None:
    """Five actions: open, tick, «không duyệt», the reason with the password, sign."""
    page = chairman.go("/quyet-dinh/cho-ky/")
    assert_fits(page)
    page.locator(f"a[href='{decision}ky/']").click()
    assert complaints(page) == []
    assert_fits(page)
    page.get_by_label(re.compile(STRUCK)).check()
    page.get_by_role("button", name="Không duyệt những người đã chọn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đúng những việc này sẽ xảy ra")
    expect(page.get_by_text("21.060.000").first).to_be_visible()
    assert complaints(page) == []
    assert_fits(page)
    page.get_by_label(re.compile("Lý do không duyệt")).fill(REASON)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Ký ban hành").click()
    stands(page, "Đã ban hành")


def assert_fits(page: Page) -> None:
    """Nothing is wider than the phone, once the page that was asked for is there."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def the_paper(clerk: Person, dossier: str, folder: Path) -> str:
    """What the unit takes home."""
    page = clerk.go(dossier)
    page.get_by_role("link", name=re.compile(r"Quyết định số \d\d")).first.click()
    page.wait_for_load_state()
    link = page.locator("a[download]").first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    path = folder / "quyet-dinh.pdf"
    download.value.save_as(path)
    return " ".join("\n".join(p.extract_text() for p in PdfReader(path).pages).split())

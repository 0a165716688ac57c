"""The main job, by hand: from a plan in February to the unit's own copy of the decision."""

import re
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import expect
from pypdf import PdfReader

from frontdesk.demonstration.people import PASSWORD
from tests.browser.conftest import PHONE, Person
from tests.browser.plans import (
    FILES,
    appraise_the_plan,
    approve_the_plan,
    draft_the_plan,
    recommend_all,
    stands,
)


CAMPAIGN = "Phường 1 sáng, xanh, sạch, đẹp"
COLLECTIVE = "Tổ tự quản số 7 khóm 2"
LETTER = "118/TTr-PNV"
PAPERS = {
    "submission_letter": "to-trinh.pdf",
    "achievement_report": "bao-cao-thanh-tich.pdf",
    "minutes": "bien-ban-hop-xet.pdf",
}


def test_one_award_goes_the_whole_way(sit: Callable[..., Person], data_folder, tmp_path):
    clerk = sit("canbo.phuong1")
    clerk.move_clock(date(2023, 2, 10))
    plan = draft_the_plan(clerk, CAMPAIGN)

    head = sit("lanhdao.phuong1")
    head.go(plan)
    head.confirm("Xác nhận và gửi")
    stands(head.page, "Đã gửi Phòng Nội vụ")

    officer = sit("chuyenvien")
    appraise_the_plan(officer, plan)

    officer.move_clock(date(2023, 2, 28))
    chairman = sit("chutich", PHONE)
    approve_the_plan(chairman, plan, CAMPAIGN)

    clerk.move_clock(date(2023, 11, 20))
    dossier = write_the_dossier(clerk, plan, data_folder / "danh-sach-mau.xlsx")
    file_the_dossier(head, dossier)
    receive_and_appraise(officer, sit("truongphong"), dossier)

    decision = compose_the_decision(officer)
    submit_the_decision(sit("truongphong"), decision)
    sign_the_decision(chairman, decision)

    text = download_by_the_unit(clerk, dossier, tmp_path)
    assert "Về việc tặng Giấy khen cho 01 tập thể, 15 cá nhân" in text
    assert COLLECTIVE in text
    assert "Đặng Thùy Dung" in text
    assert LETTER in text
    # 1 × 1.080.000 + 15 × 540.000 (domain: 0,6 and 0,3 of 1.800.000)
    assert "9.180.000 đồng (Bằng chữ: Chín triệu một trăm tám mươi nghìn đồng)" in text
    assert "Trần Hoàng Khánh" in text
    assert re.search(r"Số: \d\d/QĐ-UBND", text)
    verify_as_anyone(clerk)


def write_the_dossier(clerk: Person, plan: str, sheet: Path) -> str:
    """One collective typed, fifteen persons from the sheet, three papers."""
    page = clerk.go(plan)
    page.get_by_role("link", name="Lập hồ sơ").click()
    page.fill("[name=title]", f"{CAMPAIGN}, tổng kết 2023")
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CAMPAIGN)
    path = page.url.removeprefix(clerk.town.address)

    page.goto(f"{page.url}danh-sach/them/")
    page.get_by_label("Tập thể", exact=True).check()
    page.fill("[name=full_name]", COLLECTIVE)
    page.fill("[name=working_unit]", "Phường 1")
    page.fill("[name=achievement]", "Vận động 100% hộ dân thắp sáng và trồng hoa tuyến hẻm 42")
    page.get_by_role("button", name=re.compile("^Lưu|^Thêm")).first.click()
    expect(page.get_by_text(COLLECTIVE).first).to_be_visible()

    clerk.go(f"{path}nhap-excel/")
    page.set_input_files("[type=file]", sheet)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_role("button", name="Nhập 15 dòng vào hồ sơ").click()
    expect(page.locator("b", has_text="Đặng Thùy Dung")).to_be_visible()

    for part, name in PAPERS.items():
        clerk.go(f"{path}giay-to/")
        form = page.locator("#tai-tep")
        form.locator("[name=part]").select_option(part)
        form.locator("[type=file]").set_input_files(FILES / name)
        form.get_by_role("button", name="Tải lên").click()
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    clerk.go(path)
    clerk.confirm("Chuyển thủ trưởng")
    stands(page, "Chờ thủ trưởng xác nhận")
    return path


def file_the_dossier(head: Person, dossier: str) -> None:
    """The head sees on one page exactly what will be filed."""
    page = head.go(f"{dossier}xem-va-xac-nhan/")
    expect(page.get_by_text("Ngô Thị Kim Yến").first).to_be_visible()
    page.get_by_label("Tôi cam đoan").check()
    head.confirm("Xác nhận và nộp")
    stands(page, "Đã nộp, chờ tiếp nhận")


def receive_and_appraise(officer: Person, chief: Person, dossier: str) -> None:
    """Receipt with a due date; the officer gives every line a verdict."""
    page = officer.go(dossier)
    officer.confirm("Tiếp nhận")
    expect(page.get_by_text("04/12/2023").first).to_be_visible()  # ten working days

    chief.go(dossier)
    choice = chief.page.locator("#phan-cong select")
    choice.select_option(choice.locator("option", has_text="Nguyễn Hoàng Ân").text_content())
    chief.page.get_by_role("button", name="Giao thẩm định").click()
    stands(chief.page, "Đang thẩm định")

    page = officer.go(dossier)
    recommend_all(page)
    page.get_by_role("button", name="Kết luận thẩm định").click()
    stands(page, "Đã thẩm định")


def compose_the_decision(officer: Person) -> str:
    """The officer chooses the group of this campaign and looks at the draft."""
    page = officer.go("/quyet-dinh/soan/")
    group = page.get_by_role("link", name=re.compile(CAMPAIGN))
    if group.count():
        group.first.click()
    expect(page.get_by_role("heading", name=re.compile(CAMPAIGN))).to_be_visible()
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("01 tập thể, 15 cá nhân")
    # The worker of this run renders the draft; its pictures appear by themselves.
    expect(page.locator("img[src*='/trang/1.png']")).to_be_visible(timeout=60_000)
    return page.url.removeprefix(officer.town.address)


def submit_the_decision(chief: Person, decision: str) -> None:
    """The head of Nội vụ puts it before the Chairman under the number of his letter."""
    page = chief.go(f"{decision}trinh/")
    page.fill("[name=letter_number]", LETTER)
    page.fill("[name=letter_on]", "2023-11-20")
    page.get_by_role("button", name="Trình Chủ tịch").click()
    stands(page, "Đang trình Chủ tịch")


def sign_the_decision(chairman: Person, decision: str) -> None:
    """On a phone: a wrong password is told and nothing is lost, the right one issues."""
    page = chairman.go(f"{decision}ky/")
    expect(page.get_by_text("9.180.000").first).to_be_visible()
    chairman.confirm("Ký ban hành", password="not-his-password")
    expect(page.get_by_text(re.compile("Mật khẩu (chưa|không) đúng")).first).to_be_visible()
    page.fill("main form [name=password]", PASSWORD)
    page.locator("main form", has=page.locator("[name=password]")).get_by_role(
        "button", name="Ký ban hành"
    ).click()
    stands(page, "Đã ban hành")


def download_by_the_unit(clerk: Person, dossier: str, folder: Path) -> str:
    """The clerk finds the decision on the dossier's page and takes the file home."""
    page = clerk.go(dossier)
    stands(page, "Đã có kết quả")
    page.get_by_role("link", name=re.compile(r"Quyết định số \d\d")).first.click()
    page.wait_for_load_state()
    link = page.locator("a[download]").first
    expect(link).to_be_visible(timeout=60_000)  # the worker renders, the page tells when
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert re.fullmatch(r"QĐ-\d\d-UBND-2023\.pdf", path.name)
    assert_paper_of_the_state(path, clerk.town.address)
    return " ".join("\n".join(p.extract_text() for p in PdfReader(path).pages).split())


def assert_paper_of_the_state(path: Path, address: str) -> None:
    """A4, tagged, Tinos embedded, cells in place, letters whole, the QR opens the verification."""
    facts = _said("pdfinfo", path)
    assert re.search(r"Tagged:\s+yes", facts)
    assert "(A4)" in facts
    fonts = _said("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all("Tinos" in line and re.search(r"\byes\s+yes\s+yes\b", line) for line in fonts)
    layout = _said("pdftotext", "-layout", path, "-")
    assert layout == unicodedata.normalize("NFC", layout)
    first, second = [line for line in layout.splitlines() if line.strip()][:2]
    assert re.search(r"ỦY BAN NHÂN DÂN\s{3,}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", first)
    assert re.search(r"THỊ XÃ NGÃ NĂM\s{3,}Độc lập - Tự do - Hạnh phúc", second)
    codes = []
    for page in pypdfium2.PdfDocument(path):
        codes += [found.text for found in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
    assert any(re.fullmatch(rf"{address}/xac-minh/[\w-]+/", code) for code in codes)


def _said(program: str, *arguments: object) -> str:
    return subprocess.run(
        [program, *map(str, arguments)], check=True, capture_output=True, text=True
    ).stdout


def verify_as_anyone(clerk: Person) -> None:
    """The code on the paper opens a page that says genuine, without signing in."""
    code = clerk.page.url.rstrip("/").rpartition("/")[2]
    stranger = clerk.page.context.browser.new_context().new_page()
    stranger.goto(f"{clerk.town.address}/xac-minh/{code}/")
    expect(stranger.get_by_text(re.compile("là thật")).first).to_be_visible()
    expect(stranger.get_by_text("1993")).to_have_count(0)
    stranger.context.close()

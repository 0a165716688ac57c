"""What a clerk and an officer do with a plan, by hand, until it lies before the Chairman."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person


FILES = Path(__file__).parents[2] / "frontdesk/demonstration/files"


def draft_the_plan(clerk: Person, name: str, persons: int = 15) -> str:
    """The clerk writes the plan, is told what is missing, mends it, hands it over."""
    path, page = write_the_plan(clerk, name), clerk.page
    expect(page.get_by_text("Thiếu chỉ tiêu số lượng khen thưởng cụ thể")).to_be_visible()
    add_row(page, "tieu-chi", text="Có tuyến đường kiểu mẫu được nghiệm thu")
    add_row(page, "tieu-chuan", text="Hoàn thành xuất sắc, đạt từ 80% số phiếu trở lên")
    add_row(page, "chi-tieu", honouree_kind="Tập thể", total="2")
    add_row(page, "chi-tieu", honouree_kind="Cá nhân", total=str(persons))
    paper = page.locator("#tep-ke-hoach")
    paper.locator("[type=file]").set_input_files(FILES / "ke-hoach-phat-dong.pdf")
    paper.get_by_role("button", name="Tải lên").click()
    expect(paper.get_by_role("link", name="ke-hoach-phat-dong.pdf")).to_be_visible()
    clerk.confirm("Chuyển thủ trưởng")
    stands(page, "Chờ thủ trưởng xác nhận")
    return path


def write_the_plan(
    clerk: Person, name: str, choose: Callable[[Page], None] = lambda page: None
) -> str:
    """The first two steps: words and statements, then days and units; gives its address."""
    page = clerk.go("/phong-trao/lap/")
    page.fill("[name=name]", name)
    page.select_option("[name=theme]", label="Gương người tốt, việc tốt")
    page.fill("[name=starts_on]", "2022-01-10")
    page.fill("[name=ends_on]", "2023-12-10")
    page.fill("[name=review_year]", "2023")
    page.get_by_label("Tổng kết", exact=True).check()
    page.fill("[name=review_on]", "2023-12-05")
    page.fill("[name=content]", "Mỗi khóm một tuyến đường kiểu mẫu, mỗi hộ một việc làm cụ thể.")
    page.fill("[name=paper_number]", "09/KH-UBND")
    page.fill("[name=paper_on]", "2023-02-09")
    for statement in ("serves_law", "serves_conference", "serves_joint_programme"):
        page.locator(f"[name={statement}][value=False]").check()
    page.get_by_role("button", name="Lưu, sang bước 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đơn vị tham gia")
    page.fill("[name=filing_opens_on]", "2023-03-01")
    page.fill("[name=filing_closes_on]", "2023-11-30")
    choose(page)
    page.get_by_role("button", name="Lưu, sang bước 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url.removeprefix(clerk.town.address)


def add_row(page: Page, section: str, **values: str) -> None:
    """One criterion, standard or place of the draft."""
    form = page.locator(f"#{section} form.sheet__foot")
    for name, value in values.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    award = form.locator("[name=award_type]")
    if award.count():
        award.select_option(label="Giấy khen")
    form.get_by_role("button").click()
    page.wait_for_load_state()


def appraise_the_plan(officer: Person, plan: str) -> None:
    """Every item of the letter answered, then the conclusion."""
    page = officer.go(plan)
    for label in page.locator("#tham-dinh .verdict label:not(.no)").all():
        label.click()
    page.get_by_label("Ý kiến thẩm định").fill("Đủ tiêu chí, tiêu chuẩn, chỉ tiêu cụ thể.")
    page.get_by_role("button", name="Kết luận, trình Chủ tịch").click()
    stands(page, "Chờ Chủ tịch duyệt")


def stands(page: Page, state: str) -> None:
    """The page says where the row stands."""
    expect(page.locator(".state", has_text=state).first).to_be_visible()


def approve_the_plan(chairman: Person, plan: str, name: str) -> None:
    """From the plan's page to his desk, one tick, what would happen, one press."""
    page = chairman.go(plan)
    page.get_by_role("main").get_by_role("link", name="Duyệt kế hoạch", exact=True).click()
    card = page.locator("section.sheet", has=page.get_by_role("heading", name=name))
    expect(card).to_be_in_viewport()
    card.get_by_label("Duyệt kế hoạch này").check()
    page.get_by_role("button", name="Xem trước việc sẽ xảy ra").last.click()
    page.get_by_role("button", name="Duyệt 1 kế hoạch").click()
    expect(page.get_by_text("Đã duyệt 1 kế hoạch và ra 1 thông báo.")).to_be_visible()
    stands(chairman.go(plan), "Đã được Chủ tịch duyệt")


def recommend_all(page: Page) -> None:
    """The officer's word for everybody, one press each; the next who waits comes by himself."""
    waiting = page.locator(".pick .w--open")
    for left in range(waiting.count(), 0, -1):
        page.locator(".judge").get_by_role("button", name="Đề nghị", exact=True).click()
        expect(waiting).to_have_count(left - 1)

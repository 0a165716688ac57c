"""A teacher hired in April, typed for the title of a year under two laws: two articles."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Person, complaints


TEACHER = "Lâm Thị Hồng Gấm"  # registered for it in the demonstration


def test_a_teacher_hired_in_april_sees_two_answers_while_typing(sit: Callable[..., Person]):
    clerk = sit("canbo.gddt")
    clerk.move_clock(date(2023, 11, 20))
    said = type_the_teacher(clerk, 2023, "15/04/2023")
    expect(said).to_contain_text("Không đạt: Công tác 8 tháng trong năm 2023")
    expect(said).to_contain_text("10 tháng trở lên")
    expect(said).to_contain_text("Nghị định 91/2017/NĐ-CP")
    expect(clerk.page.get_by_text("Giữ trên máy này")).to_be_visible()  # kept, and not sent
    found = []
    for viewport in (DESK, PHONE):
        clerk.page.set_viewport_size(viewport)
        found += complaints(clerk.page)
    assert found == []
    clerk.page.set_viewport_size(DESK)

    clerk.page.fill("[name=hired_on]", "05/09/2015")
    expect(said).not_to_contain_text("Không đạt")
    expect(said).to_contain_text("Công tác 12 tháng trong năm 2023, đủ")

    clerk.go("/")
    clerk.move_clock(date(2024, 11, 20))
    said = type_the_teacher(clerk, 2024, "15/04/2024")
    expect(said).to_contain_text("Công tác 8 tháng trong năm 2024, đủ")
    expect(said).not_to_contain_text("91/2017/NĐ-CP")
    expect(said).to_contain_text("01/2024/TT-BNV")
    expect(said).not_to_contain_text("Công tác 8 tháng trong năm 2024; danh hiệu")


def type_the_teacher(clerk: Person, year: int, hired_on: str):
    """A new dossier of the year's merit; the form, typed and not sent."""
    page: Page = clerk.go("/ho-so/moi/?loai=cong-trang")
    page.locator(f"[name=merit_year][value='{year}']").check()
    page.fill("[name=title]", f"Danh hiệu thi đua năm {year}")
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    page.goto(f"{page.url.partition('#')[0]}danh-sach/them/")
    page.fill("[name=full_name]", TEACHER)
    page.select_option("[name=award_type]", label="Lao động tiên tiến")
    page.fill("[name=hired_on]", hired_on)
    return page.locator("#xet-khi-nhap")

"""Every answer is in view: what is wrong with ways to its fields, what was added with its word."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESK, PHONE, Person


class Wrong(NamedTuple):
    """A form sent wrong: by whom, on which page, what is typed where, and how much is told."""

    who: str
    path: str
    typed: dict[str, str]
    button: str
    least: int
    opens: str = ""


WRONG = {
    "short": Wrong(
        "quantri", "/quan-tri/danh-muc/chu-de/them/", {"name": "x", "order": ""}, "Lưu", 2
    ),
    "long": Wrong(
        "vanthu",
        "/so-van-ban/quyet-dinh-giay/",
        {"number": "0", "on": "31/2/2023", "subject": "...", "signed_by": "asdf@@@"},
        "Đăng ký vào sổ",
        5,
    ),
    "days in the wrong order": Wrong(
        "quantri",
        "/quan-tri/don-vi/UBND_P1/giao-quyen/",
        {"starts_on": "20/12/2023", "ends_on": "01/12/2023"},
        "Giao quyền",
        3,
    ),
    "rows": Wrong(
        "canbo.phuong1",
        "/phong-trao/ke-hoach/1/dieu-chinh/",
        {"review_on": "01/01/2024", "them-1-limit": "0"},
        "Lưu bản điều chỉnh",
        4,
        "Thêm chỉ tiêu mới",
    ),
    "one of several forms": Wrong(
        "canbo.phuong1",
        "/ho-so/HS-2023-00015/van-ban/",
        {"letter_number": "asdf@@@"},
        "Ghi số, ngày",
        1,
    ),
    "reason of a step": Wrong(
        "lanhdao.gddt",
        "/ho-so/HS-2023-00016/",
        {"note": "..."},
        "Trả lại cán bộ",
        1,
        "Trả lại cán bộ",
    ),
    "files without a new page": Wrong(
        "canbo.phuong1", "/ho-so/HS-2023-00015/giay-to/", {}, "Tải lên", 1
    ),
}


def send(page: Page, wrong: Wrong) -> None:
    """Type what is wrong into the form of the button, and send it."""
    if wrong.opens:
        page.get_by_text(wrong.opens, exact=True).first.click()
    place = page.get_by_role("dialog") if "note" in wrong.typed else page.locator("main")
    button = page.get_by_role("button", name=wrong.button, exact=True)
    form = place.locator("form").filter(has=button).first
    for name, words in wrong.typed.items():
        form.locator(f"[name={name}]").fill(words)
    form.get_by_role("button", name=wrong.button, exact=True).click()


def stands_at_what_is_wrong(page: Page, least: int) -> None:
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_be_in_viewport()
    ways = summary.get_by_role("link")
    assert ways.count() >= least
    for way in ways.all():
        way.click()
        field = page.locator(f"[id='{(way.get_attribute('href') or '')[1:]}']")
        expect(field).to_be_in_viewport()
        expect(field).to_have_attribute("aria-invalid", "true")
        said = field.locator("xpath=ancestor::*[contains(@class, 'field--error')][1]")
        expect(said.locator(".field__error")).to_be_in_viewport()


@pytest.mark.parametrize("case", WRONG)
def test_a_form_sent_wrong_stands_at_what_is_wrong(sit: Callable[..., Person], case: str):
    wrong = WRONG[case]
    person = sit(wrong.who)
    page = person.page
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        person.go(wrong.path)
        send(page, wrong)
        stands_at_what_is_wrong(page, wrong.least)


def held_back(page: Page, script: str) -> list[Route]:
    """Where each request for the script waits, as on a slow line; `continue_` lets it come."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route(f"**/{script}*.js", hold)
    return late


def test_who_goes_on_before_the_script_has_come_is_left_there(sit: Callable[..., Person]):
    wrong = WRONG["rows"]
    page = sit(wrong.who).go(wrong.path)
    page.add_init_script(
        "window.visited = [];"
        "addEventListener('focusin', ({ target }) => visited.push(target.id || target.className))"
    )
    late = held_back(page, "portal")
    with page.expect_request("**/portal*.js"):
        send(page, wrong)
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link").last.click(no_wait_after=True)
    field = page.locator("[id='id_them-1-limit']")
    expect(field).to_be_focused()
    with page.expect_event("load"):
        late[0].continue_()
    expect(field).to_be_in_viewport()
    gone_on = page.evaluate("visited.slice(visited.indexOf('id_them-1-limit'))")
    assert set(gone_on) == {"id_them-1-limit"}


def test_who_types_before_the_calendar_has_come_types_on(sit: Callable[..., Person]):
    person = sit("vanthu")
    page = person.page
    late = held_back(page, "days")
    page.goto(person.town.address + WRONG["long"].path, wait_until="commit")
    day = page.locator("[name=on]")
    day.fill("31/12/02")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("20")
    with page.expect_event("load"):
        late[0].continue_()
    expect(page.locator(".day [name=on]")).to_be_focused()
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    page.keyboard.type("03")
    expect(day).to_have_value("31/12/2003")


def test_without_script_the_page_stands_there_too(town, browser: Browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = Person(town, context, "vanthu").go(WRONG["long"].path)
    send(page, WRONG["long"])
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_what_was_added_is_in_view_with_its_word(sit: Callable[..., Person], viewport: dict):
    page = sit("quantri", viewport).go("/quan-tri/danh-muc/chu-de/them/")
    name = f"Chủ đề rộng {viewport['width']} điểm"
    page.fill("[name=name]", name)
    page.fill("[name=order]", "99")
    page.get_by_role("button", name="Lưu", exact=True).click()
    row = page.locator("tr:target, li:target")
    expect(row).to_contain_text(name)
    expect(row).to_be_in_viewport()
    expect(page.get_by_text("Đã thêm chủ đề.")).to_be_in_viewport()

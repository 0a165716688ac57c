"""Filing, as clerks and heads live it: papers that follow the list, slow lines, no mouse."""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from frontdesk.demonstration.people import PASSWORD
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.browser.conftest import DESK, PHONE, Person, Town, complaints
from tests.browser.plans import FILES, stands


DATA = Path(__file__).parent.parent / "data"
_FOCUSED = r"""() => {
    const one = document.activeElement;
    const label = one.labels && one.labels.length ? one.labels[0].textContent : "";
    const says = one.getAttribute("aria-label") || one.textContent || "";
    return `${label} ${says}`.replace(/\s+/g, " ").trim().slice(0, 200);
}"""
BAD_LIST = write_workbook(
    [
        Table(
            "DS",
            ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Hình thức khen", "Thành tích"],
            [
                [1, "Trần Văn An", "1980.09.05", "Nông dân", "Giấy khen", "Hiến đất làm lộ."],
                [2, "Lê Thị Bé 2", "1970", "Nông dân", "Giấy khen", "Hiến đất làm lộ."],
                [3, "Võ Văn Tư", "1971", "Nông dân", "Giấy khen", "Hiến đất làm lộ."],
                [4, "Võ Văn Tư", "1971", "Nông dân", "Giấy khen", "Giữ gìn trật tự."],
                [5, "Sơn Thị Năm", "1972", "Nông dân", "Giấy khen", "Hiến đất làm lộ."],
            ],
        )
    ]
)
LONG = 60_000  # a worker of this run prints, or reads five thousand rows


@pytest.fixture
def clerk(sit: Callable[..., Person]) -> Person:
    return sit("canbo.thidoan")


def open_draft(clerk: Person, kind: str = "Khen đột xuất") -> str:
    """The path of a fresh draft."""
    page = clerk.go("/ho-so/")
    page.get_by_role("link", name=kind).click()
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    return page.url.partition("#")[0].removeprefix(clerk.town.address)


def add_person(page: Page, draft: str, name: str, achievement: str) -> None:
    page.goto(f"{draft}danh-sach/them/")
    page.get_by_label("Cá nhân", exact=True).check()
    page.select_option("[name=gender]", "male")
    page.fill("[name=full_name]", name)
    page.fill("[name=achievement]", achievement)
    page.get_by_role("button", name=re.compile("^Lưu|^Thêm")).first.click()
    expect(page.get_by_text(name).first).to_be_visible()


def no_wider_than_the_screen(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_paper_follows_its_list_by_name_and_keeps_typed_words(clerk: Person):
    draft, page = open_draft(clerk), clerk.page
    address = f"{clerk.town.address}{draft}"
    add_person(page, address, "Trần Văn Lụa", "Cứu ba người trên kênh Xáng.")
    page.goto(f"{address}van-ban/")
    page.get_by_role("button", name="Soạn Tờ trình").click()
    expect(page.locator("img.paper").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Sửa câu chữ").click()
    page.locator("[name=assurance]").fill("[đơn vị] đã lấy ý kiến nhân dân nơi cư trú")
    leaf = page.locator(".leaf [data-sentence=assurance]")
    # as it is typed, with what stands in the place
    expect(leaf).to_have_text("Thị đoàn Ngã Năm đã lấy ý kiến nhân dân nơi cư trú")
    page.get_by_role("button", name="Lưu, xem tại đây").click()
    expect(leaf).to_have_class(re.compile("leaf__said--changed"))
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.get_by_text("Đã sửa 1 đoạn")).to_be_visible()
    paper = page.url

    page.goto(address)
    page.get_by_role("link", name="Sửa Trần Văn Lụa").click()
    page.fill("[name=full_name]", "Trần Văn Lúa")
    page.get_by_role("button", name=re.compile("^Lưu")).first.click()
    expect(page.get_by_text("Trần Văn Lúa").first).to_be_visible()
    page.goto(address)
    banner = page.locator("#van-ban-cu")
    expect(banner).to_contain_text("«Ông Trần Văn Lụa» thành «Ông Trần Văn Lúa»")
    expect(
        page.get_by_text("Tờ trình không còn khớp hồ sơ: Ông Trần Văn Lụa").first
    ).to_be_visible()
    page.get_by_role("link", name="Chuyển thủ trưởng", exact=True).click()  # to the first gap
    stands(page, "Đang soạn")

    page.goto(paper)
    page.get_by_role("button", name="Soạn lại văn bản").click()
    expect(page.get_by_text("Khớp hồ sơ hiện nay")).to_be_visible()
    page.get_by_role("link", name="Sửa câu chữ").click()
    expect(page.locator("[name=assurance]")).to_have_value(
        "[đơn vị] đã lấy ý kiến nhân dân nơi cư trú"
    )
    page.goto(paper)
    expect(page.locator("img.paper").first).to_be_visible(timeout=LONG)
    with page.expect_download() as word:
        page.get_by_role("link", name="Tải bản Word").click()
    assert word.value.suggested_filename.endswith(".docx")

    found = []
    for path in (paper, f"{paper}sua/", f"{address}van-ban/", address):
        page.goto(path)
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            found += complaints(page)
            assert no_wider_than_the_screen(page), page.url
    assert found == []


def test_a_reload_during_an_upload_loses_and_doubles_nothing(clerk: Person, tmp_path):
    draft, page = open_draft(clerk), clerk.page
    address = f"{clerk.town.address}{draft}"
    add_person(page, address, "Lý Văn Chậm", "Báo tin kịp thời.")
    slow = tmp_path / "bien-ban-cham.pdf"
    slow.write_bytes((FILES / "bien-ban-hop-xet.pdf").read_bytes() + b"\n%" + b"x" * 3_000_000)
    line = page.context.new_cdp_session(page)

    def upload() -> None:
        page.locator("#tai-tep [name=part]").select_option("submission_letter")
        page.set_input_files("#tai-tep [type=file]", slow)
        page.locator("#tai-tep").get_by_role("button", name="Tải lên").click()

    address = f"{address}giay-to/"
    page.goto(address)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", conditions(upload_bytes_a_second=200_000))
    upload()
    expect(page.locator(".drop__progress")).to_be_visible()
    page.reload()
    line.send("Network.emulateNetworkConditions", conditions())
    page.goto(address)
    papers = page.get_by_role("link", name=slow.name, exact=True)
    expect(papers).to_have_count(0)
    for _ in range(2):  # the same paper twice is one paper
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            upload()
        page.wait_for_load_state()
        expect(papers).to_have_count(1)


def conditions(upload_bytes_a_second: int = -1) -> dict:
    return {
        "offline": False,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": upload_bytes_a_second,
    }


def test_a_reload_during_an_import_loses_and_doubles_nothing(sit: Callable[..., Person]):
    clerk = sit("canbo.gddt")
    page = clerk.go("/ho-so/moi/?loai=cong-trang")
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    address = page.url.partition("#")[0]
    page.goto(f"{address}nhap-excel/")
    page.set_input_files("[type=file]", DATA / "danh-sach-giao-duc-5000.xlsx")
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_url(re.compile(r"/nhap-excel/\d+/$"))  # the file is there, its rows are read
    here = page.url
    for _ in range(2):
        with contextlib.suppress(Error):  # the page may draw itself anew in between
            page.goto(here)
    take = page.get_by_role("button", name=re.compile("^Nhập .*dòng vào hồ sơ"))
    expect(take).to_be_visible(timeout=LONG)
    take.click(no_wait_after=True)
    with contextlib.suppress(Error):  # the answer may come in between
        page.goto(here)  # the reader could not wait
    page.goto(here)
    if take.count():  # the word did not arrive: it is said again
        take.click()
        expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible(timeout=LONG)
    page.goto(address)
    # Five thousand people, 671 of them for two titles; namesakes of one year are two.
    expect(page.locator("main")).to_contain_text("5.000 cá nhân", timeout=LONG)


def test_a_bad_list_is_mended_on_its_page_and_not_offered_again_after_back(clerk: Person):
    page = clerk.go("/ho-so/moi/?loai=cong-trang")
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    page.goto(f"{page.url.partition('#')[0]}nhap-excel/")
    page.set_input_files("[type=file]", {"name": "xau.xlsx", "mimeType": "", "buffer": BAD_LIST})
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_role("heading", name="3 dòng cần sửa, 2 dòng tốt")).to_be_visible(
        timeout=LONG
    )
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(DESK)
    box = page.get_by_label("Dòng 2, Ngày sinh")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")  # wide enough for its value
    box.fill("05/09/1980")
    page.get_by_role("button", name="Giữ dòng 4, bỏ dòng kia").click()
    expect(page.get_by_role("heading", name="1 dòng cần sửa, 3 dòng tốt")).to_be_visible(
        timeout=LONG
    )
    page.get_by_label("Dòng 3, Họ và tên").fill("Lê Thị Bé")
    page.get_by_label("Dòng 3, Họ và tên").press("Enter")  # checks, and takes nothing
    take = page.get_by_role("button", name="Nhập 4 dòng vào hồ sơ")
    expect(take).to_be_visible(timeout=LONG)
    take.click()
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Danh sách này đã nhập: 4 dòng mới")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Nhập"))).to_have_count(0)


class Hands:
    """A person without a mouse: Tab to what is wanted, then a key."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: str) -> None:
        """Tab on until the thing with this name has the focus, and shows that it has."""
        for _ in range(150):
            self.page.keyboard.press("Tab")
            if re.search(wanted, self._focused()):
                return
        raise AssertionError(f"No Tab reaches «{wanted}» on {self.page.url}")

    def press(self, wanted: str, key: str = "Enter") -> None:
        self.reach(wanted)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def type(self, wanted: str, words: str) -> None:
        self.reach(wanted)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _focused(self) -> str:
        """What the focused thing is called; nothing while the page is changing."""
        with contextlib.suppress(Error):
            return self.page.evaluate(_FOCUSED)
        return ""


@pytest.fixture
def hands(town: Town, browser: Browser) -> Iterator[Callable[[str], Hands]]:
    """`hands("canbo.thidoan")`: somebody signs in by keyboard."""
    opened = []

    def sit_down(username: str) -> Hands:
        context = browser.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        opened.append(context)
        page = context.new_page()
        page.goto(f"{town.address}/dang-nhap/")
        found = Hands(page)
        page.locator("[name=username]").focus()
        page.keyboard.type(username)
        found.type("Mật khẩu", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Chào")
        return found

    yield sit_down
    for context in opened:
        context.close()


def test_a_dossier_goes_from_its_clerk_to_its_receipt_by_keyboard_alone(hands):
    clerk = hands("canbo.hoinongdan")
    page = clerk.page
    clerk.press("^Hồ sơ của đơn vị")
    clerk.press("^Khen đột xuất")
    clerk.press("^Lập hồ sơ")
    expect(page.get_by_role("heading", name="Danh sách đề nghị")).to_be_visible()
    address = page.url.partition("#")[0]
    clerk.press("^Thêm người, tập thể")
    clerk.press("Cá nhân", "Space")
    clerk.press("^Danh xưng", "ArrowDown")
    clerk.type("^Họ và tên", "Trần Văn Phím")
    clerk.type("^Tóm tắt thành tích|^Thành tích", "Dập đám cháy ở chợ khóm 3.")
    page.keyboard.press("Tab")
    clerk.press("^(Lưu|Thêm)")
    expect(page.get_by_text("Trần Văn Phím").first).to_be_visible()
    page.goto(f"{address}giay-to/")
    for part in ("submission_letter", "achievement_report"):
        # Choosing a file is the operating system's own dialog; nothing else here is set by hand.
        page.locator("#tai-tep [name=part]").select_option(part)
        page.set_input_files("#tai-tep [type=file]", FILES / "to-trinh.pdf")
        page.locator("#tai-tep [type=file]").focus()
        clerk.press("^Tải lên")
        expect(
            page.locator(f"#giay-to-{part}").get_by_role("link", name="to-trinh.pdf", exact=True)
        ).to_be_visible()
    page.goto(address)
    clerk.press("^Chuyển thủ trưởng")
    stands(page, "Chờ thủ trưởng xác nhận")

    head = hands("lanhdao.hoinongdan")
    head.press("Khen thưởng đột xuất|đột xuất")
    head.press("^Xem và xác nhận")
    head.press("^Tôi cam đoan", "Space")
    head.press("^Xác nhận và nộp")
    stands(head.page, "Đã nộp, chờ tiếp nhận")

    officer = hands("chuyenvien")
    officer.page.goto(address)
    officer.press("^Tiếp nhận")
    asked = officer.page.get_by_role("dialog")
    expect(asked).to_contain_text("mã tiếp nhận")
    asked.get_by_role("button", name="Tiếp nhận").click()
    expect(officer.page.get_by_text("Hẹn trả").first).to_be_visible()
    officer.press("^Xem, in")
    title = officer.page.get_by_role("heading", level=1)
    expect(title).to_have_text(re.compile("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"))

"""A whole portal, started as its README says, and people sitting before it in Chromium."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import psycopg2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from frontdesk.demonstration.people import PASSWORD
from nganam_awards.core import stylesheet
from nganam_awards.launcher.datafolder import CHECKOUT, ENVIRONMENT, DataFolder
from tests.launcher.conftest import eventually


CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PAPERS_TO_COME = "SELECT count(*) FROM documents_document WHERE state IN ('queued', 'rendering')"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
DEMONSTRATION_DAY = date(2023, 11, 20)
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs Chromium: `-m "not browser"` leaves them out.

    Who waits for every paper comes last: they are drawn while the others click.
    """
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    places = [items.index(item) for item in ours]
    ours.sort(key=lambda item: "papers" in item.fixturenames)
    for place, item in zip(places, ours, strict=True):
        items[place] = item


class Town:
    """The running portal: its address, its data folder, its own command line."""

    def __init__(self, place: Path) -> None:
        self.data = place / "data"
        self.screen = place / "screen"
        self.arguments = ["run", "--port", "0", "--data", str(self.data)]
        self.address = ""
        self.moved_by: Person | None = None  # who left the office on another day

    @property
    def _environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}

    def start(self) -> subprocess.Popen:
        with self.screen.open("w") as screen:
            process = subprocess.Popen(
                [sys.executable, "-m", "nganam_awards.launcher", *self.arguments],
                cwd=CHECKOUT,
                env=self._environment,
                stdout=screen,
                stderr=subprocess.STDOUT,
            )
        found: list[str] = []

        def is_up() -> bool:
            found[:] = re.findall(r"^ready (http://\S+)$", self.screen.read_text(), re.M)
            return bool(found) or process.poll() is not None

        assert eventually(is_up, seconds=300), self.screen.read_text()
        assert found, self.screen.read_text()
        self.address = found[0]
        return process

    def has_every_paper(self) -> bool:
        """The portal is ready before the demonstration's papers are."""
        return self.ask(PAPERS_TO_COME) == (0,)

    def ask(self, question: str, *values: object) -> tuple | None:
        """One row of the running database; None while it is away."""
        address = DataFolder(self.data).read_environment()["DATABASE_URL"]
        try:
            connection = psycopg2.connect(address)
        except psycopg2.OperationalError:
            return None
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(question, values or None)
                return cursor.fetchone()
        except psycopg2.OperationalError:
            return None
        finally:
            connection.close()

    def shell(self, code: str) -> str:
        """Run lines of Python in the running portal; what they print."""
        arguments = ["manage", "--data", str(self.data), "shell"]
        done = subprocess.run(
            [sys.executable, "-m", "nganam_awards.launcher", *arguments],
            cwd=CHECKOUT,
            env=self._environment,
            input=code,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def pid(self, part: str) -> int:
        return int((self.data / "run" / f"{part}.pid").read_text())


@pytest.fixture(scope="package")
def town() -> Iterator[Town]:
    """`./portal run` on a folder of its own, with the demonstration year; gone with these tests."""
    place = Path(tempfile.mkdtemp(prefix="nganam-browser-"))
    place.chmod(0o755)
    town = Town(place)
    process = town.start()
    yield town
    process.terminate()
    process.wait(timeout=60)
    shutil.rmtree(place)


@pytest.fixture(scope="package")
def papers(town: Town) -> None:
    """Every paper of the demonstration is drawn: for tests that look at whatever has one."""
    assert eventually(town.has_every_paper, seconds=180, every=0.5)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Debian's Chromium, quiet."""
    return {"executable_path": CHROMIUM, "args": FLAGS, "headless": True}


class Person:
    """One person at one screen, with a session of their own."""

    def __init__(self, town: Town, context: BrowserContext, username: str) -> None:
        self.town = town
        self.username = username
        self.page: Page = context.new_page()
        self.page.goto(f"{town.address}/dang-nhap/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Chào")

    def go(self, path: str) -> Page:
        """Open an address of the portal."""
        self.page.goto(f"{self.town.address}{path}")
        return self.page

    def move_clock(self, day: date) -> None:
        """Move the office's day by the strip at the top of the page; `sit` moves it back."""
        self.town.moved_by = None if day == DEMONSTRATION_DAY else self
        self.page.get_by_text("Đổi ngày").click()
        self.page.fill("input[name=to]", day.isoformat())
        self.page.get_by_role("button", name="Đổi", exact=True).click()
        expect(self.page.get_by_text(f"Ngày trình diễn bây giờ là {day:%d/%m/%Y}")).to_be_visible()

    def confirm(self, button: str, *, note: str = "", **fields: str) -> None:
        """Press a step's button; where it opens a dialog, answer that and send it."""
        opener = self.page.get_by_role("button", name=button, exact=True).first
        asks = opener.get_attribute("popovertarget") is not None
        opener.click()
        if not asks:
            return
        dialog = self.page.get_by_role("dialog")
        if note:
            dialog.locator("textarea").fill(note)
        for box in dialog.locator("[name=declaration]").all():
            box.check()
        for name, value in fields.items():
            dialog.locator(f"[name={name}]").fill(value)
        dialog.get_by_role("button", name=button, exact=True).click()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A browser in which nobody has signed in."""
    context = browser.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield context.new_page()
    context.close()


@pytest.fixture
def sit(town: Town, browser: Browser) -> Iterator[Callable[..., Person]]:
    """`sit("chutich", PHONE)`: this person opens a browser and signs in."""
    opened: list[BrowserContext] = []

    def sit_down(username: str, viewport: dict | None = None) -> Person:
        context = browser.new_context(
            viewport=viewport or DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        opened.append(context)
        return Person(town, context, username)

    yield sit_down
    if town.moved_by:  # the next test sits in the same portal
        town.moved_by.go("/")
        town.moved_by.move_clock(DEMONSTRATION_DAY)
    for context in opened:
        context.close()


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong with the page (WCAG 2.2 AA)."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{page.url} {issue['id']}: {node['target']}"
        for issue in found.response["violations"]
        for node in issue["nodes"]
    ]


# A desk, a small desk, a tablet, a desk enlarged to 200 %, a phone.
WIDTHS = (1280, 1024, 768, 640, 390)
_SHOWN = "[document.documentElement.scrollWidth, window.innerWidth]"


_WORN = "[...new Set([...document.querySelectorAll('[class]')].flatMap(it => [...it.classList]))]"


@cache
def _cut_away() -> set[str]:
    whole, cut = (Path(settings.BASE_DIR) / name for name in (stylesheet.WHOLE, stylesheet.CUT))
    return stylesheet.classes_of(whole.read_text()) - stylesheet.classes_of(cut.read_text())


def _unstyled(page: Page) -> set[str]:
    """Classes on the page that Tabler defines and the portal's part of it does not."""
    return _cut_away().intersection(page.evaluate(_WORN))


def faults_of(page: Page) -> list[str]:
    """Where the page is wider than a screen, and what axe-core finds wrong with it on a phone."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({**DESK, "width": width})
        wide, room = page.evaluate(_SHOWN)
        if wide > room:
            found.append(f"{page.url} is {wide} px wide on {room}")
    found += [f"{page.url} uses .{name}, cut from Tabler" for name in _unstyled(page)]
    return found + complaints(page)  # whatever is folded has its words

"""People of December: what a clerk, an officer and the Chairman click, road by road."""

import random
from collections.abc import Callable, Iterator
from http import HTTPStatus

from tests.bench.client import Answer, Browser, Form, links


DOSSIER = r'href="(/ho-so/HS-[\d-]+/)(?:\?hang=[^"]*)?"'  # from a queue with the queue's name
ROW = r'href="(/ho-so/HS-[\d-]+/danh-sach/\d+/)"'
SIGN = r'href="(/quyet-dinh/\d+/ky/)"'
TYPED = ("nguyen", "tran thi", "van", "le", "khom", "2023", "giay khen", "huynh", "duong chi")
REASON = "Thành tích chưa đạt tiêu chuẩn."
# A page may say that somebody was faster, or that words are missing: a right answer, no fault.
SAID = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
Told = Iterator[tuple[str, Answer]]


class Person:
    """One account at one browser; every act is one road or two."""

    def __init__(self, browser: Browser, seed: int) -> None:
        self.browser = browser
        self.chance = random.Random(seed)  # noqa: S311 - clicks, no secrets
        self.known: dict[str, list[str]] = {}
        roads = self.roads()
        self._acts, self._weights = list(roads), list(roads.values())

    def roads(self) -> dict[Callable[[], Told], int]:
        """{act: how often among others}."""
        raise NotImplementedError

    def act(self) -> Told:
        """Click once; nothing where this person has none of it on the desk."""
        return self.chance.choices(self._acts, self._weights)[0]()

    # -- what everybody does --------------------------------------------------------------------

    def home(self) -> Told:
        yield "home", self.browser.get("/")

    def dossiers(self) -> Told:
        answer = self._remember("dossiers", "/ho-so/", DOSSIER)
        yield "list", answer

    def found(self) -> Told:
        words = self.chance.choice(TYPED).replace(" ", "+")
        yield "search", self._remember("dossiers", f"/ho-so/?q={words}", DOSSIER)

    def decisions(self) -> Told:
        yield "decisions", self.browser.get("/quyet-dinh/")

    def dossier(self) -> Told:
        if (place := self._one("dossiers")) is None:
            yield from self.dossiers()
            return
        yield "dossier", self.browser.get(place)

    def _remember(self, what: str, path: str, pattern: str) -> Answer:
        answer = self.browser.get(path)
        if found := links(answer.page, pattern):
            self.known[what] = found
        return answer

    def _one(self, what: str) -> str | None:
        found = self.known.get(what)
        return self.chance.choice(found) if found else None


class Clerk(Person):
    """Looks at what the unit has, types into a draft."""

    def roads(self) -> dict[Callable[[], Told], int]:
        return {
            self.home: 20,
            self.dossiers: 20,
            self.found: 12,
            self.dossier: 25,
            self.row: 10,
            self.decisions: 13,
        }

    def row(self) -> Told:
        """A row of a draft is opened, changed and saved."""
        if "drafts" not in self.known:
            yield "list", self._remember("drafts", "/ho-so/?state=draft", DOSSIER)
        if (draft := self._one("drafts")) is None:
            self.known["drafts"] = []
            return
        rows = self._remember("rows", draft, ROW)
        yield "dossier", rows
        if (place := self._one("rows")) is None or not place.startswith(draft):
            return
        opened = self.browser.get(place)
        yield "row form", opened
        form = Form(opened.page)
        if form.is_found:
            form.put("position", f"Giáo viên tổ {self.chance.randrange(1, 90)}")
            yield "save a row", self.browser.post(place, form.fields)


class Officer(Person):
    """Opens the queue, judges lines one by one."""

    def roads(self) -> dict[Callable[[], Told], int]:
        return {
            self.home: 15,
            self.queue: 15,
            self.dossiers: 15,
            self.found: 10,
            self.dossier: 15,
            self.verdict: 20,
            self.decisions: 10,
        }

    def queue(self) -> Told:
        yield "queue", self._remember("queue", "/tham-dinh/", DOSSIER)

    def verdict(self) -> Told:
        """One line of a dossier under appraisal: for it, or against it with the reason."""
        if (place := self._one("queue")) is None:
            yield from self.queue()
            return
        opened = self.browser.get(place)
        yield "dossier", opened
        form = Form(opened.page, "/y-kien/")
        lines = links(opened.page, r'name="verdict-(\d+)"')
        if not (form.is_found and lines):
            self.known["queue"] = [one for one in self.known["queue"] if one != place]
            return
        line = lines[0]  # the nominee who is read; after him the page opens at the next
        is_for = bool(links(opened.page, r'value="recommend"\s+aria-pressed="(true)"'))
        form.put(f"verdict-{line}", "not_recommend" if is_for else "recommend")
        form.put(f"reason-{line}", REASON if is_for else "")
        yield "verdict", self.browser.post(f"{place}y-kien/", form.fields)


class Chairman(Person):
    """Opens the desk and what waits on it; signs nothing, so that it waits for the next run."""

    def roads(self) -> dict[Callable[[], Told], int]:
        return {self.home: 20, self.desk: 35, self.sign: 25, self.decisions: 20}

    def desk(self) -> Told:
        yield "sign desk", self._remember("desk", "/quyet-dinh/cho-ky/", SIGN)

    def sign(self) -> Told:
        """The page on which he would sign."""
        if (place := self._one("desk")) is None:
            yield from self.desk()
            return
        yield "sign page", self.browser.get(place)

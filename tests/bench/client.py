"""A person at a browser, over HTTP: one kept connection, a session, forms as pages show them."""

import http.client
import re
import time
from html import unescape
from html.parser import HTMLParser
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit


_LEFT_OUT = ("submit", "button", "file", "image", "reset")


class Answer(NamedTuple):
    """What came back, how long it took."""

    status: int
    page: str
    seconds: float
    location: str = ""


class Form(HTMLParser):
    """What a browser would send of the form whose action ends so; the page's own where it is ""."""

    def __init__(self, page: str, action: str = "") -> None:
        super().__init__()
        self.action, self.fields, self.is_found = action, [], False
        self._inside, self._select, self._area = False, "", None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if tag == "form" and told.get("method", "").lower() == "post" and not self.is_found:
            place = told.get("action") or ""
            where = place.partition("?")[0]
            self._inside = self.is_found = where.endswith(self.action) if self.action else not where
        elif self._inside and tag == "select":
            self._select = told.get("name", "")
        elif self._inside and tag == "option" and self._select and "selected" in told:
            self.fields.append((self._select, told.get("value", "")))
        elif self._inside and tag == "textarea" and told.get("name"):
            self._area = [told["name"], ""]
        elif self._inside and tag == "input" and told.get("name"):
            kind = told.get("type", "text")
            is_off = kind in ("radio", "checkbox") and "checked" not in told
            if kind not in _LEFT_OUT and not is_off and "disabled" not in told:
                self.fields.append((told["name"], told.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area:
            self.fields.append((self._area[0], self._area[1].removeprefix("\n")))
            self._area = None

    def put(self, name: str, value: str) -> None:
        """Type into a field."""
        self.fields = [pair for pair in self.fields if pair[0] != name] + [(name, value)]


class Browser:
    """One person; not shared between threads."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.scheme = urlsplit(address).scheme
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    def sign_in(self, username: str, password: str) -> None:
        """Through the page, as everybody."""
        form = Form(self.get("/dang-nhap/").page)
        form.put("username", username)
        form.put("password", password)
        answer = self.post("/dang-nhap/", form.fields)
        if answer.status != HTTPStatus.FOUND or answer.location.startswith("/dang-nhap/"):
            raise RuntimeError(f"{username} cannot sign in: {answer.status} {answer.location}")

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form with what it holds, its own token among it."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip, br",
            "Host": self.host,
            "Referer": f"{self.scheme}://{self.host}{path}",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        response = self._response(method, path, body, headers)
        content = response.read()
        seconds = time.perf_counter() - begun
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        page = _text(content, response.getheader("Content-Encoding", ""))
        return Answer(response.status, page, seconds, response.getheader("Location", ""))

    def _response(
        self, method: str, path: str, body: str | None, headers: dict
    ) -> http.client.HTTPResponse:
        """Over the kept connection; anew where the server has closed it meanwhile."""
        for is_last in (False, True):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self.host, timeout=90)
            try:
                self._connection.request(method, path, body, headers)
                return self._connection.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self._connection.close()
                self._connection = None
                if is_last:
                    raise
        raise AssertionError("not reached")


def links(page: str, pattern: str) -> list[str]:
    """Addresses of the page that read so, each once, in its order."""
    return list(dict.fromkeys(map(unescape, re.findall(pattern, page))))


def _text(content: bytes, encoding: str) -> str:
    if encoding == "gzip":
        import gzip  # noqa: PLC0415 - the client of an older tree needs none of these

        content = gzip.decompress(content)
    elif encoding == "br":
        import brotli  # noqa: PLC0415

        content = brotli.decompress(content)
    return content.decode("utf-8", "replace")

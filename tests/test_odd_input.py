"""Every form that somebody is shown, with odd values and sent twice: never an answer of 5xx."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction

from tests.conftest import ReadingClient
from tests.test_pages import WRITERS, addresses, year


__all__ = ["addresses", "year"]  # fixtures of the demonstration year

ODD = {
    "a NUL": "a\0b",
    "a huge number": "9" * 30,
    "a number beyond reading": "9" * 5000,
    "a long word": "ă" * 5000,
    "a negative number": "-1",
    "a line end": "/x\r\nSet-Cookie: a",
}
NOT_SENT = {"/dang-xuat/"}  # ends the session
FORMS_AT_LEAST = 60
SERVER_FAULT = 500


class Sent(NamedTuple):
    """A form as the browser would send it, untouched."""

    method: str
    action: str
    fields: dict[str, str]

    @property
    def shape(self) -> tuple[str, ...]:
        """Forms that differ in their row alone are one form."""
        path = re.sub(r"\d+", "0", urlsplit(self.action).path)
        return (self.method, path, *sorted({shape_of(name) for name in self.fields}))


def shape_of(name: str) -> str:
    """«verdict-12» and «verdict-13» are one field."""
    return re.sub(r"\d+", "0", name)


class Forms(HTMLParser):
    """Every form of a page with what stands in it."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.found, self.here, self.chosen = address, [], None, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, told.get("action", ""))
            self.here = Sent(told.get("method", "get").lower(), action, {})
            self.found.append(self.here)
        elif self.here is not None and (name := told.get("name")):
            if tag == "select":
                self.chosen = name
            is_kept = told.get("type") not in {"radio", "checkbox"} or "checked" in told
            value = told.get("value", "") if is_kept else self.here.fields.get(name, "")
            self.here.fields[name] = value
        elif self.here is not None and tag == "option" and "selected" in told:
            self.here.fields[self.chosen] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None


@pytest.fixture(scope="module")
def shown(year, addresses) -> list[tuple[Sent, ReadingClient]]:
    """Each form once, with somebody who is shown it."""
    found: dict[tuple, tuple[Sent, ReadingClient]] = {}
    for app, username in ((app, who) for app, all_ in WRITERS.items() for who in all_):
        browser = ReadingClient(raise_request_exception=False)
        browser.force_login(year[username], backend="units.backends.OfficeBackend")
        for name, address in addresses.items():
            if not name.startswith(f"{app}:"):
                continue
            page = browser.get(address)
            if page.streaming:
                page.getvalue()
            elif page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                for form in Forms(page.content.decode(), address).found:
                    if form.action not in NOT_SENT:
                        found.setdefault(form.shape, (form, browser))
    return list(found.values())


def odd_ones(form: Sent) -> Iterator[tuple[str, dict[str, str]]]:
    """Each odd value in all fields at once, then each field alone, the others as they stood."""
    one_of_each = {shape_of(name): name for name in form.fields if name != "csrfmiddlewaretoken"}
    names = list(one_of_each.values())
    for what, value in ODD.items():
        yield f"{what} everywhere", form.fields | dict.fromkeys(names, value)
    for name, (what, value) in zip(names, cycle(ODD.items()), strict=False):
        yield f"{what} in {name}", form.fields | {name: value}


def sent(form: Sent, browser: ReadingClient, fields: dict[str, str]) -> int:
    """The status of the answer."""
    send = browser.post if form.method == "post" else browser.get
    answer = send(form.action, fields)
    if answer.streaming:
        answer.getvalue()
    assert not answer.headers.get("Location", "").startswith("/dang-nhap/"), form.action
    return answer.status_code


def test_no_odd_value_in_any_field_of_any_form_is_a_fault_of_ours(shown, bare_menu):
    faults = []
    for form, browser in shown:
        for what, fields in odd_ones(form):
            with transaction.atomic():
                if (status := sent(form, browser, fields)) >= SERVER_FAULT:
                    faults.append(f"{form.action}: {what} answered {status}")
                transaction.set_rollback(True)
    assert faults == []
    assert len(shown) >= FORMS_AT_LEAST


def test_no_form_sent_twice_as_it_stands_is_a_fault_of_ours(shown, bare_menu):
    faults = []
    for form, browser in shown:
        if form.method == "post":
            with transaction.atomic():
                statuses = [sent(form, browser, form.fields) for _ in range(2)]
                transaction.set_rollback(True)
            if max(statuses) >= SERVER_FAULT:
                faults.append(f"{form.action} answered {statuses}")
    assert faults == []

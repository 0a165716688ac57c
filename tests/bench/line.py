"""A line of the bench: a function that prepares, and returns the call whose time counts.

A budget is a figure to watch, not a test: machines differ, and a shared one is noisy. They stand
in `budgets.toml`, and are scaled by what the calibration finds.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.test import Client

from units.models import User


Call = Callable[[], object]
BACKEND = "units.backends.OfficeBackend"


class Line(NamedTuple):
    """One measurement: how it is prepared, how often it runs, where."""

    prepare: Callable[[], Call]
    runs: int
    is_used_up: bool  # a decision is issued once: every run needs its own
    needs_register: bool  # measured in a database of the size asked, and taken back


LINES: dict[str, Line] = {}


def line(
    *, runs: int = 5, is_used_up: bool = False, needs_register: bool = False
) -> Callable[[Callable[[], Call]], Callable[[], Call]]:
    """Enter a measurement under the name of its function."""

    def enter(prepare: Callable[[], Call]) -> Callable[[], Call]:
        LINES[prepare.__name__] = Line(prepare, runs, is_used_up, needs_register)
        return prepare

    return enter


def look(browser: Client, address: str) -> Call:
    """The call that opens a page; its answer tells how heavy it is."""

    def call() -> object:
        answer = browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    call()  # templates are compiled once a process
    return call


def browser_of(user: User) -> Client:
    """A browser in which the person is signed in."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser

"""What every page asks about one person, kept some seconds instead of asked anew.

Nothing is read here that decides a right. A kept answer goes at once with the person's own act, a
message to them, any step and any change of people or rights; whatever else changes shows when the
seconds are over. Without Redis every page asks.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache

from nganam_awards.core import clock


KEPT_SECONDS = 15
_MARK_SECONDS = 300  # a mark outlives whatever was kept before it was set
_EVERYBODY = "memo:mark"

Answer = TypeVar("Answer")


def recall(person: int, ask: Callable[[], Answer], about: str = "") -> Answer:
    """The person's kept answer, or what `ask` finds, which is kept; one for each `about`.

    It is kept with the marks read before it was asked. Who changes something sets a new mark after
    the commit, so an answer of before is never taken for one of after.
    """
    mine, answer = _mark_of(person), f"memo:{person}{about and ':'}{about}"
    found = cache.get_many([_EVERYBODY, mine, answer])
    marks = (clock.today(), found.get(_EVERYBODY), found.get(mine))
    kept = found.get(answer)
    if kept and kept[0] == marks:
        return kept[1]
    asked = ask()
    cache.set(answer, (marks, asked), KEPT_SECONDS)
    return asked


def forget(people: Iterable[int]) -> None:
    """What is kept of these people counts no more; called after the commit."""
    if marks := {_mark_of(person): uuid4().hex for person in people}:
        cache.set_many(marks, _MARK_SECONDS)


def forget_all() -> None:
    """The same of everybody."""
    cache.set(_EVERYBODY, uuid4().hex, _MARK_SECONDS)


def _mark_of(person: int) -> str:
    return f"memo:mark:{person}"

"""Which state of the law this is, and what was read of it, kept as long as that state stands.

Every change of a table of the law writes another stamp in the same transaction (triggers of the
migrations `0010_provision` and `0012_watched_tables`), so what is kept under a stamp can be old for
nobody. A page reads the stamp once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from law.models import LawStamp
from nganam_awards.core.query_text import Prepared


_DAYS = 64  # of each question at once: the days of the dossiers on a page, and some to spare
_of_the_page: ContextVar[dict[str, UUID | None] | None] = ContextVar("the law", default=None)
P, Read = ParamSpec("P"), TypeVar("Read")


@contextmanager
def held_still() -> Iterator[None]:
    """Read the stamp once for a whole page. For what changes nothing: an act reads it each time."""
    token = _of_the_page.set({})
    try:
        yield
    finally:
        _of_the_page.reset(token)


def stamp() -> UUID | None:
    """The state of the law now; None where nobody wrote one."""
    page = _of_the_page.get()
    if page is None:
        return _read()
    if "stamp" not in page:
        page["stamp"] = _read()
    return page["stamp"]


def kept(read: Callable[P, Read]) -> Callable[P, Read]:
    """Keep what a question about the law answers. It reads tables of the law alone.

    Everybody gets the same answer, so it is plain, or reads its rows for others; a row that
    somebody may take and change (an authority, a basis) is asked anew. So is what it refuses.
    """

    @lru_cache(maxsize=_DAYS)
    def remembered(_stamp: UUID, *given: P.args, **named: P.kwargs) -> Read:
        return read(*given, **named)

    def under(state: UUID | None, *given: P.args, **named: P.kwargs) -> Read:
        """In a state of the law that was read already."""
        return read(*given, **named) if state is None else remembered(state, *given, **named)

    @wraps(read)
    def ask(*given: P.args, **named: P.kwargs) -> Read:
        return under(stamp(), *given, **named)

    ask.under = under
    return ask


def _read() -> UUID | None:
    return next((state for (state,) in _NOW.answer()), None)


_NOW = Prepared(lambda: LawStamp.objects.order_by("pk").values_list("stamp")[:1])

"""Telling the world after the commit, never before, and never at the cost of what was committed."""

from collections.abc import Callable

from django.db import transaction


def after_commit(call: Callable, *arguments: object) -> None:
    """Call it once the transaction stands; a failure is logged and changes nothing (law 7).

    A dead broker must not turn a committed step into an error page: the row that says what waits
    is swept by beat.
    """

    def calling() -> None:  # Django's log names what failed, and a partial has no name
        call(*arguments)

    transaction.on_commit(calling, robust=True)


def in_savepoint(write: Callable[[], object]) -> None:
    """A write that fails takes back itself alone, not the transaction around it."""
    with transaction.atomic():
        write()

"""What Python and pydyf do many times over for a long paper, done once.

Not a byte of a file changes by it; a test compares.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def boxes_left_alone() -> Iterator[None]:
    """No search for garbage: the boxes of a list live until it is printed.

    Python looked through all of them again and again, a sixth of the time of a long list.
    """
    is_usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_usual:
            gc.enable()


@contextmanager
def pages_listed_once() -> Iterator[None]:
    """Tags in linear time: pydyf lists all pages anew for every tagged word that asks for one.

    That alone grew with the square of the names.
    """
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint, which only workers need

    theirs, listed = pydyf.PDF.page_references, {}

    def once(made: pydyf.PDF) -> tuple[bytes, ...]:
        count = made.pages["Count"]
        if count not in listed:
            listed.clear()
            listed[count] = theirs.fget(made)
        return listed[count]

    pydyf.PDF.page_references = property(once)
    try:
        yield
    finally:
        pydyf.PDF.page_references = theirs

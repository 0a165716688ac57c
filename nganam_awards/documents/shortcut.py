"""What WeasyPrint and pydyf do many times over for a long paper, done once.

Not a byte of a file changes by it; a test compares. WeasyPrint's own modules are handed in by its
one importer (`render.py`).
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType


_LOOKED_AT = frozenset({"layout", "language", "style"})
_SAID = frozenset({"set_font_size", "set_text_rise", "show_text"})


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

    with _instead((pydyf.PDF, "page_references", property(once))):
        yield


@contextmanager
def objects_packed_once() -> Iterator[None]:
    """A file's own mark is made of all its objects: pydyf wrote and packed each a second time."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint, which only workers need

    theirs = pydyf.PDF.write
    kinds = (pydyf.Stream, pydyf.Dictionary, pydyf.Array, pydyf.String)

    def write(made: pydyf.PDF, *arguments: object, **options: object) -> None:
        kept: dict[int, bytes] = {}
        with _instead(*((kind, "data", _kept_data(kind.data, kept)) for kind in kinds)):
            theirs(made, *arguments, **options)

    with _instead((pydyf.PDF, "write", write)):
        yield


@contextmanager
def lines_measured_once(line_break: ModuleType, *users: ModuleType) -> Iterator[None]:
    """A line of the same words, style and width is measured once, its letters chosen once.

    Lists say «Hoàn thành tốt nhiệm vụ» a thousand times, and every line is measured again when it
    loses its last blank or its cell is laid out anew.
    """
    styles: dict[int, object] = {}  # held, so that none takes the number of another
    kept: dict[tuple, tuple] = {}
    heights: dict[int, tuple] = {}
    letters: dict[int, object] = {}
    split, strut = line_break.split_first_line, line_break.strut
    describe = line_break.get_font_description

    def split_once(
        text: str,
        style: object,
        context: object,
        max_width: float | None,
        justification_spacing: float,
        **how: bool,
    ) -> tuple:
        key = (id(style), text, max_width, justification_spacing, *sorted(how.items()))
        if key not in kept:
            styles[id(style)] = style
            kept[key] = split(text, style, context, max_width, justification_spacing, **how)
        layout, *measures = kept[key]
        return _copied(layout), *measures

    def by_style(ask: Callable, answers: dict[int, object]) -> Callable:
        def once(style: object) -> object:
            if id(style) not in answers:
                styles[id(style)] = style
                answers[id(style)] = ask(style)
            return answers[id(style)]

        return once

    ours = {"split_first_line": split_once, "strut": by_style(strut, heights)}
    replaced = [
        (user, name, our) for user in users for name, our in ours.items() if hasattr(user, name)
    ]
    described = (line_break, "get_font_description", by_style(describe, letters))
    with _instead(*replaced, described):
        yield


@contextmanager
def lines_drawn_once(line_break: ModuleType, drawing: ModuleType) -> Iterator[None]:
    """The signs of a line are written down once, and said again wherever the line stands."""
    theirs, kind = drawing.draw_first_line, line_break.Layout
    styles: dict[int, object] = {}
    kept: dict[tuple, list] = {}

    def draw(
        stream: object, textbox: object, text_overflow: str, block_ellipsis: str, matrix: object
    ) -> list:
        layout, is_cut = textbox.pango_layout, (text_overflow, block_ellipsis) != ("clip", "none")
        key = (id(textbox.style), layout.text, layout.justification_spacing)
        if is_cut or not textbox.text.strip():
            return theirs(stream, textbox, text_overflow, block_ellipsis, matrix)
        if key in kept:
            stream.set_text_matrix(*matrix.values)
            for name, words in kept[key]:
                getattr(stream, name)(*words)
            return []
        heard = _Overheard(stream)
        pictures = theirs(heard, textbox, text_overflow, block_ellipsis, matrix)
        if not pictures:
            styles[id(textbox.style)] = textbox.style
            kept[key] = heard.said
        return pictures

    with _instead((drawing, "draw_first_line", draw), *_set_up_when_looked_at(kind)):
        yield


class _Overheard:
    """A stream whose signs are written down while they are said."""

    def __init__(self, stream: object) -> None:
        self.stream = stream
        self.said: list[tuple[str, tuple]] = []

    def __getattr__(self, name: str) -> object:
        theirs = getattr(self.stream, name)
        if name not in _SAID:
            return theirs

        def say(*words: object) -> None:
            self.said.append((name, words))
            theirs(*words)

        return say


def _set_up_when_looked_at(kind: type) -> list[tuple[type, str, Callable]]:
    """Pango sets a line up again before it is drawn: only where somebody looks at it."""
    theirs = kind.reactivate

    def reactivate(layout: object, style: object) -> None:
        layout.asked = style

    def missing(layout: object, name: str) -> object:
        if name not in _LOOKED_AT or "asked" not in layout.__dict__:
            raise AttributeError(name)
        theirs(layout, layout.__dict__.pop("asked"))
        return layout.__dict__[name]

    def deactivate(layout: object) -> None:
        for name in (*_LOOKED_AT, "asked"):
            layout.__dict__.pop(name, None)

    return [
        (kind, "reactivate", reactivate),
        (kind, "__getattr__", missing),
        (kind, "deactivate", deactivate),
    ]


def _copied(layout: object) -> object:
    """Each line of a paper has its own: justification is written into it."""
    copy = object.__new__(type(layout))
    copy.__dict__.update(layout.__dict__)
    return copy


def _kept_data(theirs: property, kept: dict[int, bytes]) -> property:
    """Of objects with a number alone, which live until the file is written."""

    def data(made: object) -> bytes:
        if made.number is None:
            return theirs.fget(made)
        if id(made) not in kept:
            kept[id(made)] = theirs.fget(made)
        return kept[id(made)]

    return property(data)


@contextmanager
def _instead(*replaced: tuple[object, str, object]) -> Iterator[None]:
    """Ours for theirs, and theirs again."""
    before = [(owner, name, vars(owner).get(name)) for owner, name, _ in replaced]
    for owner, name, our in replaced:
        setattr(owner, name, our)
    try:
        yield
    finally:
        for owner, name, theirs in before:
            if theirs is None:
                delattr(owner, name)
            else:
                setattr(owner, name, theirs)

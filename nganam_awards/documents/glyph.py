"""Which signs a paper cannot print: those that no font of ours has a glyph for.

Read off the very fonts that papers are set in, once a process: no table beside them can lie.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from nganam_awards.core.text import clean_text, plain_signs


FOLDER = Path(settings.BASE_DIR) / "static" / "fonts"
BODY, FALLBACKS = FOLDER / "tinos", FOLDER / "signs"
_NAMED = 5  # signs named one by one; the others are counted
_AROUND = 30  # letters that tell where a sign stands
_PRIVATE = "Co"  # Tinos keeps ligatures there, which nobody means


def missing(text: str) -> list[str]:
    """Signs of the text that would be printed as a box, each once, in their order."""
    if not _boxes().search(text):
        return []
    return list(dict.fromkeys(_boxes().findall(plain_signs(clean_text(text)))))


def refusal(where: str, text: str) -> str:
    """The sentence for whoever typed it, or "": «Tóm tắt: dấu «👍» không in được; …»."""
    found = missing(text)
    if not found:
        return ""
    named = ", ".join(f"«{_seen(sign)}»" for sign in found[:_NAMED])
    more = f" và {len(found) - _NAMED} dấu khác" if len(found) > _NAMED else ""
    return f"{where}: dấu {named}{more} không in được; xóa hoặc thay bằng chữ."


def blockers(named: Iterable[tuple[str, str]]) -> list[str]:
    """The sentences for what people typed, field by field; empty: all of it is printed."""
    return [told for where, text in named if (told := refusal(where, text))]


def blockers_in(words: object) -> list[str]:
    """The same of a whole paper's words, each place named by what stands around the sign."""
    if isinstance(words, dict):
        words = list(words.values())
    if isinstance(words, list):
        return list(dict.fromkeys(told for value in words for told in blockers_in(value)))
    return blockers([(_around(words), words)]) if isinstance(words, str) else []


def _around(text: str) -> str:
    found = _boxes().search(text)
    if found is None:
        return ""
    start, end = max(found.start() - _AROUND, 0), found.end() + _AROUND
    before, behind = "…" if start else "", "…" if end < len(text) else ""
    return f"«{before}{' '.join(text[start:end].split())}{behind}»"


def _seen(sign: str) -> str:
    """The sign itself, or its code where it is nothing to see."""
    is_seen = unicodedata.category(sign) not in {"Co", "Cn", "Mn", "Me"}
    return sign if is_seen else f"U+{ord(sign):04X}"


@cache
def _boxes() -> re.Pattern[str]:
    """One sign that no font has; ends of lines and tabs are no signs."""
    ranges = "".join(
        f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _runs(printed())
    )
    return re.compile(f"[^\\n\\t{ranges}]")


@cache
def printed() -> frozenset[int]:
    """Code points of every sign that papers have a glyph for, in upright and bold alike."""
    faces = [_points(file) for file in sorted(BODY.glob("*.ttf"))]
    fallbacks = [_points(file) for file in sorted(FALLBACKS.glob("*.ttf"))]
    known = frozenset.intersection(*faces).union(*fallbacks)
    return frozenset(point for point in known if unicodedata.category(chr(point)) != _PRIVATE)


def _points(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - WeasyPrint brings it; few requests ask

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _runs(points: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Neighbours together: 3,000 signs in some 200 ranges."""
    first = last = -1
    for point in sorted(points):
        if point != last + 1:
            if first >= 0:
                yield first, last
            first = point
        last = point
    yield first, last

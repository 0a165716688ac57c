"""Căn cứ typed by hand: which of the known legal bases it names, however it is spelled."""

import re
from collections.abc import Iterable

from law.models import LegalBasis
from nganam_awards.core.text import fold, plain_words


# What a ground names first, by its word or its letters.
_KINDS = (
    ("law", re.compile(r"\bluat\b")),
    ("decree", re.compile(r"\b(?:nghi dinh|nd)\b")),
    ("circular", re.compile(r"\b(?:thong tu|tt)\b")),
    ("decision", re.compile(r"\b(?:quyet dinh|qd)\b")),
    ("resolution", re.compile(r"\b(?:nghi quyet|nq)\b")),
)
_WITH_YEAR = re.compile(r"(?<![\d/])0*(\d{1,5})\s*/\s*((?:19|20)\d{2})(?!\d)")
_WITH_LETTERS = re.compile(r"(?<![\d/])0*(\d{1,5})\s*/\s*([a-z]{2,5})\b")
_ALONE = re.compile(r"\b(?:nghi dinh|nd|thong tu|tt|quyet dinh|qd|luat)\W*(?:so\W*)?0*(\d{1,5})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TITLE = re.compile(r"luat (?:sua doi bo sung mot so dieu cua (?:luat )?)?(.+?) (?:ngay|nam|so)\b")
_SHORT = ((re.compile(r"\btdkt\b"), "thi dua khen thuong"),)


def named_in(line: str, rows: Iterable[LegalBasis]) -> list[LegalBasis]:
    """The rows that the line names: by number and year, or a law by its name and year."""
    parts = [part for part in line.split(";") if part.strip()]
    return [row for row in rows if any(_names(part, row) for part in parts)]


def _names(part: str, row: LegalBasis) -> bool:
    told = fold(part)
    kind, known = _kind_of(told), fold(f"{row.text}; {row.citation}")
    if kind and kind != _kind_of(fold(row.text)):
        return False
    if _numbers(told) & _numbers(known):
        return True
    if kind != "law":
        return False
    title, years = _title_of(row), set(_YEAR.findall(told))
    is_meant = bool(title) and title in _plain(part)
    return is_meant and (not years or bool(years & set(_YEAR.findall(known))))


def _kind_of(told: str) -> str:
    found = [(said.start(), kind) for kind, words in _KINDS if (said := words.search(told))]
    return min(found)[1] if found else ""


def _numbers(told: str) -> set[tuple[str, str]]:
    """(number, year) and (number, letters), as far as they are written."""
    pairs = {*_WITH_YEAR.findall(told), *_WITH_LETTERS.findall(told)}
    alone = {number for number in _ALONE.findall(told) if not _YEAR.fullmatch(number)}
    return pairs | {(number, year) for number in alone for year in _YEAR.findall(told)}


def _title_of(row: LegalBasis) -> str:
    said = _TITLE.search(_plain(row.text))
    return said[1] if said and _kind_of(fold(row.text)) == "law" else ""


def _plain(text: str) -> str:
    words = plain_words(text)
    for short, whole in _SHORT:
        words = short.sub(whole, words)
    return words

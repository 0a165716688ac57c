"""What a column means: the titles under which clerks of all offices keep the same thing."""

import re
from enum import StrEnum

from dossiers.queries.columns import IN_LISTS
from law.enums import HonoureeKind
from nganam_awards.core.text import plain_words


# What a column of a nominee list may hold.
Key = StrEnum("Key", [(column.key.upper(), column.key) for column in IN_LISTS])

LABELS = {Key(column.key): column.title for column in IN_LISTS}
_PATTERNS = tuple(
    (Key(column.key), re.compile(column.words))
    for column in sorted(IN_LISTS, key=lambda column: column.rank)
    if column.words
)
# What words name a kind of honouree in titles, of columns and of whole lists.
_KINDS = (
    (HonoureeKind.HOUSEHOLD, re.compile(r"\b(ho gia dinh|chu ho|ten ho|cac ho|ho dan)\b")),
    (HonoureeKind.COLLECTIVE, re.compile(r"\btap the\b(?! (lao dong|tien tien))")),
    (
        HonoureeKind.PERSON,
        re.compile(
            r"\b(ca nhan|can bo|cong chuc|vien chuc|giao vien|nhan vien)\b"
            r"|\bho( va)? ten\b(?! chu ho)"
        ),
    ),
)
# How the name of a collective or a household begins.
_SAID_FIRST = (
    ("tap the ", HonoureeKind.COLLECTIVE),
    ("ho gia dinh ", HonoureeKind.HOUSEHOLD),
    ("gia dinh ", HonoureeKind.HOUSEHOLD),
    ("ho ong ", HonoureeKind.HOUSEHOLD),
    ("ho ba ", HonoureeKind.HOUSEHOLD),
)
_UNITS = re.compile(r"(ten )?don vi")
# A column of its own for each part of a birth, or for each gender.
_PARTS = {"ngay": Key.BIRTH_DAY, "thang": Key.BIRTH_MONTH, "nam": Key.BIRTH}
_GENDERS = {"nam": Key.BIRTH_MALE, "nu": Key.BIRTH_FEMALE}


def key_of(title: str) -> Key | None:
    """What a title means; None: nothing that a nominee list knows."""
    words = plain_words(title)
    return next((key for key, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def kind_named_by(title: str) -> str:
    """The kind of honouree that a title speaks of alone; empty: of none, or of several."""
    words = plain_words(title)
    if _UNITS.fullmatch(words):
        return HonoureeKind.COLLECTIVE
    named = kinds_named_by(title)
    return named[0] if len(named) == 1 else ""


def kinds_named_by(text: str) -> list[HonoureeKind]:
    """All kinds of honouree that a title or a section speaks of."""
    words = plain_words(text)
    return [kind for kind, pattern in _KINDS if pattern.search(words)]


def parted_births(titles: list[str]) -> dict[Key, int]:
    """Where day, month and year of birth, or men and women, have columns of their own.

    Day, month and year stand side by side; «Nam» is no «Năm», however the file writes it.
    """
    words = [re.sub(r" sinh$", "", plain_words(title)) for title in titles]
    genders = [
        one if title.lower().strip() in {"nam", "nữ", "nu"} else ""
        for one, title in zip(words, titles, strict=True)
    ]
    if {"nam", "nu"} <= set(genders):
        return {key: genders.index(name) for name, key in _GENDERS.items()}
    is_born = any("sinh" in plain_words(title) for title in titles)
    for place, first in enumerate(words):
        told = words[place : place + 3]
        speaks = [title for title in titles[place : place + 3] if "sinh" in plain_words(title)]
        if told == ["ngay", "thang", "nam"] and (speaks or not is_born):
            return {_PARTS[name]: place + more for more, name in enumerate(told)}
        if told[:2] == ["thang", "nam"] and (speaks or not is_born) and first == "thang":
            return {_PARTS[name]: place + more for more, name in enumerate(told[:2])}
    return {}


def plainness(title: str) -> int:
    """How plainly a title speaks of the honouree's own name: 3 «Họ và tên» to 0 «Tên đơn vị»."""
    words = plain_words(title)
    if re.search(r"\bho( va)? (dem|lot|chu)", words) or words in {"ten", "ho"}:
        return 2
    if re.search(r"\b(don vi|co quan|truong)\b", words) and "ho" not in words.split():
        return 0
    return 1 if re.search(r"\b(chu ho|tap the|ho gia dinh)\b", words) else 3


def kind_said(name: str) -> str:
    """The kind that a name begins with; empty: with none."""
    words = plain_words(name)
    return next((kind for said, kind in _SAID_FIRST if words.startswith(said)), "")

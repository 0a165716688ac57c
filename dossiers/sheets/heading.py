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
    (HonoureeKind.PERSON, re.compile(r"\bca nhan\b|\bho( va)? ten\b(?! chu ho)")),
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
    named = [kind for kind, pattern in _KINDS if pattern.search(words)]
    return named[0] if len(named) == 1 else ""


def parted_births(titles: list[str]) -> dict[Key, int]:
    """Where day, month and year of birth, or men and women, have columns of their own."""
    words = [re.sub(r" sinh$", "", plain_words(title)) for title in titles]
    for names in (_PARTS, _GENDERS):
        if len(set(names) & set(words)) == len(names):
            return {key: words.index(name) for name, key in names.items()}
    if {"thang", "nam"} <= set(words):
        return {_PARTS[name]: words.index(name) for name in ("thang", "nam")}
    return {}

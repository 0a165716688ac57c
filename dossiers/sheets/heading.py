"""What a column means: the titles under which clerks of all offices keep the same thing."""

import re
from enum import StrEnum

from dossiers.queries.columns import IN_LISTS
from nganam_awards.core.text import plain_words


# What a column of a nominee list may hold.
Key = StrEnum("Key", [(column.key.upper(), column.key) for column in IN_LISTS])

LABELS = {Key(column.key): column.title for column in IN_LISTS}
_PATTERNS = tuple(
    (Key(column.key), re.compile(column.words))
    for column in sorted(IN_LISTS, key=lambda column: column.rank)
    if column.words
)
# What the column of names says of its rows.
_COLLECTIVE = re.compile(r"(ten )?(tap the|don vi)")
_HOUSEHOLD = re.compile(r".*\b(chu ho|ho gia dinh|ten ho)\b.*")


def key_of(title: str) -> Key | None:
    """What a title means; None: nothing that a nominee list knows."""
    words = plain_words(title)
    return next((key for key, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def kind_named_by(title: str) -> str:
    """The kind of honouree that a title of the names speaks of alone; empty: it speaks of all."""
    words = plain_words(title)
    if _HOUSEHOLD.fullmatch(words):
        return "household"
    return "collective" if _COLLECTIVE.fullmatch(words) else ""

"""Names of people: how the office orders, tidies and recognises them."""

import re
from typing import NamedTuple

from nganam_awards.core.text import clean_line, sort_key


_LAST_WORD_FIRST = re.compile(r"^(.*) +([^ ]+) *\Z", re.DOTALL)
_SALUTATIONS = {"ông": "Ông", "bà": "Bà"}
_BOTH = re.compile(r"^ông *[/(-] *bà *\)?[.:]? +", re.IGNORECASE)
_ONE = re.compile(r"^(ông|bà)[.:]? +", re.IGNORECASE)
# After «Ông», these are middle names: Ông Thị Lan is a woman of the Ông family.
_MIDDLE_NAMES = ("thị", "văn")
_PART = re.compile(r"[^\W\d_]+")
_PERSON = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:['’.-][^\W\d_]+)*\.?)+")
_LONGEST_NAME = 60
_MOST_WORDS = 8


class TidyName(NamedTuple):
    """A name as a decision prints it, and the form of address that stood before it."""

    name: str
    salutation: str


def given_name(full_name: str) -> str:
    """The given name (tên): the last word, by which people are called and lists are ordered."""
    *_, last = full_name.split() or [""]
    return last


def name_sort_key(full_name: str) -> str:
    """Order of a list of people: given name, then family name, then middle names.

    Twin of SQL `vn_name_key`.
    """
    return sort_key(_LAST_WORD_FIRST.sub(r"\2 \1", full_name))


def tidy_name(raw: str) -> TidyName:
    """A name typed any way, as the paper needs it: no «Ông», «Bà», no all-CAPITALS.

    «Ông/Bà» in front says nothing about the person, so its salutation is empty.
    """
    line = clean_line(raw)
    if both := _BOTH.match(line):
        return TidyName(_titled(line[both.end() :]), "")
    salutation = ""
    if (one := _ONE.match(line)) and not _is_family_name(line[one.end() :]):
        salutation = _SALUTATIONS[one[1].lower()]
        line = line[one.end() :]
    return TidyName(_titled(line), salutation)


def plausible_name(name: str) -> bool:
    """Whether this can be a person's name: two to eight words of letters, no figures."""
    fits = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS
    return fits and _PERSON.fullmatch(name) is not None


def _is_family_name(rest: str) -> bool:
    words = rest.lower().split()
    return len(words) < 2 or words[0] in _MIDDLE_NAMES


def _titled(name: str) -> str:
    """Mixed case was somebody's intent and stays; all of one case was a habit of the keyboard."""
    if name not in (name.upper(), name.lower()):
        return name
    return _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), name)

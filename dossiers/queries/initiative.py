"""«Quyết định 45/QĐ-UBND ngày 12/10/2023 của UBND thị xã»: what the words of one decision say.

Exact: what is written otherwise, or speaks of two decisions, says nothing, and is typed.
"""

import re
from datetime import date
from typing import NamedTuple

from dossiers.models import Nomination
from law.enums import HonoureeKind
from nganam_awards.core.day import typed_day
from nganam_awards.core.text import clean_line


_LONGEST_BODY = Nomination._meta.get_field("initiative_body").max_length
_DAY = r"(?:ngày\s+)?\d{1,2}(?:\s*[/.-]\s*|\s+tháng\s+)\d{1,2}(?:\s*[/.-]\s*|\s+năm\s+)\d{4}"
_DECISION = re.compile(
    r"(?:quyết định|qđ)\s+(?:số\s*:?\s*)?[^\s,;]*\d[^\s,;]*"
    rf"(?:\s*,)?(?:\s+(?P<day>{_DAY}))?"
    r"(?:\s*,)?(?:\s+của\s+(?P<body>[^,;.()]+?))?"
    r"(?P<rest>\s*[,;.(].*|\s+(?:về|v/v|công nhận)\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
_ANOTHER = re.compile(r"quyết định|\bqđ\b|\bngày\b|\d{4}", re.IGNORECASE)


class Recognised(NamedTuple):
    """When and by whom, as far as the words say it."""

    on: date | None = None
    body: str = ""


def recognised(words: str) -> Recognised:
    """What a decision written in the usual words says; nothing where they are not the usual."""
    found = _DECISION.fullmatch(clean_line(words))
    if found is None or _ANOTHER.search(found["rest"] or ""):
        return Recognised()
    try:
        on = typed_day(found["day"]) if found["day"] else None
    except ValueError:  # a slip in the day: nothing is guessed
        return Recognised()
    body = (found["body"] or "").strip()
    return Recognised(on, body if len(body) <= _LONGEST_BODY else "")


def fill(line: Nomination) -> None:
    """The day and the body from the decision's words, where nobody typed them."""
    if not line.initiative or line.honouree_kind != HonoureeKind.PERSON:
        return
    if line.initiative_on and line.initiative_body:
        return
    said = recognised(line.initiative)
    line.initiative_on = line.initiative_on or said.on
    line.initiative_body = line.initiative_body or said.body


def follow(before: Nomination, line: Nomination) -> None:
    """What came from the words of another decision goes with them."""
    if before.initiative == line.initiative:
        return
    said = recognised(before.initiative)
    if said.on and line.initiative_on == said.on:
        line.initiative_on = None
    if said.body and line.initiative_body == said.body:
        line.initiative_body = ""
    fill(line)

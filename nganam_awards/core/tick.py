"""What is ticked in a list of many pages: the boxes of one page, and all others in a field.

Pages, searches and «chọn tất cả» are presses of the form, so nothing that was chosen is lost on the
way, and none of it needs a script. One field, not a field a row: the number of fields is limited.
"""

from collections.abc import Iterable

from django.http import QueryDict

from nganam_awards.core.text import whole_number


KEPT = "giu"  # keys ticked on other pages
AT = "trang"  # the page on which the person stands
NAME, NAME_BEFORE = "ten", "ten-truoc"  # what is looked for, and what was when the page was drawn
PRESS = "tick"  # a press that writes nothing: count, all, none, all-12, find, page-3, page-het
_APART = "-"  # travels in an address as it is


def ticked(data: QueryDict, name: str) -> list[int]:
    """Every key that is ticked, on whichever page its box stands."""
    keys = [*data.getlist(name), *data.get(KEPT, "").split(_APART)]
    return list(dict.fromkeys(pk for pk in map(whole_number, keys) if pk is not None))


def kept(keys: Iterable[int]) -> str:
    """The field's value: what is ticked and has no box on this page."""
    return _APART.join(map(str, keys))


def page_asked(data: QueryDict) -> str:
    """The page to which a press leads: the one it names, the first of a new search, or this one.

    Enter in any field presses «Tìm»: without another name it searches nothing and leads nowhere.
    """
    word, _, page = data.get(PRESS, "").partition("-")
    if word == "page":
        return page
    is_new = word == "find" and data.get(NAME, "") != data.get(NAME_BEFORE)
    return "1" if is_new else data.get(AT, "")


def ticks_all(data: QueryDict) -> tuple[bool, str] | None:
    """(tick or untick, of which group) where a press says so of many at once; "" is everybody."""
    word, _, group = data.get(PRESS, "").partition("-")
    return (word == "all", group) if word in {"all", "none"} else None

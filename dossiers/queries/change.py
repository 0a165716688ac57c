"""One thing that reads otherwise now: told in the same way wherever two moments are compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Change:
    """What was, and what is; an empty side was not there."""

    where: str
    what: str
    old: str
    new: str


class Told(NamedTuple):
    """A row in words: its name, and {label: words} of what is filled in."""

    name: str
    says: Mapping[str, str]


def of_rows(before: Mapping[str, Told], now: Mapping[str, Told], *, gone: str) -> Iterator[Change]:
    """Rows that went, rows that read otherwise, rows that came; `gone` says how they went."""
    for key, old in before.items():
        new = now.get(key)
        if new is None:
            yield Change(old.name, "Danh sách", "Có trong danh sách", gone)
            continue
        for what in {**old.says, **new.says}:
            one, other = old.says.get(what, ""), new.says.get(what, "")
            if one != other:
                yield Change(old.name, what, one, other)
    for key, new in now.items():
        if key not in before:
            yield Change(new.name, "Danh sách", "", "Mới thêm")

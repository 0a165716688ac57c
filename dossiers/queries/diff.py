"""How the list of a dossier differs between two moments: its rows in words, by name."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nganam_awards.documents import diff
from nganam_awards.documents.diff import Change


class Told(NamedTuple):
    """A row in words: its name, and {label: words} of what is filled in."""

    name: str
    says: Mapping[str, str]


def of_rows(before: Mapping[str, Told], now: Mapping[str, Told], *, gone: str) -> Iterator[Change]:
    """Rows that went, rows that read otherwise, rows that came; `gone` says how they went."""
    found = diff.rows(before, now)
    for key, old in before.items():
        if key in found.dropped:
            yield Change(old.name, "Danh sách", "Có trong danh sách", gone)
        elif key in found.changed:
            says = now[key].says
            labels = {what: what for what in {**old.says, **says}}
            yield from diff.fields(old.name, labels, old.says, says)
    for key in found.added:
        yield Change(now[key].name, "Danh sách", "", "Mới thêm")

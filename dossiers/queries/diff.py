"""How a dossier differs between two moments: its rows in words and order, its files by bytes."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from nganam_awards.documents import diff
from nganam_awards.documents.diff import Change


class Told(NamedTuple):
    """A row in words: its name, and {label: words} of what is filled in."""

    name: str
    says: Mapping[str, str]


class Placed(NamedTuple):
    """A row in the order of its list; places are counted within its kind, as they are printed."""

    key: str
    name: str
    kind: str


class Filed(NamedTuple):
    """A file: which part of the dossier it is, and its bytes as far as they are known."""

    part: str
    name: str
    sha256: str = ""
    pages: int | None = None

    @property
    def told(self) -> str:
        """«Biên bản.pdf · 2 trang»."""
        return f"{self.name} · {self.pages} trang" if self.pages else self.name


ORDER, SAME_BYTES = "Thứ tự", "nội dung không đổi"


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


def of_places(before: Sequence[Placed], now: Sequence[Placed]) -> Iterator[Change]:
    """Rows that were moved, the fewest that explain the new order; who came or went moves none."""
    old, new = _numbered(before), _numbered(now)
    both = [row for row in now if row.key in old]
    stayed = _longest_rising(
        [(row.kind, old[row.key]) for row in sorted(both, key=lambda row: row.kind)]
    )
    for row in both:
        if (row.kind, old[row.key]) not in stayed:
            yield Change(row.name, ORDER, f"số {old[row.key]}", f"số {new[row.key]}")


def of_files(before: Mapping[str, Filed], now: Mapping[str, Filed]) -> Iterator[Change]:
    """Files that came, went, or took another's place; equal bytes are told to be unchanged."""
    gone, come = defaultdict(list), defaultdict(list)
    for side, other, found in ((before, now, gone), (now, before, come)):
        for key, file in side.items():
            if key not in other:
                found[file.part].append(file)
    for part in {**gone, **come}:
        for old, new in _paired(gone[part], come[part]):
            told = new.told if new else ""
            if old and new and old.sha256 and old.sha256 == new.sha256:
                told = f"{new.told}, {SAME_BYTES}"
            yield Change("Giấy tờ", part, old.told if old else "", told)


def _paired(gone: list[Filed], come: list[Filed]) -> Iterator[tuple[Filed | None, Filed | None]]:
    """Equal bytes first; then one for one, in the order in which they were brought."""
    gone, come = list(gone), list(come)
    for old in list(gone):
        same = next((new for new in come if old.sha256 and new.sha256 == old.sha256), None)
        if same is not None:
            gone.remove(old)
            come.remove(same)
            yield old, same
    yield from zip_longest(gone, come)


def _numbered(rows: Sequence[Placed]) -> dict[str, int]:
    counted: defaultdict[str, int] = defaultdict(int)
    places = {}
    for row in rows:
        counted[row.kind] += 1
        places[row.key] = counted[row.kind]
    return places


def _longest_rising(values: list[tuple[str, int]]) -> set[tuple[str, int]]:
    """The longest run that still rises: whoever stands in it kept his place among the others."""
    tails: list[tuple[str, int]] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length : length + 1] = [value]
        at[length : length + 1] = [place]
        before.append(at[length - 1] if length else None)
    kept, place = set(), at[-1] if at else None
    while place is not None:
        kept.add(values[place])
        place = before[place]
    return kept

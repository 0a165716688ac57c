"""What differs between two moments of plain JSON, exactly; each app says its parts and words."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar


Key = TypeVar("Key", bound=Hashable)
KEPT, ADDED, DROPPED = "kept", "added", "dropped"


@dataclass(frozen=True)
class Change:
    """One thing that reads otherwise now: what was, and what is; an empty side was not there.

    Changes that were told once are stored by these names.
    """

    where: str
    what: str
    old: str
    new: str


class RowsDiff(NamedTuple):
    """Which rows came, which went, which read otherwise: keys, in the order of their own side."""

    added: list
    dropped: list
    changed: list


class ParagraphDiff(NamedTuple):
    """One paragraph of a text, beside what it becomes."""

    status: str
    text: str

    @property
    def word(self) -> str:
        """The sign before the paragraph, for an ear."""
        return {KEPT: "Giữ nguyên", ADDED: "Thêm", DROPPED: "Bỏ"}[self.status]


def parts(before: Mapping, now: Mapping, names: Iterable[str]) -> list[str]:
    """The parts that read otherwise, in the order of `names`; a part may be absent."""
    return [name for name in names if before.get(name) != now.get(name)]


def rows(before: Mapping[Key, object], now: Mapping[Key, object]) -> RowsDiff:
    """Rows compared by their key."""
    return RowsDiff(
        added=[key for key in now if key not in before],
        dropped=[key for key in before if key not in now],
        changed=[key for key in before if key in now and before[key] != now[key]],
    )


def fields(
    where: str,
    labels: Mapping[str, str],
    before: Mapping,
    now: Mapping,
    spoken: Callable[[str, object], str] = lambda _, value: str(value),
) -> Iterator[Change]:
    """Each field of `labels` that is told otherwise now; what is not filled in is an empty side."""
    for name, label in labels.items():
        old, new = (
            "" if side.get(name) in (None, "", []) else spoken(name, side[name])
            for side in (before, now)
        )
        if old != new:
            yield Change(where, label, old, new)


def paragraphs(old: str, new: str) -> list[ParagraphDiff]:
    """The new text with what it drops in its place."""
    before, after = _split(old), _split(new)
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [ParagraphDiff(KEPT, text) for text in after[k:m]]
        else:
            found += [ParagraphDiff(DROPPED, text) for text in before[i:j]]
            found += [ParagraphDiff(ADDED, text) for text in after[k:m]]
    return found


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""The awards a dossier may ask, by the words in which lists name them."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from law.models import AwardType
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.text import fold, plain_words


_DENIED = re.compile(r"\b(khong|chua)\b")
_LONGEST_WORDS = 200
_NEAR = 0.8  # of 1: one letter in six may be wrong


class Awards:
    """What a cell, a section or a heading may mean; what it does not name is never guessed."""

    def __init__(self, types: Iterable[AwardType]) -> None:
        self.types = list(types)
        self._exact = {
            plain_words(word): award
            for award in self.types
            for word in (award.name, award.full_name, award.code)
            if word
        }
        named = {fold(w): a for a in self.types for w in (a.name, a.full_name, a.code) if w}
        by_length = sorted(named.items(), key=lambda pair: -len(pair[0]))
        self._within = {name: _word_of(name) for name, _ in by_length}
        self._named = named
        self._spoken: dict[str, list[AwardType]] = {}  # a list says the same award in every row

    @property
    def names(self) -> frozenset[str]:
        """Folded, to be looked for in sections."""
        return frozenset(self._named)

    @property
    def offered(self) -> str:
        """All of them, to be told."""
        return ", ".join(award.name for award in self.types)

    @property
    def missing(self) -> str:
        """What is said where none is named."""
        return f"chưa ghi; chọn: {self.offered}."

    def found_in(self, text: str) -> AwardType | None:
        """The one award that a text speaks of; none where it speaks of several, or denies it."""
        if exact := self._exact.get(plain_words(text)):
            return exact
        spoken = self.spoken_of(text)
        return spoken[0] if len(spoken) == 1 and not _DENIED.search(fold(text)) else None

    def spoken_of(self, text: str) -> list[AwardType]:
        """All awards of a text; the longest name where one holds another."""
        if text not in self._spoken:
            self._spoken[text] = self._heard_in(fold(text))
        return self._spoken[text]

    def _heard_in(self, words: str) -> list[AwardType]:
        found = []
        for name, word in self._within.items():
            if name in words and word.search(words):
                words = words.replace(name, " ")
                award = self._named[name]
                found += [award] if award not in found else []
        return found

    def is_name(self, title: str) -> bool:
        """Whether a title of a column is an award and nothing else: its rows are ticked."""
        return plain_words(title) in self._exact

    def near(self, text: str) -> str:
        """The name that a slip of the pen may have meant; empty: none is near."""
        folded = {fold(award.name): award.name for award in self.types}
        found = get_close_matches(fold(text), folded, n=1, cutoff=_NEAR)
        return folded[found[0]] if found else ""

    def parse(self, cell: Cell) -> AwardType:
        """The award of a cell."""
        text = text_cell(cell)
        if len(text) <= _LONGEST_WORDS and len(self.spoken_of(text)) > 1:
            raise ValueError(f"«{text}» là nhiều hình thức; ghi mỗi hình thức một dòng.")
        if len(text) > _LONGEST_WORDS or (found := self.found_in(text)) is None:
            raise ValueError(f"«{text[:80]}» không có trong hồ sơ này; chọn: {self.offered}.")
        return found


def _word_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

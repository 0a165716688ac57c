"""What a queue is narrowed by, with how many wait behind each choice; all of it in the address."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from dossiers.queries import board as board_queries
from dossiers.queries.board import Board, WaitingDossier
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.money import grouped


# Of a board's facets: the label of the box, and what it says where nothing is chosen.
FACETS = {
    "campaign": ("Phong trào", "Mọi phong trào"),
    "cluster": ("Cụm, khối", "Mọi cụm, khối"),
    "unit": ("Đơn vị", "Mọi đơn vị"),
    "category": ("Loại hình", "Mọi loại hình"),
    "officer": ("Chuyên viên", "Mọi chuyên viên"),
}


class QueueFilterForm(PlainTextMixin, forms.Form):
    """The boxes of one queue; nonsense in the address narrows nothing."""

    def __init__(self, data: QueryDict, *, board: Board, slug: str) -> None:
        self.chosen: dict[str, object] = {}
        self.words: list[str] = []
        self._names: dict[str, str] = {}
        for facet in FACETS:
            if found := board_queries.name_of(board, facet, data.get(facet, "")):
                self.chosen[facet], self._names[facet] = found
                self.words.append(found[1])
        super().__init__({facet: str(key) for facet, key in self.chosen.items()})
        self._board, self.slug = board, slug
        for facet, (label, every) in FACETS.items():
            self.fields[facet] = forms.ChoiceField(
                label=label, required=False, choices=[("", every), *self._choices(facet)]
            )

    @cached_property
    def rows(self) -> list[WaitingDossier]:
        """What of the queue is asked for, in its order."""
        return self.of(self.slug)

    def of(self, slug: str) -> list[WaitingDossier]:
        """The same of another queue."""
        return list(_narrowed(self._board.queues[slug], self.chosen))

    @property
    def query(self) -> str:
        """What an address says of it, always in the same order: «campaign=3&unit=7»."""
        return urlencode(self.chosen)

    def _choices(self, facet: str) -> list[tuple[str, str]]:
        """«Phường 1 (12)»: counted under all other boxes, so that it is what a choice leads to."""
        others = {name: key for name, key in self.chosen.items() if name != facet}
        rows = _narrowed(self._board.queues[self.slug], others)
        counts = Counter(getattr(row, facet) for row in rows)
        names = dict(self._board.names[facet])
        if facet in self.chosen:
            names.setdefault(self.chosen[facet], self._names[facet])
        return [
            (str(key), f"{name} ({grouped(counts[key])})")
            for key, name in names.items()
            if counts[key] or key == self.chosen.get(facet)
        ]


def _narrowed(
    rows: Iterable[WaitingDossier], chosen: dict[str, object]
) -> Iterable[WaitingDossier]:
    for facet, key in chosen.items():
        rows = [row for row in rows if getattr(row, facet) == key]
    return rows

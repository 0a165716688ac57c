"""Where a list begins on a sheet: its header found by meaning, under letterheads and titles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dossiers.sheets.heading import Key, key_of, kind_named_by
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.text import plain_words


SEARCHED_ROWS = 60  # a letterhead is never longer
_LONGEST_TITLE = 80
_SUB_TITLES = {"nam": Key.BIRTH_MALE, "nu": Key.BIRTH_FEMALE}
# Words of sheets and titles that say of whom a list without sections speaks.
_KINDS = (("ho gia dinh", "household"), ("tap the", "collective"), ("ca nhan", "person"))


@dataclass
class Layout:
    """A sheet understood: what each column means, and where its rows begin."""

    grid: Grid
    header: int  # number of the header row
    first: int  # number of the first row below it
    titles: list[str]
    keys: dict[Key, int] = field(default_factory=dict)
    kind: str = ""  # of whom the whole sheet speaks; empty: of anybody
    heading: str = ""  # what stands above the header, as one text

    def text(self, row: Row, key: Key) -> str:
        """The cell as one line; empty where the sheet has no such column."""
        return text_cell(self.cell(row, key))

    def cell(self, row: Row, key: Key) -> Cell:
        """The cell as the file keeps it."""
        place = self.keys.get(key)
        return "" if place is None or place >= len(row.cells) else row.cells[place]


def layouts_of(grids: list[Grid], chosen: Mapping[str, str]) -> list[Layout]:
    """Every sheet that holds a list. `chosen`: {plain title: key or «»}, as people said."""
    return [found for grid in grids if (found := _layout_of(grid, chosen)) is not None]


def _layout_of(grid: Grid, chosen: Mapping[str, str]) -> Layout | None:
    best: tuple[int, int] | None = None
    for place, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        keys = _keys(_titles(row), chosen)
        if Key.FULL_NAME in keys and (score := len(keys)) > (best[0] if best else 1):
            best = (score, place)
    if best is None:
        return None
    place = best[1]
    header = grid.rows[place]
    titles, first = _titles(header), place + 1
    sub = _titles(grid.rows[first]) if first < len(grid.rows) else []
    keys = _keys(titles, chosen)
    if below := _sub_keys(titles, sub):
        keys.pop(Key.BIRTH, None)
        keys |= below
        titles = [" ".join(filter(None, pair)) for pair in zip(titles, sub, strict=False)]
        first += 1
    heading = " ".join(text_cell(cell) for row in grid.rows[:place] for cell in row.cells)
    below_header = grid.rows[first].number if first < len(grid.rows) else header.number + 1
    name_title = titles[keys[Key.FULL_NAME]]
    return Layout(
        grid=grid,
        header=header.number,
        first=below_header,
        titles=titles,
        keys=keys,
        kind=kind_named_by(name_title) or _kind_in(grid.name),
        heading=heading,
    )


def _titles(row: Row) -> list[str]:
    return [text_cell(cell) for cell in row.cells]


def _keys(titles: list[str], chosen: Mapping[str, str]) -> dict[Key, int]:
    """The first column of each meaning; a column of figures or dates is no title."""
    keys: dict[Key, int] = {}
    for place, title in enumerate(titles):
        words = plain_words(title)
        if not words or len(title) > _LONGEST_TITLE:
            continue
        key = Key(chosen[words]) if chosen.get(words) else key_of(title)
        if words in chosen and not chosen[words]:
            continue
        if key is not None:
            keys.setdefault(key, place)
    if Key.FAMILY_NAME in keys and Key.FULL_NAME not in keys:
        keys[Key.FULL_NAME] = keys.pop(Key.FAMILY_NAME)
    return keys


def _sub_keys(titles: list[str], sub: list[str]) -> dict[Key, int]:
    """«Năm sinh» over «Nam | Nữ»: the year stands in the column of the gender."""
    found = {}
    for place, title in enumerate(sub):
        key = _SUB_TITLES.get(plain_words(title))
        above = titles[place] or (titles[place - 1] if place else "")
        if key is not None and key_of(above) == Key.BIRTH:
            found[key] = place
    return found


def _kind_in(name: str) -> str:
    words = plain_words(name)
    return next((kind for word, kind in _KINDS if word in words), "")

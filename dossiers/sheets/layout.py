"""Where lists stand on a sheet: their headers found by meaning, under letterheads and titles."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dossiers.queries import cell as cell_queries
from dossiers.sheets.heading import Key, key_of, kind_named_by, parted_births, plainness
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.text import plain_words


SEARCHED_ROWS = 60  # a letterhead is never longer
_LONGEST_TITLE = 80
_LEAST_COLUMNS = 2
_TITLE_ROWS = 3  # above a second table
_MOSTLY = 0.6
_NAMES_ALONE = ("ho va ten", "ho ten", "ten tap the", "ho va ten chu ho")
# A later row is a header only where the column of names says so in these words.
_NAMES = re.compile(r".*\b(ho( va)? ten|ten (tap the|ca nhan|ho|don vi)|ho( va)? (dem|lot))\b.*")


@dataclass
class Layout:
    """A table understood: what each column means, and where its rows begin and end."""

    grid: Grid
    top: int  # number of its first row, titles above the header included
    header: int  # number of the header row
    first: int  # number of the first row below it
    end: int  # number of the row after its last
    beside: int  # place of a second table at its right; 0: there is none
    titles: list[str]
    keys: dict[Key, int] = field(default_factory=dict)
    kind: str = ""  # of whom the whole table speaks; empty: of anybody
    heading: str = ""  # what stands above the header, as one text
    more_awards: tuple[int, ...] = ()  # other columns that name an award

    @property
    def rows(self) -> Iterator[Row]:
        """All of the table, its titles too."""
        return (row for row in self.grid.rows if self.top <= row.number < self.end)

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """(sheet, title, key or «») of each titled column."""
        meant = {place: key for key, place in self.keys.items()}
        return [
            (self.grid.name, title, meant.get(place, ""))
            for place, title in enumerate(self.titles)
            if title
        ]

    def cell(self, row: Row, key: Key) -> Cell:
        """The cell as the file keeps it."""
        place = self.keys.get(key)
        return "" if place is None or place >= len(row.cells) else row.cells[place]

    def is_repeated(self, row: Row) -> bool:
        """Whether the row says the titles again, as on the next printed page."""
        return _says_again(self.titles, row)


def layouts_of(grids: list[Grid], chosen: Mapping[str, str]) -> list[Layout]:
    """Every list of every sheet. `chosen`: {plain title: key or «»}, as people said."""
    return [found for grid in grids for found in _layouts_of(grid, chosen)]


def _layouts_of(grid: Grid, chosen: Mapping[str, str]) -> list[Layout]:
    found: list[Layout] = []
    for place in _headers(grid, chosen):
        top = grid.rows[0].number
        if found:
            top = _top_of(grid, place, found[-1])
            found[-1].end = top
        found.append(_layout(grid, place, top, chosen))
    return found


def _headers(grid: Grid, chosen: Mapping[str, str]) -> list[int]:
    """Places of the rows that begin a table; one that only says its titles again begins none."""
    found: list[int] = []
    for place, row in enumerate(grid.rows):
        if not _may_be_header(row):
            continue
        titles = _titles(row)
        keys = _keys(titles, chosen)
        filled = [title for title in titles if title]
        least = max(_LEAST_COLUMNS, _MOSTLY * len(filled))
        is_header = Key.FULL_NAME in keys and len(keys) >= least
        is_plain = is_header and _NAMES.fullmatch(plain_words(titles[keys[Key.FULL_NAME]]))
        is_header = is_header and (is_plain or (Key.NUMBER in keys and len(keys) > _LEAST_COLUMNS))
        if is_header and not (found and _says_again(_titles(grid.rows[found[-1]]), row)):
            found.append(place)
    first = _likeliest(grid, chosen)
    is_above = bool(first and found) and first[0] < found[0]
    return [*first, *found] if is_above else found or first


def _likeliest(grid: Grid, chosen: Mapping[str, str]) -> list[int]:
    """The row with the most titles, where none says «Họ và tên» plainly."""
    best, score = [], 1
    for place, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        keys = _keys(_titles(row), chosen)
        if Key.FULL_NAME in keys and len(keys) > score:
            best, score = [place], len(keys)
    return best or _only_names(grid)


def _only_names(grid: Grid) -> list[int]:
    """The row that says «Họ và tên» and nothing else that is known: a list of names alone."""
    for place, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        if any(plain_words(text_cell(cell)) in _NAMES_ALONE for cell in row.cells):
            return [place]
    return []


def _may_be_header(row: Row) -> bool:
    """Text alone, one cell of which may be over names; asked of every row, so it is quick."""
    return all(isinstance(cell, str) for cell in row.cells) and any(
        key_of(cell) == Key.FULL_NAME for cell in row.cells if cell and len(cell) <= _LONGEST_TITLE
    )


def _says_again(titles: list[str], row: Row) -> bool:
    """Whether a row holds nothing but titles of a header, each at its place."""
    count = 0
    for place, cell in enumerate(row.cells):
        if not (words := plain_words(text_cell(cell))):
            continue
        if place >= len(titles) or f" {words} " not in f" {plain_words(titles[place])} ":
            return False  # so end most rows, at their first cell
        count += 1
    return count >= _LEAST_COLUMNS


def _top_of(grid: Grid, place: int, above: Layout) -> int:
    """The first row of a later table: up to three rows of one cell each are its title."""
    top = place
    while top and place - top < _TITLE_ROWS:
        row = grid.rows[top - 1]
        filled = [cell for cell in row.cells if text_cell(cell)]
        if row.number < above.first or len(filled) != 1 or not isinstance(filled[0], str):
            break
        top -= 1
        if kind_named_by(filled[0]):
            break
    return grid.rows[top].number


def _layout(grid: Grid, place: int, top: int, chosen: Mapping[str, str]) -> Layout:
    header = grid.rows[place]
    titles, first = _titles(header), place + 1
    sub = _titles(grid.rows[first]) if first < len(grid.rows) else []
    keys = _keys(titles, chosen)
    if below := _sub_keys(titles, sub):
        keys.pop(_above(titles, min(below.values())), None)
        keys |= below
        titles = [
            " ".join(dict.fromkeys(filter(None, pair)))
            for pair in zip(titles, [*sub, *[""] * (len(titles) - len(sub))], strict=False)
        ]
        first += 1
    _part_names(keys, titles, grid.rows[first:])
    beside = _second_table(titles)
    if beside:
        keys = {key: place for key, place in keys.items() if place < beside}
    if Key.KIND not in keys and (place := _kinds_by_values(keys, titles, grid.rows[first:])):
        keys = {key: own for key, own in keys.items() if own != place} | {Key.KIND: place}
    above = [row for row in grid.rows if top <= row.number < header.number]
    said = [text_cell(cell) for row in above for cell in row.cells]
    below_header = grid.rows[first].number if first < len(grid.rows) else header.number + 1
    name_title = titles[keys[Key.FULL_NAME]]
    is_second = top != grid.rows[0].number
    return Layout(
        grid=grid,
        top=top,
        header=header.number,
        first=below_header,
        end=grid.rows[-1].number + 1,
        beside=beside,
        titles=titles,
        keys=keys,
        kind=(kind_named_by(" ".join(said)) if is_second else _kind_of_list(said))
        or _alone(name_title)
        or kind_named_by(grid.name),
        heading=" ".join(said),
        more_awards=tuple(
            place
            for place, title in enumerate(titles[: beside or None])
            if key_of(title) == Key.AWARD_TYPE and place != keys.get(Key.AWARD_TYPE)
        ),
    )


def _alone(name_title: str) -> str:
    """What the title of the names says of its rows; «Họ và tên» is written over anybody."""
    kind = kind_named_by(name_title)
    return "" if kind == "person" else kind


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
        if key == Key.FULL_NAME and key in keys and words not in chosen:
            _settle_names(keys, titles, place)
        elif key is not None:
            keys.setdefault(key, place)
    parted = parted_births(titles)
    for key, place in parted.items():
        if plain_words(titles[place]) not in chosen:
            keys[key] = place
    if Key.FAMILY_NAME in keys and Key.FULL_NAME not in keys:
        keys[Key.FULL_NAME] = keys.pop(Key.FAMILY_NAME)
    return keys


def _settle_names(keys: dict[Key, int], titles: list[str], place: int) -> None:
    """Two titles may be over names: «Tên đơn vị | Họ và tên» is a unit and a person."""
    before = keys[Key.FULL_NAME]
    if plain_words(titles[place]) == "ten" and plainness(titles[before]) > 1:
        keys.setdefault(Key.FAMILY_NAME, before)
        keys[Key.FULL_NAME] = place
        return
    other = before
    if plainness(titles[place]) > plainness(titles[before]):
        keys[Key.FULL_NAME] = place
    else:
        other = place
    if plainness(titles[other]) == 0:
        keys.setdefault(Key.WORKING_UNIT, other)


def _part_names(keys: dict[Key, int], titles: list[str], rows: list[Row]) -> None:
    """«Họ và tên» written over two columns: the given name stands under no title of its own."""
    place = keys[Key.FULL_NAME]
    is_open = place + 1 < len(titles) and not titles[place + 1]
    if Key.FAMILY_NAME in keys or not is_open or place + 1 in keys.values():
        return
    pairs = [
        (text_cell(row.cells[place]), row.cells[place + 1])
        for row in rows[:SEARCHED_ROWS]
        if place + 1 < len(row.cells) and text_cell(row.cells[place])
    ]
    given = [cell for _, cell in pairs if isinstance(cell, str) and cell.strip().istitle()]
    if pairs and len(given) >= _MOSTLY * len(pairs):
        keys[Key.FAMILY_NAME], keys[Key.FULL_NAME] = place, place + 1


def _second_table(titles: list[str]) -> int:
    """Where the titles begin anew at the right; 0: nowhere."""
    words = [plain_words(title) for title in titles]
    first = next((at for at, one in enumerate(words) if key_of(one) == Key.NUMBER), None)
    if first is None:
        return 0
    again = (at for at, one in enumerate(words) if at > first + 1 and key_of(one) == Key.NUMBER)
    return next(again, 0)


def _kinds_by_values(keys: Mapping[Key, int], titles: list[str], rows: list[Row]) -> int:
    """The column that says kinds in words or codes under a title of its own; 0: none."""
    meant = {place: key for key, place in keys.items()}
    for place, title in enumerate(titles):
        if not title or meant.get(place) not in {None, Key.RATING, Key.GROUP}:
            continue
        cells = [row.cells[place] for row in rows[:SEARCHED_ROWS] if place < len(row.cells)]
        said = [cell for cell in cells if text_cell(cell)]
        if said and all(isinstance(cell, str) and cell_queries.names_kind(cell) for cell in said):
            return place
    return 0


def _kind_of_list(said: list[str]) -> str:
    """«DANH SÁCH TẬP THỂ …» above the only table."""
    return next(
        (
            kind
            for text in said
            if "danh sach" in plain_words(text) and (kind := kind_named_by(text))
        ),
        "",
    )


def _sub_keys(titles: list[str], sub: list[str]) -> dict[Key, int]:
    """«Năm sinh» or «Giới tính» over «Nam | Nữ», «Ngày sinh» over «Ngày | Tháng | Năm»."""
    found = parted_births(sub)
    is_own = all(_above(titles, place) in {Key.BIRTH, Key.GENDER} for place in found.values())
    return found if is_own else {}


def _above(titles: list[str], place: int) -> Key | None:
    """What the title over a column means; a title written over several stands at the first."""
    return key_of(next((title for title in reversed(titles[: place + 1]) if title), ""))

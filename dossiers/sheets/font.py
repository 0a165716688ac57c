"""Which cells of a list were typed for an old font: column by column, headers by themselves.

A few odd signs in a list of today prove nothing, and cells of today among old ones stay as they
are. What is found is read so at once and asked of the person who brought it.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dossiers.sheets.heading import key_of
from dossiers.sheets.layout import SEARCHED_ROWS
from nganam_awards.core.sheets.cells import text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.sheets.old_fonts import OldFont, Proof, proof, to_unicode


KEEP = "keep"  # as it stands in the file
_LONGEST_SAMPLE = 80
_ALPHABET = 26


class FontReading(NamedTuple):
    """One way to read the file: for which font, how a cell comes out, how many rows change."""

    font: str
    text: str
    rows: int


class FontQuestion(NamedTuple):
    """What is asked: the cell that stands for all, as it is and in each reading."""

    place: str
    text: str
    readings: list[FontReading]  # the likeliest first


Place = tuple[str, int, int]  # sheet, row, column


class ReadGrids(NamedTuple):
    """Sheets as they are read, and what is still to be asked about it."""

    grids: list[Grid]
    question: FontQuestion | None
    doubtful: dict[Place, str]  # cells left as they stand, and what they may mean


def read_in_font(grids: list[Grid], said: str) -> ReadGrids:
    """`said`: a font, `KEEP`, or nothing yet; then the likeliest font is taken and asked about."""
    if said == KEEP:
        return ReadGrids(grids, None, {})
    sheets = [_Sheet(grid) for grid in grids]
    weights = {font: sum(sheet.weight(font) for sheet in sheets) for font in OldFont}
    likely = sorted((font for font in OldFont if weights[font]), key=lambda one: -weights[one])
    if not (said or likely):
        odd = {place: text for sheet in sheets for place, text in sheet.odd(list(OldFont))}
        return ReadGrids(grids, None, odd)
    font = OldFont(said) if said else likely[0]
    turned = [sheet.turned(font) for sheet in sheets]
    odd = {place: text for sheet in sheets for place, text in sheet.odd([font])}
    return ReadGrids(turned, None if said else _question(sheets, likely), odd)


class _Sheet:
    """A sheet with what its columns, its first rows and its cells prove."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        columns: defaultdict[int, list[str]] = defaultdict(list)
        rows: defaultdict[int, list[str]] = defaultdict(list)
        for number, place, text in self._texts():
            columns[place].append(text)
            rows[number].append(text)
        self._columns = {place: proof(texts) for place, texts in columns.items()}
        first = [row.number for row in grid.rows[:SEARCHED_ROWS]]
        self._rows = {number: proof(rows[number]) for number in first}

    def _texts(self) -> Iterator[tuple[int, int, str]]:
        """(row, column, text) of what may be old; titles that are understood are of today."""
        for count, row in enumerate(self.grid.rows):
            for place, cell in enumerate(row.cells):
                if isinstance(cell, str) and not cell.isascii():
                    is_title = count < SEARCHED_ROWS and key_of(text_cell(cell)) is not None
                    if not is_title:
                        yield row.number, place, cell

    def weight(self, font: OldFont) -> int:
        """How many words of the groups that say so prove it."""
        groups = (*self._columns.values(), *self._rows.values())
        return sum(len(one.for_font[font]) for one in groups if one.says(font))

    def turned(self, font: OldFont) -> Grid:
        """The sheet as the font drew it."""
        turned: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for row, place, text, meant in self.changes(font):
            if text != meant:
                turned[row][place] = meant
        rows = [
            Row(row.number, [turned[row.number].get(at, cell) for at, cell in enumerate(row.cells)])
            if row.number in turned
            else row
            for row in self.grid.rows
        ]
        return Grid(self.grid.name, rows, self.grid.hidden, self.grid.is_1904)

    def changes(self, font: OldFont) -> Iterator[tuple[int, int, str, str]]:
        """(row, column, as it stands, as it is meant) of the cells that were typed for it."""
        for row, place, text in self._proving([font]):
            if self._is_old(font, proof([text]), row, place):
                yield row, place, text, to_unicode(text, font)

    def odd(self, fonts: list[OldFont]) -> Iterator[tuple[Place, str]]:
        """Cells left as they stand that may be old: one odd word, or none that proves anything
        in a column that is old."""
        for row, place, text in self._proving(fonts):
            own = proof([text])
            for font in fonts:
                says = len(own.for_font[font]) - len(own.against[font])
                is_among_old = self._columns[place].says(font) and not own.against[font]
                if self._is_old(font, own, row, place) or not (says > 0 or is_among_old):
                    continue
                if (meant := to_unicode(text, font)) != text:
                    yield (self.grid.name, row, place), meant
                    break

    def _proving(self, fonts: list[OldFont]) -> Iterator[tuple[int, int, str]]:
        """Texts of the columns in which any word speaks for one of these fonts: few have one."""
        speaking = {
            place
            for place, proved in self._columns.items()
            if any(proved.for_font[font] for font in fonts)
        }
        return (text for text in self._texts() if text[1] in speaking) if speaking else iter(())

    def _is_old(self, font: OldFont, own: Proof, row: int, place: int) -> bool:
        """A cell proves it itself; one word is enough in a column or a header that says so."""
        if len(own.for_font[font]) <= len(own.against[font]):
            return False
        around = (own, self._columns[place], self._rows.get(row, own))
        return any(one.says(font) for one in around)


def _question(sheets: list[_Sheet], likely: list[OldFont]) -> FontQuestion:
    """The longest name-like cell that changes, in each font that may be meant."""
    changes = {
        font: [
            (sheet.grid.name, *change)
            for sheet in sheets
            for change in sheet.changes(font)
            if change[2] != change[3]
        ]
        for font in likely
    }
    several = [one for one in changes[likely[0]] if " " in one[3].strip()]
    sheet, row, place, text, _ = (several or changes[likely[0]])[0]
    readings = [
        FontReading(
            font.value,
            text_cell(to_unicode(text, font))[:_LONGEST_SAMPLE],
            len({(name, number) for name, number, *_ in changes[font]}),
        )
        for font in likely
    ]
    where = f"{_letters(place)}{row}"
    where = where if len(sheets) == 1 else f"{where} trang «{sheet}»"
    return FontQuestion(where, text_cell(text)[:_LONGEST_SAMPLE], readings)


def _letters(place: int) -> str:
    """Column 0 is «A», 27 is «AB», as Excel names them."""
    place += 1
    name = ""
    while place:
        place, letter = divmod(place - 1, _ALPHABET)
        name = chr(ord("A") + letter) + name
    return name

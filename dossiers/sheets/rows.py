"""Which rows of a list speak of an honouree, and what the rows between them say of those below."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dossiers.sheets.heading import Key
from dossiers.sheets.layout import Layout
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Row
from nganam_awards.core.text import fold, plain_words


_DITTO = re.compile(r"[-–.\s]*(nt|n\.t|như trên|//|''|\"|”|〃)[-–.\s]*", re.IGNORECASE)
_TOTAL = re.compile(r"tong (cong|so)\b.*|cong( cong)?( \d.*)?|(danh sach|an dinh).*\b(co|gom)\b.*")
_ORDINAL = re.compile(r"\(?([ivxlc]+|[a-zđ]|\d+(\.\d+)*)\)?[.)/-]*", re.IGNORECASE)
_KINDS = (
    (re.compile(r"\b(ho gia dinh|cac ho|ho dan)\b"), "household"),
    (re.compile(r"\btap the\b(?! (lao dong|tien tien))"), "collective"),
    (re.compile(r"\bca nhan\b"), "person"),
)
_LEAST_FILLED = 2  # one word alone is a signature or a slip, not a person


@dataclass
class Entry:
    """One row of an honouree: its cells by meaning, and what the sections above it said."""

    sheet: str
    row: int
    cells: dict[Key, Cell]
    kind: str = ""
    award: str = ""  # words of the section, to be matched with an award
    unit: str = ""
    is_hidden: bool = False

    @property
    def place(self) -> str:
        """The row's own name within the file."""
        return f"{self.sheet}!{self.row}"


@dataclass
class Rows:
    """A sheet read to its end: entries, and every other filled row with why it was passed over."""

    entries: list[Entry] = field(default_factory=list)
    passed: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class _Above:
    """What a row inherits: the sections it stands under, and the cells «nt» repeats."""

    awards: frozenset[str]
    kind: str = ""
    award: str = ""
    unit: str = ""
    cells: dict[Key, Cell] = field(default_factory=dict)
    is_over: bool = False  # the total was read: what follows signs the list


def read_rows(
    layout: Layout, awards: frozenset[str], edits: Mapping[str, Mapping[str, str]]
) -> Rows:
    """Every row below the header. `awards`: folded names; `edits`: cells mended on the page."""
    found, above = Rows(), _Above(kind=layout.kind, awards=awards)
    for row in layout.grid.rows:
        if row.number < layout.header:
            found.passed.append((layout.grid.name, row.number, "tiêu đề"))
        elif row.number < layout.first:
            found.passed.append((layout.grid.name, row.number, "tên cột"))
        else:
            _read(layout, row, above, edits, found)
    return found


def _read(
    layout: Layout,
    row: Row,
    above: _Above,
    edits: Mapping[str, Mapping[str, str]],
    found: Rows,
) -> None:
    sheet = layout.grid.name
    mended = edits.get(f"{sheet}!{row.number}", {})
    cells = {key: layout.cell(row, key) for key in layout.keys}
    cells |= {Key(key): text for key, text in mended.items()}
    filled = {key for key, cell in cells.items() if text_cell(cell)}
    words = [text_cell(cell) for cell in row.cells if text_cell(cell)]
    if not mended and (why := _passed_over(words, cells, filled, above)):
        found.passed.append((sheet, row.number, why))
        return
    for key in filled - {Key.NUMBER, Key.FULL_NAME, Key.FAMILY_NAME}:
        if _DITTO.fullmatch(text_cell(cells[key])):
            cells[key] = above.cells.get(key, "")
        else:
            above.cells[key] = cells[key]
    found.entries.append(
        Entry(
            sheet=sheet,
            row=row.number,
            cells=cells,
            kind=above.kind,
            award=above.award,
            unit="" if Key.WORKING_UNIT in layout.keys else above.unit,
            is_hidden=row.number in layout.grid.hidden,
        )
    )


def _passed_over(
    words: list[str],
    cells: Mapping[Key, Cell],
    filled: set[Key],
    above: _Above,
) -> str:
    """Why a row is nobody's; empty: it is an honouree's, or should be."""
    number = text_cell(cells.get(Key.NUMBER, ""))
    is_numbered = re.fullmatch(r"\d+\.?", number) is not None
    if not is_numbered and any(_TOTAL.fullmatch(plain_words(word)) for word in words):
        above.is_over = True
        return "dòng tổng cộng"
    if len(words) > 1 and all(re.fullmatch(r"\(?\d{1,2}\)?", word) for word in words):
        return "dòng đánh số cột"
    said = filled - {Key.NUMBER, Key.NOTE}
    name_alone = said <= {Key.FULL_NAME, Key.FAMILY_NAME}
    if not is_numbered and name_alone and (text := _section(words)):
        return _open_section(text, above)
    if not is_numbered and (above.is_over or len(said) < _LEAST_FILLED):
        return "chữ ký, ghi chú cuối danh sách" if above.is_over else "không phải dòng danh sách"
    return "" if said else "dòng chỉ có số thứ tự"


def _section(words: list[str]) -> str:
    texts = [word for word in words if not _ORDINAL.fullmatch(word)]
    return " ".join(texts)


def _open_section(text: str, above: _Above) -> str:
    words = plain_words(text)
    if above.is_over:
        return "chữ ký, ghi chú cuối danh sách"
    kind = next((kind for pattern, kind in _KINDS if pattern.search(words)), "")
    names_award = any(award in fold(text) for award in above.awards)
    if kind:
        above.kind, above.unit = kind, ""
    if names_award:
        above.award = text
    if not kind and not names_award:
        above.unit = re.sub(r"^\s*([IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]\s*", "", text)
    return f"mục «{text}»"


def counted(passed: list[tuple[str, int, str]]) -> Iterator[tuple[str, list[int]]]:
    """Rows that were passed over by reason, for a person to look over."""
    by_reason: dict[str, list[int]] = {}
    for _, row, why in passed:
        by_reason.setdefault(why, []).append(row)
    yield from by_reason.items()

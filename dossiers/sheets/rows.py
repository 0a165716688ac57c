"""Which rows of a list speak of an honouree, and what the rows between them say of those below."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dossiers.sheets.heading import Key, kinds_named_by
from dossiers.sheets.layout import Layout
from nganam_awards.core.names import (
    begins_like_a_body,
    begins_like_a_person,
    may_be_a_person,
)
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.text import fold, plain_words


_DITTO = re.compile(r"[-–.\s]*(nt|n\.t|như trên|//|''|\"|”|〃)[-–.\s]*", re.IGNORECASE)
# As written with its accents («Tống Công» is a person), or without any.
_TOTAL = re.compile(
    r"(tổng( cộng| số| tiền| kinh phí)?|cộng|tong( cong| so)?|cong)\b.*"
    r"|(danh sách|ấn định|danh sach|an dinh)( \w+)* (có|gồm|co|gom)[ :]*\d+.*",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc")
# Words of those who sign, of one cell.
_SIGNS = re.compile(
    r"(nguoi|can bo|ke toan|thu ky) (lap|tong hop|ghi|viet|phu trach|de nghi)( \w+){0,3}"
    r"|nguoi lap.*|lap (bang|bieu)|noi nhan.*|(tm|t m|kt|tl|tuq|q) .*|ky ten.*|xac nhan cua.*"
    r"|(thu truong|to truong|truong khom|truong ap|thu ky|chu tri|van thu|ke toan|cong doan"
    r"|ban giam hieu|phong noi vu|cong chuc( van hoa)?( xa hoi)?)( (don vi|co quan))?"
    r"|(pho )?(chu tich|hieu truong|giam doc|truong phong|bi thu|truong ban)( \w+){0,5}"
    r"|.*\bngay( \d+)? thang( \d+)? nam( \d+)?|ghi chu .*"
)
_ORDINAL = re.compile(r"\(?([ivxlc]+|[a-zđ]|\d+(\.\d+)*)\)?[.)/-]*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_NUMBERING = re.compile(r"[-–+•]|\(?[\divxlca-zđ]{1,4}([.\-/]\d+)*[.):/-]*", re.IGNORECASE)
_FIGURE_FIRST = re.compile(r"\W*\d.*")
# A section that names an award, one of this dossier or not.
_AWARDS = re.compile(
    r"\b(giay khen|bang khen|danh hieu|chien si thi dua|lao dong tien tien|ldtt|cstd\w*"
    r"|huan chuong|huy chuong|ky niem chuong)\b"
)
_LEAST_FILLED = 2  # one word alone is a signature or a slip, not a person
_MOST_WORDS_OF_OFFICE = 6
_IN_ORDER = (Key.FAMILY_NAME, Key.FULL_NAME)
_NAMES = frozenset(_IN_ORDER)
_PARTS_OF_BIRTH = frozenset({Key.BIRTH_DAY, Key.BIRTH_MONTH})


class Why(StrEnum):
    """Why a row is nobody's, in the words of the page."""

    TITLE = "tiêu đề"
    HEADER = "tên cột"
    NUMBERS = "dòng đánh số cột"
    ONLY_NUMBER = "dòng chỉ có số thứ tự"
    SECTION = "mục"
    TOTAL = "dòng tổng cộng"
    END = "chữ ký, ghi chú cuối danh sách"
    NO_ROW = "không phải dòng danh sách"
    ABOVE = "nằm trên dòng tên cột"
    BESIDE = "ở bảng thứ hai bên phải; chuyển xuống dưới bảng thứ nhất"
    NO_HEADER = "trang không có dòng tên cột"
    DROPPED = "dòng đã bỏ"


# What may have been meant as somebody: told beside the button, not only in a list to unfold.
LEFT_OUT = (Why.TOTAL, Why.END, Why.NO_ROW, Why.ABOVE, Why.BESIDE, Why.NO_HEADER)


class Passed(NamedTuple):
    """A filled row that is not read as an honouree's, and why."""

    sheet: str
    row: int
    why: str
    text: str


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
    is_name_alone: bool = False  # a person, or the title of a section
    row_cells: list[Cell] = field(default_factory=list)  # all of them, in the order of the sheet

    @property
    def place(self) -> str:
        """The row's own name within the file."""
        return f"{self.sheet}!{self.row}"


@dataclass
class Rows:
    """A table read to its end: entries, and every other filled row with why it was passed over."""

    entries: list[Entry] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)


@dataclass
class _Above:
    """What a row inherits: the sections it stands under, and the cells «nt» repeats."""

    kind: str = ""
    award: str = ""
    unit: str = ""
    cells: dict[Key, Cell] = field(default_factory=dict)


class _Seen(NamedTuple):
    """A row looked at by itself."""

    row: Row
    cells: dict[Key, Cell]
    words: list[str]
    why: Why | None  # None: an honouree's, or should be
    is_sure: bool  # nothing but an honouree's row looks so
    is_end: bool  # a total or a signature: a list ends so, where no sure row follows


class _Table:
    """One table on its way from rows to entries."""

    def __init__(
        self,
        layout: Layout,
        awards: frozenset[str],
        edits: Mapping[str, Mapping[str, str]],
        dropped: Collection[str],
    ) -> None:
        self.layout, self.awards, self.edits, self.dropped = layout, awards, edits, dropped
        self.found = Rows()
        self._above = _Above(kind=layout.kind)

    def read(self) -> Rows:
        """A guess of where the list ends never ends it: sure rows below a total are read."""
        seen = [self._looked_at(row) for row in self.layout.rows]
        last = max((at for at, one in enumerate(seen) if one.is_sure), default=-1)
        is_over = False
        for at, one in enumerate(seen):
            is_over = at > last and (is_over or one.is_end)
            is_tail = at > last and (is_over or one.why is not None)
            self._take(one, is_over=is_over, is_tail=is_tail)
        return self.found

    def _looked_at(self, row: Row) -> _Seen:
        mended = self.edits.get(self._place(row), {})
        cells = {key: self.layout.cell(row, key) for key in self.layout.keys}
        if Key.FULL_NAME in mended:
            cells.pop(Key.FAMILY_NAME, None)
        if Key.BIRTH in mended:
            cells = {key: cell for key, cell in cells.items() if key not in _PARTS_OF_BIRTH}
        cells |= {Key(key): text for key, text in mended.items()}
        words = [text for cell in row.cells if (text := text_cell(cell))]
        if self._place(row) in self.dropped:
            return _Seen(row, cells, words, Why.DROPPED, is_sure=False, is_end=False)
        if mended:
            return _Seen(row, cells, words, None, is_sure=True, is_end=False)
        why = self._why(row, cells, words)
        is_signing = why in {Why.SECTION, Why.NO_ROW, None} and _is_signing(cells, words)
        is_sure = why is None and not is_signing
        is_end = why == Why.TOTAL or is_signing
        return _Seen(row, cells, words, why, is_sure=is_sure, is_end=is_end)

    def _place(self, row: Row) -> str:
        return f"{self.layout.grid.name}!{row.number}"

    def _why(self, row: Row, cells: Mapping[Key, Cell], words: list[str]) -> Why | None:
        """Why a row is nobody's, looked at by itself."""
        if row.number < self.layout.header:
            return Why.ABOVE if _looks_like_a_row(row) else Why.TITLE
        if row.number < self.layout.first or self.layout.is_repeated(row):
            return Why.HEADER
        if len(words) > 1 and all(map(_COLUMN_NUMBER.fullmatch, words)):
            return Why.NUMBERS
        said = _said(cells)
        if _numbered(cells):
            return None if said else Why.ONLY_NUMBER
        return self._why_unnumbered(row, cells, words, said)

    def _why_unnumbered(
        self, row: Row, cells: Mapping[Key, Cell], words: list[str], said: set[Key]
    ) -> Why | None:
        if _is_total(words):
            return Why.TOTAL
        if any(_LETTERHEAD.search(plain_words(word)) for word in words):
            return Why.TITLE
        has_names_alone = set(self.layout.keys) <= {*_NAMES, Key.NUMBER}
        if has_names_alone and said and may_be_a_person(_name(cells)):
            return None
        if said <= _NAMES and self._is_section(row, words):
            return Why.SECTION
        has_more = len(said) >= _LEAST_FILLED or (said & _NAMES and len(words) >= _LEAST_FILLED)
        return None if has_more else Why.NO_ROW

    def _is_section(self, row: Row, words: list[str]) -> bool:
        """Text that begins where numbers or names stand; a note in brackets is none."""
        place = next(at for at, cell in enumerate(row.cells) if text_cell(cell))
        texts = [word for word in words if not _ORDINAL.fullmatch(word)]
        is_one = len(texts) == 1 and not texts[0].startswith("(")
        return is_one and place <= self.layout.keys[Key.FULL_NAME]

    def _take(self, one: _Seen, *, is_over: bool, is_tail: bool) -> None:
        why = one.why
        if why == Why.SECTION:
            text = _section(one.words)
            is_somebody = may_be_a_person(text) and not self._names_something(text)
            if not is_tail or (is_somebody and not is_over):
                if not is_somebody:
                    self._open_section(text)
                    self._pass(one, f"{Why.SECTION} «{text}»")
                    return
                why = None
        if is_over or (is_tail and why == Why.SECTION):
            why = why if why in {Why.TOTAL, Why.HEADER, Why.DROPPED} else Why.END
        if why is not None:
            self._pass(one, why)
        else:
            self._enter(one)

    def _pass(self, one: _Seen, why: str) -> None:
        text = " · ".join(one.words)
        self.found.passed.append(Passed(self.layout.grid.name, one.row.number, why, text))

    def _enter(self, one: _Seen) -> None:
        cells, above = dict(one.cells), self._above
        for key, cell in one.cells.items():
            text = text_cell(cell)
            if not text or key in {Key.NUMBER, *_NAMES}:
                continue
            if _DITTO.fullmatch(text):
                cells[key] = above.cells.get(key, "")
            else:
                above.cells[key] = cell
        beside = self.layout.beside
        if any(text_cell(cell) for cell in one.row.cells[beside:] if beside):
            self._pass(one, Why.BESIDE)
        self.found.entries.append(
            Entry(
                sheet=self.layout.grid.name,
                row=one.row.number,
                cells=cells,
                kind=above.kind,
                award=above.award,
                unit="" if Key.WORKING_UNIT in self.layout.keys else above.unit,
                is_hidden=one.row.number in self.layout.grid.hidden,
                is_name_alone=one.why == Why.SECTION,
                row_cells=one.row.cells,
            )
        )

    def _names_something(self, text: str) -> bool:
        """A kind of honouree or an award, which no name of a person does."""
        words = plain_words(text)
        return (
            bool(kinds_named_by(text))
            or _AWARDS.search(words) is not None
            or self._names_award(text)
        )

    def _names_award(self, text: str) -> bool:
        return any(award in fold(text) for award in self.awards)

    def _open_section(self, text: str) -> None:
        """What it says of the rows below; a section that speaks of two kinds says neither."""
        words, above = plain_words(text), self._above
        kinds = kinds_named_by(text)
        names_award = self._names_award(text) or _AWARDS.search(words) is not None
        if kinds:
            above.kind, above.unit = kinds[0] if len(kinds) == 1 else "", ""
        if names_award:
            above.award = text
        if not kinds and not names_award:
            above.unit = re.sub(r"^\s*([IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]\s*", "", text)


def read_rows(
    layout: Layout,
    awards: frozenset[str],
    edits: Mapping[str, Mapping[str, str]],
    dropped: Collection[str] = (),
) -> Rows:
    """Every row of a table. `awards`: folded names; `edits`: cells mended on the page; `dropped`:
    rows that a person does not want."""
    return _Table(layout, awards, edits, dropped).read()


def _numbered(cells: Mapping[Key, Cell]) -> bool:
    return re.fullmatch(r"\d+\.?", text_cell(cells.get(Key.NUMBER, ""))) is not None


def _said(cells: Mapping[Key, Cell]) -> set[Key]:
    filled = {key for key, cell in cells.items() if text_cell(cell)}
    return filled - {Key.NUMBER, Key.NOTE}


def _is_signing(cells: Mapping[Key, Cell], words: list[str]) -> bool:
    """Whether those who sign stand in the row: their offices, or nothing but their names."""
    if _NUMBERING.fullmatch(text_cell(cells.get(Key.NUMBER, ""))):
        return False
    name = _name(cells) or (words[0] if words else "")
    if _SIGNS.fullmatch(plain_words(name)):
        return True
    if len(words) < _LEAST_FILLED or begins_like_a_body(name):
        return False
    are_names = all(map(begins_like_a_person, words))
    are_offices = all(
        word.isupper()
        and len(word.split()) <= _MOST_WORDS_OF_OFFICE
        and not any(map(str.isdigit, word))
        for word in words
    )
    return are_names or (are_offices and not begins_like_a_person(name))


def _looks_like_a_row(row: Row) -> bool:
    """Whether a row above the header may be somebody's: numbered, with more behind it."""
    words = [text for cell in row.cells if (text := text_cell(cell))]
    return len(words) > _LEAST_FILLED and re.fullmatch(r"\d+\.?", words[0]) is not None


def without_header(grid: Grid) -> list[Passed]:
    """Rows of a sheet in which no header was found, of those that may name somebody."""
    found = []
    for row in grid.rows:
        words = [text for cell in row.cells if (text := text_cell(cell))]
        if len(words) >= _LEAST_FILLED and any(map(begins_like_a_person, words)):
            found.append(Passed(grid.name, row.number, Why.NO_HEADER, " · ".join(words)))
    return found


def _name(cells: Mapping[Key, Cell]) -> str:
    return " ".join(text for key in _IN_ORDER if (text := text_cell(cells.get(key, ""))))


def _is_total(words: list[str]) -> bool:
    """«Tổng cộng: 15 người»: in the first filled cell, with nothing but figures behind it."""
    if not words or not all(_FIGURE_FIRST.fullmatch(one) or _counts(one) for one in words[1:]):
        return False
    return _TOTAL.fullmatch(words[0]) is not None


def _counts(text: str) -> bool:
    return plain_words(text) in {"nguoi", "ca nhan", "tap the", "ho", "dong", "giay khen", "luot"}


def _section(words: list[str]) -> str:
    texts = [word for word in words if not _ORDINAL.fullmatch(word)]
    return " ".join(texts)


def counted(passed: list[Passed]) -> Iterator[tuple[str, list[int]]]:
    """Rows that were passed over by reason, for a person to look over."""
    by_reason: dict[str, list[int]] = {}
    for one in passed:
        by_reason.setdefault(one.why, []).append(one.row)
    yield from by_reason.items()


def left_out(passed: list[Passed]) -> list[Passed]:
    """Of these, the rows that somebody may have meant as an honouree's."""
    return [one for one in passed if one.why in LEFT_OUT]

"""Which rows of a list speak of an honouree, and what the rows between them say of those below."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dossiers.sheets.heading import Key
from dossiers.sheets.layout import Layout
from nganam_awards.core.names import begins_like_a_person
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Row
from nganam_awards.core.text import fold, plain_words


_DITTO = re.compile(r"[-–.\s]*(nt|n\.t|như trên|//|''|\"|”|〃)[-–.\s]*", re.IGNORECASE)
# The whole cell, and the beginning of one that figures follow.
_TOTAL = re.compile(
    r"(tong (cong|so)|cong( cong)?|tong)"
    r"( (la|gom|co|cac|so|danh sach|nguoi|ca nhan|tap the|ho|gia dinh|luot|truong hop|dong chi|va"
    r"|de nghi|khen( thuong)?|giay|duoc|tren|toan|phuong|xa|\d+))*"
    r"|(danh sach|an dinh)( \w+)* (co|gom) \d+( .*)?"
)
_SIGNS = re.compile(
    r"(nguoi|can bo|ke toan|thu ky) (lap|tong hop|ghi|viet)( (bieu|bang|danh sach))?|nguoi lap.*"
    r"|noi nhan.*|(tm|kt|tl|tuq|q) .*|ky ten.*|xac nhan cua.*|thu truong( (don vi|co quan))?"
    r"|(pho )?(chu tich|hieu truong|giam doc|truong phong|bi thu|truong ban)( \w+){0,4}"
    r"|.*\bngay( \d+)? thang( \d+)? nam( \d+)?|ghi chu .*"
)
_ORDINAL = re.compile(r"\(?([ivxlc]+|[a-zđ]|\d+(\.\d+)*)\)?[.)/-]*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_FIGURE_FIRST = re.compile(r"\W*\d.*")
_YEAR = re.compile(r".*\d{4}")
_LONGEST_BIRTH = 12
_KINDS = (
    (re.compile(r"\b(ho gia dinh|cac ho|ho dan)\b"), "household"),
    (re.compile(r"\btap the\b(?! (lao dong|tien tien))"), "collective"),
    (re.compile(r"\bca nhan\b"), "person"),
)
_LEAST_FILLED = 2  # one word alone is a signature or a slip, not a person
_SURELY_FILLED = 4  # so many cells nobody fills by signing
_SENTENCE = 5  # words; who signs writes a name or an office


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
    DROPPED = "dòng đã bỏ"


# What may have been meant as somebody: told beside the button, not only in a list to unfold.
LEFT_OUT = (Why.TOTAL, Why.END, Why.NO_ROW)


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
        is_sure = why is None and _is_sure(cells)
        may_sign = why in {Why.SECTION, Why.NO_ROW, None} and not is_sure
        is_end = why == Why.TOTAL or (may_sign and _signs(_name(cells) or words[0]))
        return _Seen(row, cells, words, why, is_sure=is_sure, is_end=is_end)

    def _place(self, row: Row) -> str:
        return f"{self.layout.grid.name}!{row.number}"

    def _why(self, row: Row, cells: Mapping[Key, Cell], words: list[str]) -> Why | None:
        """Why a row is nobody's, looked at by itself."""
        if row.number < self.layout.header:
            return Why.TITLE
        if row.number < self.layout.first or self.layout.is_repeated(row):
            return Why.HEADER
        is_numbered, said = _numbered(cells), _said(cells)
        if not is_numbered and _is_total(words):
            return Why.TOTAL
        if len(words) > 1 and all(map(_COLUMN_NUMBER.fullmatch, words)):
            return Why.NUMBERS
        if not is_numbered and said <= _NAMES and _section(words):
            return Why.SECTION
        if not is_numbered and len(said) < _LEAST_FILLED:
            return Why.NO_ROW
        return None if said else Why.ONLY_NUMBER

    def _take(self, one: _Seen, *, is_over: bool, is_tail: bool) -> None:
        why = one.why
        if why == Why.SECTION:
            text = _section(one.words)
            is_somebody = begins_like_a_person(text) and not self._names_something(text)
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
            )
        )

    def _names_something(self, text: str) -> bool:
        """A kind of honouree or an award, which no name of a person does."""
        words = plain_words(text)
        has_kind = any(pattern.search(words) for pattern, _ in _KINDS)
        return has_kind or any(award in fold(text) for award in self.awards)

    def _open_section(self, text: str) -> None:
        words, above = plain_words(text), self._above
        kind = next((kind for pattern, kind in _KINDS if pattern.search(words)), "")
        names_award = any(award in fold(text) for award in self.awards)
        if kind:
            above.kind, above.unit = kind, ""
        if names_award:
            above.award = text
        if not kind and not names_award:
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


def _is_sure(cells: Mapping[Key, Cell]) -> bool:
    """Numbered, or a name with what only an honouree has beside it."""
    said = _said(cells)
    if _numbered(cells):
        return bool(said)
    born = text_cell(cells.get(Key.BIRTH, ""))
    is_born = len(born) <= _LONGEST_BIRTH and _YEAR.fullmatch(born) is not None
    speaks = any(len(text_cell(cells[key]).split()) >= _SENTENCE for key in said - _NAMES)
    is_somebody = begins_like_a_person(_name(cells))
    has_more = is_born or bool(said & {Key.AWARD_TYPE, Key.KIND}) or len(said) >= _SURELY_FILLED
    return bool(said & _NAMES) and (has_more or (is_somebody and speaks))


def _name(cells: Mapping[Key, Cell]) -> str:
    return " ".join(text for key in _IN_ORDER if (text := text_cell(cells.get(key, ""))))


def _is_total(words: list[str]) -> bool:
    """«Tổng cộng: 15 người»: in the first filled cell, with nothing but figures behind it."""
    if not words or not all(_FIGURE_FIRST.fullmatch(one) or _counts(one) for one in words[1:]):
        return False
    return _TOTAL.fullmatch(plain_words(words[0])) is not None


def _counts(text: str) -> bool:
    return plain_words(text) in {"nguoi", "ca nhan", "tap the", "ho", "dong", "giay khen", "luot"}


def _signs(text: str) -> bool:
    """Whether the first words of a row are of those who sign; a name before an office is no end."""
    return _SIGNS.fullmatch(plain_words(text)) is not None


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

"""A list checked whole: lines ready to be written, and every problem by sheet, row and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dossiers.models import Nomination
from dossiers.sheets import values
from dossiers.sheets.heading import LABELS, Key
from dossiers.sheets.layout import Layout, layouts_of
from dossiers.sheets.rows import Entry, read_rows
from dossiers.sheets.values import Awards
from honourees.models.honouree import SALUTATIONS, Gender
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.names import plausible_name, tidy_name
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, DateOrYear, date_or_year_cell, text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.sheets.old_fonts import OldFont, font_of, to_unicode


TOLD_EVERY = 250  # rows between two words on how far the check has come


class RowProblem(NamedTuple):
    """What is wrong in one cell: where, what stands there, what to do."""

    sheet: str
    row: int
    key: str
    value: str
    message: str

    @property
    def column(self) -> str:
        """The column as the page names it."""
        return LABELS[Key(self.key)]

    @property
    def place(self) -> str:
        """The row's own name within the file."""
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True)
class Choices:
    """What a person said about the file besides its own words."""

    columns: Mapping[str, str] = field(default_factory=dict)  # {plain title: key or «»}
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # {sheet!row: {key: text}}
    award: AwardType | None = None  # for rows that name none
    converts: bool | None = None  # old fonts to Unicode: yes, no, not said yet


@dataclass
class Checked:
    """The whole check. Lines and problems of one row may stand side by side."""

    lines: list[tuple[str, Nomination]] = field(default_factory=list)  # (sheet!row, line)
    problems: list[RowProblem] = field(default_factory=list)
    passed: list[tuple[str, int, str]] = field(default_factory=list)
    columns: list[tuple[str, str, str]] = field(default_factory=list)  # (sheet, title, key or «»)
    hidden: list[int] = field(default_factory=list)
    font: OldFont | None = None
    sample: tuple[str, str] = ("", "")
    lacks_award: int = 0

    @property
    def bad_places(self) -> set[str]:
        """Rows that cannot be taken as they are."""
        return {problem.place for problem in self.problems}

    @property
    def good_lines(self) -> list[Nomination]:
        """Lines of the rows in which nothing is wrong."""
        bad = self.bad_places
        return [line for place, line in self.lines if place not in bad]


def check(
    grids: list[Grid],
    *,
    types: list[AwardType],
    choices: Choices,
    today: date,
    told: Callable[[int], None] = lambda percent: None,
) -> Checked:
    """Read every list of a file; `told` hears the percentage. Refused: it is no list."""
    found = Checked()
    grids = _without_old_fonts(grids, choices, found)
    layouts = layouts_of(grids, choices.columns)
    if not layouts:
        raise Refused(
            "Không tìm thấy dòng tên cột. Danh sách cần một dòng có «Họ và tên» và các cột khác, "
            "ví dụ «Năm sinh», «Chức vụ», «Thành tích». Xem tệp mẫu của hồ sơ này."
        )
    awards = Awards(types)
    entries: list[tuple[Entry, Layout]] = []
    for layout in layouts:
        rows = read_rows(layout, awards.names, choices.edits)
        found.passed += rows.passed
        entries += [(entry, layout) for entry in rows.entries]
        found.columns += _columns(layout)
    if not entries:
        raise Refused("Danh sách mới có tên cột, chưa có dòng nào.")
    reader = _Reader(awards, choices, today, found)
    for count, (entry, layout) in enumerate(entries):
        if count % TOLD_EVERY == 0:
            told(count * 100 // len(entries))
        reader.read(entry, layout)
    found.hidden = [entry.row for entry, _ in entries if entry.is_hidden]
    found.problems.sort(key=lambda problem: (problem.sheet, problem.row))
    return found


class _Reader:
    """Rows to lines; what cells say against each other, and who stands there twice."""

    def __init__(self, awards: Awards, choices: Choices, today: date, found: Checked) -> None:
        self.awards = awards
        self.choices = choices
        self.found = found
        self._seen: dict[tuple, str] = {}
        self._heading_award: dict[str, AwardType | None] = {}
        self._parsers: dict[Key, Callable[[Cell], object]] = {
            Key.FULL_NAME: values.fits(200),
            Key.GENDER: values.gender,
            Key.BIRTH: date_or_year_cell(today),
            Key.BIRTH_MALE: date_or_year_cell(today),
            Key.BIRTH_FEMALE: date_or_year_cell(today),
            Key.POSITION: values.fits(200),
            Key.WORKING_UNIT: values.fits(250),
            Key.KIND: values.kind,
            Key.AWARD_TYPE: awards.parse,
            Key.ACHIEVEMENT: values.story,
            Key.VOTES: values.votes,
            Key.VOTES_FOR: values.between(0, 9999),
            Key.VOTES_TOTAL: values.between(1, 9999),
            Key.RATING: values.rating,
            Key.SERVICE_MONTHS: values.between(0, 12),
            Key.INITIATIVE: values.fits(300),
            Key.GROUP: values.group,
            Key.HEADCOUNT: values.between(1, 30_000),
        }

    def read(self, entry: Entry, layout: Layout) -> None:
        """One row."""
        self._entry = entry
        read = {key: self._value(key) for key in self._parsers}
        kind = read[Key.KIND] or entry.kind or HonoureeKind.PERSON
        name, salutation = self._name(kind, read[Key.FULL_NAME] or "")
        gender, birth = self._gender_and_birth(read, salutation)
        award = self._award(read[Key.AWARD_TYPE], kind, layout)
        agreed, total = self._votes(read)
        is_person = kind == HonoureeKind.PERSON
        if birth is not None and not is_person:
            self._wrong(Key.BIRTH, "tập thể, hộ gia đình không có ngày sinh; xóa ô này.")
        line = Nomination(
            award_type=award or self.awards.types[0],
            honouree_kind=kind,
            full_name=name,
            gender="" if kind == HonoureeKind.COLLECTIVE else gender,
            birth_date=birth.day if birth and is_person else None,
            birth_year=birth.year if birth and is_person else None,
            position=read[Key.POSITION] or "",
            working_unit=read[Key.WORKING_UNIT] or entry.unit,
            achievement=read[Key.ACHIEVEMENT] or "",
            group=(read[Key.GROUP] or "") if is_person else "",
            headcount=read[Key.HEADCOUNT] if kind == HonoureeKind.COLLECTIVE else None,
            votes_for=agreed,
            votes_total=total,
            rating=read[Key.RATING] or "",
            service_months=read[Key.SERVICE_MONTHS] if is_person else None,
            initiative=read[Key.INITIATIVE] or "",
        )
        self.found.lines.append((entry.place, line))
        if name:
            self._check_twice(line)

    def _value(self, key: Key) -> object:
        cell = self._entry.cells.get(key, "")
        if key == Key.FULL_NAME and (family := self._entry.cells.get(Key.FAMILY_NAME)):
            cell = f"{text_cell(family)} {text_cell(cell)}"
        if not text_cell(cell):
            return None
        try:
            return self._parsers[key](cell)
        except ValueError as error:
            self._wrong(key, str(error), cell)
            return None

    def _name(self, kind: str, raw: str) -> tuple[str, str]:
        if not raw:
            if not self._is_told(Key.FULL_NAME):
                self._wrong(Key.FULL_NAME, "chưa ghi; ghi vào ô này hoặc xóa cả dòng.")
            return "", ""
        if kind == HonoureeKind.COLLECTIVE:
            return raw, ""
        tidy = tidy_name(raw)
        if kind == HonoureeKind.PERSON and not plausible_name(tidy.name):
            self._wrong(
                Key.FULL_NAME,
                f"«{tidy.name}» không giống họ và tên một người; nếu là tập thể, "
                "ghi «tập thể» ở cột «Đối tượng» hoặc đặt dưới mục «TẬP THỂ».",
                raw,
            )
        return tidy.name, SALUTATIONS.get(tidy.salutation, "")

    def _gender_and_birth(self, read: dict, salutation: str) -> tuple[str, DateOrYear | None]:
        gender, birth = read[Key.GENDER] or salutation, read[Key.BIRTH]
        by_column = ((Key.BIRTH_MALE, Gender.MALE), (Key.BIRTH_FEMALE, Gender.FEMALE))
        for key, its_gender in by_column:
            if read[key] is not None:
                gender, birth = gender or its_gender, read[key]
        return gender, birth

    def _award(self, own: AwardType | None, kind: str, layout: Layout) -> AwardType | None:
        if self._is_told(Key.AWARD_TYPE):
            return None
        award = own or self._award_around(layout)
        if award is None:
            self.found.lacks_award += 1
            self._wrong(Key.AWARD_TYPE, f"chưa ghi; chọn: {self.awards.offered}.")
        elif not award.can_go_to(kind):
            label = HonoureeKind(kind).noun
            self._wrong(Key.AWARD_TYPE, f"{award.name} không dành cho {label}.", award.name)
        return award

    def _award_around(self, layout: Layout) -> AwardType | None:
        """The section's, the heading's, the only one there is, or what the person chose."""
        if self._entry.award and (found := self.awards.found_in(self._entry.award)):
            return found
        if layout.heading not in self._heading_award:
            self._heading_award[layout.heading] = self.awards.found_in(layout.heading)
        only = self.awards.types[0] if len(self.awards.types) == 1 else None
        return self.choices.award or self._heading_award[layout.heading] or only

    def _votes(self, read: dict) -> tuple[int | None, int | None]:
        if read[Key.VOTES] is not None:
            return read[Key.VOTES]
        agreed, total = read[Key.VOTES_FOR], read[Key.VOTES_TOTAL]
        if agreed is None or total is None:
            return None, None
        if agreed > total:
            self._wrong(Key.VOTES_FOR, f"{agreed} phiếu đồng ý trên {total} phiếu; kiểm tra lại.")
            return None, None
        return agreed, total

    def _check_twice(self, line: Nomination) -> None:
        known = self._seen.setdefault(line.same_row, self._entry.place)
        if known != self._entry.place:
            sheet, _, row = known.rpartition("!")
            where = f"dòng {row}" if sheet == self._entry.sheet else f"dòng {row} trang «{sheet}»"
            message = f"trùng với {where} của tệp; giữ lại một dòng."
            self._wrong(Key.FULL_NAME, message, line.full_name)

    def _wrong(self, key: Key, message: str, cell: Cell = "") -> None:
        entry = self._entry
        value = text_cell(cell) or text_cell(entry.cells.get(key, ""))
        self.found.problems.append(RowProblem(entry.sheet, entry.row, key.value, value, message))

    def _is_told(self, key: Key) -> bool:
        problems, entry = self.found.problems, self._entry
        return any(
            p.row == entry.row and p.sheet == entry.sheet and p.key == key for p in problems[-9:]
        )


def _columns(layout: Layout) -> list[tuple[str, str, str]]:
    meant = {place: key for key, place in layout.keys.items()}
    return [
        (layout.grid.name, title, meant.get(place, ""))
        for place, title in enumerate(layout.titles)
        if title
    ]


def _without_old_fonts(grids: list[Grid], choices: Choices, found: Checked) -> list[Grid]:
    """Text of old fonts is turned only on a yes; until then the file is read as if it were."""
    texts = [
        cell for grid in grids for row in grid.rows for cell in row.cells if isinstance(cell, str)
    ]
    font = font_of(texts)
    if font is None or choices.converts is False:
        return grids
    found.font = font if choices.converts is None else None
    told = next((text for text in texts if to_unicode(text, font) != text), "")
    found.sample = (text_cell(told), text_cell(to_unicode(told, font)))
    return [Grid(grid.name, _turned_rows(grid, font), grid.hidden) for grid in grids]


def _turned_rows(grid: Grid, font: OldFont) -> list[Row]:
    return [Row(row.number, [_turned(cell, font) for cell in row.cells]) for row in grid.rows]


def _turned(cell: Cell, font: OldFont) -> Cell:
    return to_unicode(cell, font) if isinstance(cell, str) else cell

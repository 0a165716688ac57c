"""A list checked whole: lines ready to be written, and every problem by sheet, row and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dossiers.models import Nomination
from dossiers.queries import nominee as nominee_queries
from dossiers.queries.columns import IN_LISTS, ON_FORM, readers
from dossiers.sheets.award import Awards
from dossiers.sheets.heading import LABELS, Key
from dossiers.sheets.layout import Layout, layouts_of
from dossiers.sheets.rows import Entry, read_rows
from honourees.models.honouree import Gender
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, text_cell, unguarded
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
    meant: str = ""  # what one click writes there instead

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
        read = readers(today, awards.parse)
        self._columns = [(Key(one.key), read[one.key]) for one in IN_LISTS if one.key in read]

    def read(self, entry: Entry, layout: Layout) -> None:
        """One row."""
        self._entry, self._told = entry, set()
        self._stands_in: dict[str, Key] = {}  # what is written in a column of another name
        self._column_gender = ""
        values = self._values()
        kind = values.get("kind") or entry.kind or HonoureeKind.PERSON
        name, addressed = nominee_queries.tidied(kind, values.get("full_name") or "")
        values |= {"kind": kind, "full_name": name}
        if not name and Key.FULL_NAME not in self._told:
            self._wrong(Key.FULL_NAME, nominee_queries.NAME_MISSING)
        if Key.AWARD_TYPE not in self._told:
            values["award_type"] = values["award_type"] or self._award_around(layout)
            self._ask_award(values["award_type"])
        for key, message in nominee_queries.complaints(kind, values):
            self._wrong(self._stands_in.get(key, Key(key)), message)
        if kind != HonoureeKind.COLLECTIVE:
            values["gender"] = values.get("gender") or addressed or self._column_gender
        line = self._line(values)
        self.found.lines.append((entry.place, line))
        if name and line.award_type_id:
            self._check_twice(line)

    def _values(self) -> dict[str, object]:
        """{key: what its cell says, None: nothing}; what could not be read is told, and missing."""
        values: dict[str, object] = {}
        for key, read in self._columns:
            cell = self._cell(key)
            if not text_cell(cell):
                values[key] = None
                continue
            try:
                values[key] = read(unguarded(cell) if isinstance(cell, str) else cell)
            except ValueError as error:
                self._wrong(key, str(error), cell)
        self._settle_births(values)
        self._settle_votes(values)
        return values

    def _cell(self, key: Key) -> Cell:
        cells = self._entry.cells
        cell = cells.get(key, "")
        if key == Key.FULL_NAME and (family := cells.get(Key.FAMILY_NAME)):
            return f"{text_cell(family)} {text_cell(cell)}"
        if key == Key.WORKING_UNIT and not text_cell(cell):
            return self._entry.unit
        return cell

    def _settle_births(self, values: dict[str, object]) -> None:
        """The year in the column of men or of women says the gender, too."""
        by_column = ((Key.BIRTH_MALE, Gender.MALE), (Key.BIRTH_FEMALE, Gender.FEMALE))
        for key, gender in by_column:
            if (born := values.pop(key, None)) is not None:
                self._column_gender = self._column_gender or gender
                values["birth"], self._stands_in["birth"] = born, key

    def _settle_votes(self, values: dict[str, object]) -> None:
        """«13/15» is both of them."""
        if (both := values.pop(Key.VOTES, None)) is not None:
            values["votes_for"], values["votes_total"] = both
            self._stands_in |= {"votes_for": Key.VOTES, "votes_total": Key.VOTES}

    def _line(self, values: dict[str, object]) -> Nomination:
        """What was read, and nothing that was not: an award that nobody named is none."""
        born = values.pop("birth", None)
        line = Nomination(
            birth_date=born.day if born else None, birth_year=born.year if born else None
        )
        for column in ON_FORM:
            if (value := values.get(column.key)) is not None:
                setattr(line, column.field, value)
        return line

    def _ask_award(self, award: AwardType | None) -> None:
        if award is None:
            self.found.lacks_award += 1
            self._wrong(Key.AWARD_TYPE, self.awards.missing)

    def _award_around(self, layout: Layout) -> AwardType | None:
        """The section's, the heading's, the only one there is, or what the person chose."""
        if self._entry.award and (found := self.awards.found_in(self._entry.award)):
            return found
        if layout.heading not in self._heading_award:
            self._heading_award[layout.heading] = self.awards.found_in(layout.heading)
        only = self.awards.types[0] if len(self.awards.types) == 1 else None
        return self.choices.award or self._heading_award[layout.heading] or only

    def _check_twice(self, line: Nomination) -> None:
        known = self._seen.setdefault(line.same_row, self._entry.place)
        if known != self._entry.place:
            sheet, _, row = known.rpartition("!")
            where = f"dòng {row}" if sheet == self._entry.sheet else f"dòng {row} trang «{sheet}»"
            message = f"trùng với {where} của tệp; giữ lại một dòng."
            self._wrong(Key.FULL_NAME, message, line.full_name)

    def _wrong(self, key: Key, message: str, cell: Cell = "") -> None:
        entry = self._entry
        self._told.add(key)
        value = text_cell(cell) or text_cell(entry.cells.get(key, ""))
        is_name = key == Key.FULL_NAME and not cell and not entry.cells.get(Key.FAMILY_NAME)
        name = nominee_queries.tidied(HonoureeKind.PERSON, value)[0]
        meant = nominee_queries.meant_name(HonoureeKind.PERSON, name) if is_name and name else ""
        self.found.problems.append(
            RowProblem(entry.sheet, entry.row, key.value, value, message, meant)
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

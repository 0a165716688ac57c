"""A list checked whole: lines ready to be written, and every problem by sheet, row and column."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dossiers.models import Nomination
from dossiers.queries import cell as cell_queries, nominee as nominee_queries
from dossiers.queries.columns import BY_KEY, IN_LISTS, ON_FORM, readers
from dossiers.sheets.award import Awards
from dossiers.sheets.birth import BIRTHS, BY_GENDER, PARTS, birth_of_parts, swapped_places
from dossiers.sheets.font import FontQuestion, Place, read_in_font
from dossiers.sheets.heading import Key, kind_said
from dossiers.sheets.layout import Layout, layouts_of
from dossiers.sheets.problem import Remedy, RowProblem
from dossiers.sheets.rows import Entry, Passed, read_rows, without_header
from dossiers.sheets.template import EXAMPLE_SHEET, GUIDE_SHEET
from honourees.models.honouree import Gender
from law.enums import HonoureeKind, LeaveKind
from law.models import AwardType
from nganam_awards.core.names import several_names
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import (
    Cell,
    meant_birth,
    refuse_error,
    since_1904,
    swapped,
    text_cell,
    unguarded,
)
from nganam_awards.core.sheets.grids import Grid


# What a row says though no cell of that column does: a section, other columns, a tick.
_TOLD_ELSEWHERE = frozenset({Key.WORKING_UNIT, Key.BIRTH, Key.AWARD_TYPE})
_DAYS = BIRTHS | {Key.HIRED_ON, Key.PENALTY_ON, Key.INITIATIVE_ON}
TOLD_EVERY = 250  # rows between two words on how far the check has come


class NoList(Refused):
    """No header was found; the fonts in which one might be are asked about all the same."""

    def __init__(self, reason: str, question: FontQuestion | None) -> None:
        super().__init__(reason)
        self.question = question


class _Doubts(NamedTuple):
    """What of a file may mean something else than it says."""

    swapped: Collection[str]  # sheet!row whose day and month may have changed places
    fonts: Mapping[Place, str]  # cells, and what they mean in an old font


class _When(NamedTuple):
    """The days that decide what may be said."""

    today: date
    merit_year: int | None


@dataclass(frozen=True)
class Choices:
    """What a person said about the file besides its own words."""

    columns: Mapping[str, str] = field(default_factory=dict)  # {plain title: key or «»}
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # {sheet!row: {key: text}}
    award: AwardType | None = None  # for rows that name none
    font: str = ""  # for which the file was typed; «keep»: as it stands; empty: not said yet
    dropped: Collection[str] = ()  # sheet!row of what is not wanted


@dataclass
class Checked:
    """The whole check. Lines and problems of one row may stand side by side."""

    lines: list[tuple[str, Nomination]] = field(default_factory=list)  # (sheet!row, line)
    problems: list[RowProblem] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    columns: list[tuple[str, str, str]] = field(default_factory=list)  # (sheet, title, key or «»)
    hidden: list[int] = field(default_factory=list)
    question: FontQuestion | None = None
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
    merit_year: int | None = None,
    told: Callable[[int], None] = lambda percent: None,
) -> Checked:
    """Read every list of a file; `told` hears the percentage. Refused: it is no list."""
    grids = [grid for grid in grids if grid.name not in {EXAMPLE_SHEET, GUIDE_SHEET}]
    read = read_in_font(grids, choices.font)
    found = Checked(question=read.question)
    layouts = layouts_of(read.grids, choices.columns)
    if not layouts:
        raise NoList(
            "Không tìm thấy dòng tên cột. Danh sách cần một dòng có «Họ và tên» và các cột khác, "
            "ví dụ «Năm sinh», «Chức vụ», «Thành tích». Xem tệp mẫu của hồ sơ này.",
            read_in_font(grids, "").question,
        )
    awards = Awards(types)
    entries: list[tuple[Entry, Layout]] = []
    listed = {layout.grid.name for layout in layouts}
    for grid in read.grids:
        if grid.name not in listed:
            found.passed += without_header(grid)
    for layout in layouts:
        rows = read_rows(layout, awards.names, choices.edits, choices.dropped)
        found.passed += rows.passed
        entries += [(entry, layout) for entry in rows.entries]
        found.columns += [one for one in layout.columns if one not in found.columns]
    if not entries and not choices.dropped:
        raise NoList("Danh sách mới có tên cột, chưa có dòng nào.", read.question)
    doubts = _Doubts(swapped_places(entries), read.doubtful)
    reader = _Reader(awards, choices, _When(today, merit_year), found, doubts)
    for count, (entry, layout) in enumerate(entries):
        if count % TOLD_EVERY == 0:
            told(count * 100 // len(entries))
        reader.read(entry, layout)
    reader.check_twice()
    found.hidden = [entry.row for entry, _ in entries if entry.is_hidden]
    found.problems.sort(key=lambda problem: (problem.sheet, problem.row))
    return found


class _Reader:
    """Rows to lines; what cells say against each other, and who stands there twice."""

    def __init__(
        self,
        awards: Awards,
        choices: Choices,
        when: _When,
        found: Checked,
        doubts: _Doubts,
    ) -> None:
        self.awards = awards
        self.choices = choices
        self.when = when
        self.found = found
        self.doubts = doubts
        self._heading_award: dict[str, AwardType | None] = {}
        self._ticked: tuple[Layout | None, list[int]] = (None, [])
        read = readers(when.today, awards.parse)
        self._columns = [
            (Key(one.key), read[one.key])
            for one in IN_LISTS
            if one.key in read and one.key not in PARTS
        ]

    def read(self, entry: Entry, layout: Layout) -> None:
        """One row."""
        self._entry, self._told, self._layout = entry, set(), layout
        self._stands_in: dict[str, Key] = {}  # what is written in a column of another name
        self._column_gender = ""
        values = self._values()
        said = values.get("full_name") or ""
        kind = values.get("kind") or entry.kind or kind_said(said) or HonoureeKind.PERSON
        name, addressed = nominee_queries.tidied(kind, said)
        values |= {"kind": kind, "full_name": name}
        if not name and Key.FULL_NAME not in self._told:
            self._wrong(Key.FULL_NAME, nominee_queries.NAME_MISSING)
        if entry.is_name_alone:
            self._wrong(
                Key.FULL_NAME,
                "dòng này chỉ có tên. Là người được đề nghị thì giữ tên, là tên mục thì bỏ dòng.",
                offers=(Remedy(name, "Đều là người được đề nghị"),),
            )
        if Key.AWARD_TYPE not in self._told:
            values["award_type"] = values["award_type"] or self._award_around(layout)
            self._ask_award(values["award_type"])
        for key, message in nominee_queries.complaints(kind, values, self.when.merit_year):
            is_too_much = kind not in BY_KEY[key].kinds and values.get(key) not in {None, ""}
            self._wrong(
                self._stands_in.get(key, Key(key)),
                message,
                offers=(Remedy("", "Xóa các ô này"),) if is_too_much else (),
            )
        if kind != HonoureeKind.COLLECTIVE:
            values["gender"] = values.get("gender") or addressed or self._column_gender
        self.found.lines.append((entry.place, self._line(values)))

    def _values(self) -> dict[str, object]:
        """{key: what its cell says, None: nothing}; what could not be read is told, and missing."""
        values: dict[str, object] = {}
        mended = self.choices.edits.get(self._entry.place, {})
        for key, read in self._columns:
            is_told = key in self._entry.cells or key in _TOLD_ELSEWHERE
            cell = self._cell(key) if is_told else ""
            if cell == "" or not text_cell(cell):
                values[key] = None
                continue
            try:
                refuse_error(cell)
                if key in BY_GENDER and cell_queries.tick(cell):
                    self._tick(BY_GENDER[key])
                    continue
                values[key] = read(unguarded(cell) if isinstance(cell, str) else cell)
            except ValueError as error:
                self._wrong(key, str(error), cell)
                continue
            if key not in mended:
                self._ask_doubt(key, cell, values[key])
        self._settle_births(values)
        self._settle_votes(values)
        self._settle_leave(values)
        return values

    def _cell(self, key: Key) -> Cell:
        cells = self._entry.cells
        cell = cells.get(key, "")
        if key == Key.FULL_NAME and (family := cells.get(Key.FAMILY_NAME)):
            return f"{text_cell(family)} {text_cell(cell)}"
        if key == Key.WORKING_UNIT and not text_cell(cell):
            return self._entry.unit
        if key == Key.BIRTH and any(text_cell(cells.get(part, "")) for part in PARTS):
            return birth_of_parts(*(cells.get(part, "") for part in PARTS), cell)
        if key == Key.AWARD_TYPE:
            return self._award_cell(cell)
        return since_1904(cell) if self._layout.grid.is_1904 and key in _DAYS else cell

    def _award_cell(self, cell: Cell) -> Cell:
        """What all columns say that name an award: by words, or by a tick under its name."""
        row, layout = self._entry.row_cells, self._layout
        said = [text_cell(row[place]) for place in layout.more_awards if place < len(row)]
        said += [
            layout.titles[place]
            for place in self._ticked_in(layout)
            if place < len(row) and cell_queries.tick(row[place])
        ]
        return "; ".join(filter(None, [text_cell(cell), *said])) if any(said) else cell

    def _ticked_in(self, layout: Layout) -> list[int]:
        """Columns whose title is an award and nothing else."""
        if layout is not self._ticked[0]:
            titles = enumerate(layout.titles)
            free = [(at, title) for at, title in titles if at not in layout.keys.values()]
            self._ticked = layout, [at for at, title in free if self.awards.is_name(title)]
        return self._ticked[1]

    def _ask_doubt(self, key: Key, cell: Cell, value: object) -> None:
        """What was read, and may mean something else all the same."""
        if key in BIRTHS and self._entry.place in self.doubts.swapped and value:
            self._ask_swapped(key, value.day)
        place = (self._entry.sheet, self._entry.row, self._layout.keys.get(key, -1))
        if meant := self.doubts.fonts.get(place):
            self._wrong(
                key,
                f"«{text_cell(cell)}» có thể gõ bằng phông chữ cũ: «{text_cell(meant)}»?",
                cell,
                offers=(
                    Remedy(text_cell(meant), "Chuyển chữ của cả nhóm"),
                    Remedy(text_cell(cell), "Giữ cả nhóm như trong tệp"),
                ),
            )
        lines = cell.splitlines() if key == Key.FULL_NAME and isinstance(cell, str) else []
        if len(lines) > 1 and several_names(lines):
            self._wrong(
                key,
                "ô này có nhiều dòng chữ; mỗi người một dòng của danh sách, chức vụ ở cột riêng.",
                cell,
                offers=(Remedy(text_cell(cell), "Đều là một tên viết trên hai dòng"),),
            )

    def _tick(self, gender: Gender) -> None:
        if self._column_gender and self._column_gender != gender:
            raise ValueError("đánh dấu cả Nam và Nữ; chỉ giữ một.")
        self._column_gender = gender

    def _ask_swapped(self, key: Key, cell: date | None) -> None:
        """Excel of an American locale takes 05/09 for the ninth of May, and 25/12 for words."""
        if cell is None or (other := swapped(cell)) is None:
            return
        self._wrong(
            key,
            f"Excel có thể đã đảo ngày và tháng: {cell:%d/%m/%Y} hay {other:%d/%m/%Y}?",
            cell,
            offers=(
                Remedy(f"{other:%d/%m/%Y}", "Đảo lại ngày và tháng của cả nhóm"),
                Remedy(f"{cell:%d/%m/%Y}", "Giữ cả nhóm như trong tệp"),
            ),
        )

    def _settle_births(self, values: dict[str, object]) -> None:
        """The year in the column of men or of women says the gender, too."""
        for key, gender in BY_GENDER.items():
            if (born := values.pop(key, None)) is not None:
                self._column_gender = self._column_gender or gender
                values["birth"], self._stands_in["birth"] = born, key

    def _settle_votes(self, values: dict[str, object]) -> None:
        """«13/15» is both of them."""
        if (both := values.pop(Key.VOTES, None)) is not None:
            values["votes_for"], values["votes_total"] = both
            self._stands_in |= {"votes_for": Key.VOTES, "votes_total": Key.VOTES}

    def _settle_leave(self, values: dict[str, object]) -> None:
        """A column «Nghỉ thai sản» says why and how long; what its own columns say stands."""
        if (days := values.pop(Key.MATERNITY, None)) is not None and not values.get("leave_kind"):
            values["leave_kind"] = LeaveKind.MATERNITY
            values["leave_days"] = values.get("leave_days") or days
            self._stands_in |= {"leave_kind": Key.MATERNITY, "leave_days": Key.MATERNITY}

    def _line(self, values: dict[str, object]) -> Nomination:
        """What was read, and nothing that was not: an award that nobody named is none."""
        born = values.pop("birth", None)
        said = {
            column.field: value
            for column in ON_FORM
            if (value := values.get(column.key)) is not None
        }
        born_on = {"birth_date": born.day, "birth_year": born.year} if born else {}
        return Nomination(**{**born_on, **said})

    def _ask_award(self, award: AwardType | None) -> None:
        if award is None:
            self.found.lacks_award += 1
            self._wrong(Key.AWARD_TYPE, self.awards.missing)

    def _award_around(self, layout: Layout) -> AwardType | None:
        """The section's, what the person chose, the heading's, or the only one there is.

        A section of an award that is none of the dossier's is asked about.
        """
        if self._entry.award:
            return self.awards.found_in(self._entry.award) or self.choices.award
        if layout.heading not in self._heading_award:
            self._heading_award[layout.heading] = self.awards.found_in(layout.heading)
        only = self.awards.types[0] if len(self.awards.types) == 1 else None
        return self.choices.award or self._heading_award[layout.heading] or only

    def check_twice(self) -> None:
        """Who stands there twice; a row that is refused for something else is nobody's twin."""
        bad, seen = self.found.bad_places, {}
        for place, line in self.found.lines:
            if place in bad or not line.award_type_id:
                continue
            twin = seen.setdefault(line.same_row, place)
            if twin != place:
                sheet, _, row = place.rpartition("!")
                twin_sheet, _, twin_row = twin.rpartition("!")
                where = f"dòng {twin_row}"
                where = where if sheet == twin_sheet else f"{where} trang «{twin_sheet}»"
                message = f"trùng với {where} của tệp; giữ lại một dòng."
                self.found.problems.append(
                    RowProblem(sheet, int(row), "full_name", line.full_name, message, twin=twin)
                )

    def _wrong(
        self, key: Key, message: str, cell: Cell = "", offers: tuple[Remedy, ...] = ()
    ) -> None:
        entry = self._entry
        self._told.add(key)
        cell = cell or self._cell(key)
        value = text_cell(cell)
        self.found.problems.append(
            RowProblem(
                entry.sheet,
                entry.row,
                key.value,
                value,
                message,
                offers or self._offers(key, cell, value),
            )
        )

    def _offers(self, key: Key, cell: Cell, value: str) -> tuple[Remedy, ...]:
        """What was probably meant, to be written with one click."""
        meant = ""
        if key == Key.FULL_NAME:
            name = nominee_queries.tidied(HonoureeKind.PERSON, value)[0]
            meant = nominee_queries.meant_name(HonoureeKind.PERSON, name) if name else ""
        elif key in BIRTHS:
            meant = meant_birth(cell, self.when.today)
        elif key == Key.AWARD_TYPE and value:
            meant = self.awards.near(value)
        return (Remedy(meant),) if meant and meant != value else ()

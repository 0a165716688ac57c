"""A checked list as its page draws it: whole rows, with boxes where something is wrong."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from dossiers.models import ListImport, Nomination
from dossiers.queries import columns as columns_queries
from dossiers.queries.columns import BY_KEY
from dossiers.services import list_import as list_import_services
from dossiers.sheets.problem import ProblemGroup, RowProblem, grouped, twins
from law.enums import HonoureeKind
from law.models import AwardType


MOST_ROWS = 100  # drawn; the rest comes when these are mended
_MOST_OF_ONE = 3  # rows that stand for all where one box mends them
_LONG = 14  # letters; a box for more has several lines
_ROW_LETTERS = 24  # about as many as such a line holds
_MOST_LINES = 12
# Where a column is drawn; what is not named here stands below what was done.
_SLOTS = {
    "full_name": "who",
    "kind": "who",
    "gender": "who",
    "birth": "birth",
    "position": "work",
    "working_unit": "work",
}
_LAST_SLOT = "deed"
HEADINGS = {
    "who": "Họ tên, tập thể",
    "birth": "Ngày sinh",
    "work": "Chức vụ, nơi công tác",
    "deed": "Đề nghị, thành tích",
}
_ALONE = {"full_name", "birth", "award_type", "achievement"}  # the heading of the slot says it


class Box(NamedTuple):
    """Where a cell is written anew; without a name it only shows what is wrong."""

    name: str
    key: str
    label: str
    value: str
    message: str = ""
    said: str = ""  # of the message, what the head of the group does not say already
    options: tuple[str, ...] = ()
    offers: tuple[tuple[str, str], ...] = ()  # (number and cell, what one click writes)

    @property
    def cell(self) -> str:
        """The cell's own name within the file."""
        return self.name.partition(":")[2]

    @property
    def is_labelled(self) -> bool:
        """Whether the heading of the slot says too little."""
        return self.key not in _ALONE

    @property
    def is_long(self) -> bool:
        """Whether one line cannot show it."""
        return len(self.value) > _LONG

    @property
    def lines(self) -> int:
        """As many as its words need."""
        return min(1 + len(self.value) // _ROW_LETTERS, _MOST_LINES)


class Slot(NamedTuple):
    """One cell of the drawn table: boxes, and below them what stands there rightly."""

    name: str
    heading: str
    boxes: list[Box]
    text: str
    more: str


@dataclass
class DrawnRow:
    """A row of the list."""

    place: str
    sheet: str
    row: int
    line: Nomination | None
    boxes: list[Box] = field(default_factory=list)
    is_twin: bool = False  # another row says the same; one of them stays

    @property
    def slots(self) -> list[Slot]:
        """Its cells, in their order."""
        told, boxed = _told(self.line), {box.key for box in self.boxes}
        found = []
        for name, heading in HEADINGS.items():
            boxes = [box for box in self.boxes if _SLOTS.get(box.key, _LAST_SLOT) == name]
            text, more = ("" if key in boxed else said for key, said in told[name])
            found.append(Slot(name, heading, boxes, text, more))
        return found


def _told(line: Nomination | None) -> dict[str, list[tuple[str, str]]]:
    """{slot: two columns with what the line says of them}."""
    line = line or Nomination()
    award = line.award_type.name if line.award_type_id else ""
    kind = "" if line.honouree_kind == HonoureeKind.PERSON else line.get_honouree_kind_display()
    return {
        "who": [("full_name", line.full_name), ("kind", kind)],
        "birth": [("birth", columns_queries.born(line)), ("", "")],
        "work": [("position", line.position), ("working_unit", line.working_unit)],
        "deed": [("award_type", award), ("achievement", line.achievement)],
    }


@dataclass
class DrawnGroup:
    """Rows with the same kind of mistake, and what mends them together."""

    group: ProblemGroup
    rows: list[DrawnRow]
    more: int = 0  # rows that the box mends as well
    box: Box | None = None
    is_award: bool = False  # all that is missing is which award

    @property
    def count(self) -> int:
        """Rows that it is about; of twins both."""
        return len(self.rows) if self.group.first.twin else len(self.group.problems)


class Report:
    """What the check of a list found."""

    def __init__(self, brought: ListImport, types: list[AwardType]) -> None:
        self.problems = list_import_services.problems_of(brought)
        self.bad = {problem.place for problem in self.problems}
        self.unseen = 0  # rows to be mended that `groups` drew no more
        self._twins = twins(self.problems)
        self._lines = dict(list_import_services.lines_of(brought))
        self._options = {"award_type": tuple(award.name for award in types)}
        names = {award.pk: award for award in types}
        for line in self._lines.values():
            line.award_type = names.get(line.award_type_id)
        self.good = [line for place, line in self._lines.items() if place not in self.bad]

    @property
    def row_count(self) -> int:
        """Rows that were read."""
        return len(self._lines)

    def groups(self) -> list[DrawnGroup]:
        """As many rows as a page bears, each under its first mistake."""
        by_place: defaultdict[str, list[RowProblem]] = defaultdict(list)
        for problem in self.problems:
            by_place[problem.place].append(problem)
        found, room = [], MOST_ROWS
        for group in grouped(problems[0] for problems in by_place.values()):
            first = group.first
            is_award = first.key == "award_type" and not first.value
            is_one = group.is_one_value or is_award
            shown = group.problems[: min(room, _MOST_OF_ONE if is_one else room)]
            room -= len(shown)
            rows: list[DrawnRow] = []
            for problem in shown:
                rows += self._drawn(group, problem, by_place[problem.place], has_own=not is_one)
            box = self._box(group, first, "nhom") if is_one and not is_award else None
            more = len(group.problems) - len(shown)
            if rows or is_one:
                found.append(DrawnGroup(group, rows, more if is_one else 0, box, is_award))
            self.unseen += 0 if is_one else more
        return found

    def _drawn(
        self, group: ProblemGroup, first: RowProblem, own: list[RowProblem], *, has_own: bool
    ) -> list[DrawnRow]:
        row = DrawnRow(first.place, first.sheet, first.row, self._lines.get(first.place))
        if first.twin:
            places = self._twins.pop(first.twin, [])  # all of them, once
            return [self._twin(place) for place in places]
        row.boxes = [
            self._box(group, one, "sua" if has_own or one is not first else "") for one in own
        ]
        if first.key == "full_name" and row.line is not None:
            row.boxes.append(self._kind_box(row))
        return [row]

    def _twin(self, place: str) -> DrawnRow:
        sheet, _, number = place.rpartition("!")
        return DrawnRow(place, sheet, int(number), self._lines.get(place), is_twin=True)

    def _box(self, group: ProblemGroup, problem: RowProblem, prefix: str) -> Box:
        column = problem.whole
        is_said = group.message and problem in group.problems
        return Box(
            f"{prefix}:{problem.cell}" if prefix else "",
            column.key,
            problem.column,
            problem.value,
            problem.message,
            "" if is_said else problem.message,
            self._options.get(column.key, column.options),
            tuple(
                (f"{number}:{problem.cell}", offer.value)
                for number, offer in enumerate(problem.offers)
            ),
        )

    def _kind_box(self, row: DrawnRow) -> Box:
        """A name that is no person's may be a collective's or a household's."""
        column = BY_KEY["kind"]
        kind = HonoureeKind(row.line.honouree_kind)
        name = f"sua:{row.place}:kind"
        return Box(name, "kind", column.title, str(kind.label), options=column.options)

"""Members of a collective out of rows: pasted from Excel, or a file read by a worker.

One reader for both, so that they take and refuse the same; a row says what is wrong with it.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dossiers.models import CollectiveMember
from dossiers.queries import nominee as nominee_queries
from dossiers.queries.columns import BY_KEY, readers
from dossiers.sheets.heading import Key
from dossiers.sheets.layout import layouts_of
from dossiers.sheets.rows import Entry, read_rows
from law.enums import HonoureeKind
from nganam_awards.core.names import plausible_name
from nganam_awards.core.sheets.cells import refuse_error, text_cell
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.text import fold


MOST_MEMBERS = 500  # named one by one; a larger collective counts them, with a paper
LONGEST_PASTE = 200_000
TITLES = ("Họ và tên", "Năm sinh", "Chức vụ", "Xếp loại", "Kỷ luật")
_READ = (Key.BIRTH, Key.POSITION, Key.RATING, Key.PENALTY)
_NOTHING = "Không tìm thấy họ tên nào. Mỗi người một dòng, cột đầu là họ và tên."


class MemberProblem(NamedTuple):
    """What is wrong in one row, with the name that stands there."""

    row: int
    name: str
    message: str

    def __str__(self) -> str:
        who = f" ({self.name})" if self.name else ""
        return f"Dòng {self.row}{who}: {self.message}"


class MemberRows(NamedTuple):
    """What the rows say: members, and all that is wrong."""

    members: list[CollectiveMember]
    problems: list[MemberProblem]


def pasted(text: str, today: date) -> MemberRows:
    """Rows as Excel puts them on the clipboard; names alone, one a line, are rows too."""
    rows = [
        Row(number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    return of_grids([Grid("Dán", rows, frozenset())], today) if rows else MemberRows([], [])


def of_grids(grids: list[Grid], today: date) -> MemberRows:
    """Every list of every sheet; where no row says what its columns are, the usual order."""
    found = MemberRows([], [])
    for layout in layouts_of(grids, {}) or layouts_of(_headed(grids), {}):
        for entry in read_rows(layout, frozenset(), {}).entries:
            _take(found, entry, today)
    if not found.members and not found.problems:
        found.problems.append(MemberProblem(1, "", _NOTHING))
    _check_many(found)
    return found


def as_text(grids: list[Grid]) -> str:
    """Sheets as they would have been pasted: what a worker read comes into the box to be seen."""
    rows = (row for grid in grids for row in grid.rows)
    lines = ("\t".join(text_cell(cell) for cell in row.cells).rstrip() for row in rows)
    return "\n".join(line for line in lines if line)


def _headed(grids: list[Grid]) -> list[Grid]:
    """With the titles of the usual order, and a number before each person where none stands."""
    made = []
    for grid in grids:
        rows = [row.cells for row in grid.rows]
        if not all(text_cell(cells[0]).rstrip(".").isdecimal() for cells in rows):
            rows = [[str(place), *cells] for place, cells in enumerate(rows, start=1)]
        titles = ("STT", *TITLES)
        width = max(len(cells) for cells in rows)
        numbered = [
            Row(row.number, [*cells, *[""] * (width - len(cells))])
            for row, cells in zip(grid.rows, rows, strict=True)
        ]
        made.append(Grid(grid.name, [Row(0, list(titles[:width])), *numbered], grid.hidden))
    return made


def _take(found: MemberRows, entry: Entry, today: date) -> None:
    name, values, read = _name(entry), {}, readers(today)
    told = list(_wrong_name(name))
    for key in _READ:
        cell = entry.cells.get(key, "")
        if not text_cell(cell):
            continue
        try:
            refuse_error(cell)
            values[key] = read[key](cell)
        except ValueError as error:
            told.append(f"{BY_KEY[key].title}: {error}")
    found.problems.extend(MemberProblem(entry.row, name, message) for message in told)
    born = values.get(Key.BIRTH)
    found.members.append(
        CollectiveMember(
            order=entry.row,
            full_name=name,
            birth_year=born.year if born else None,
            position=values.get(Key.POSITION, ""),
            rating=values.get(Key.RATING, ""),
            penalty=values.get(Key.PENALTY, ""),
        )
    )


def _name(entry: Entry) -> str:
    parts = (entry.cells.get(key, "") for key in (Key.FAMILY_NAME, Key.FULL_NAME))
    said = " ".join(text for cell in parts if (text := text_cell(cell)))
    return nominee_queries.tidied(HonoureeKind.PERSON, said)[0]


def _wrong_name(name: str) -> Iterator[str]:
    longest = CollectiveMember._meta.get_field("full_name").max_length
    if not name:
        yield "ghi họ và tên."
    elif len(name) > longest:
        yield f"tên dài {len(name)} ký tự; rút gọn còn tối đa {longest}."
    elif not plausible_name(name):
        yield f"«{name}» không giống họ và tên một người."


def who(member: CollectiveMember) -> tuple[str, int | None]:
    """Whom a row names: the same name of the same year is the same person."""
    return fold(member.full_name), member.birth_year


def _check_many(found: MemberRows) -> None:
    seen: dict[tuple, int] = {}
    for member in found.members:
        first = seen.setdefault(who(member), member.order)
        if first != member.order:
            told = f"trùng với dòng {first}; giữ lại một dòng, hoặc ghi năm sinh để phân biệt."
            found.problems.append(MemberProblem(member.order, member.full_name, told))
    if len(found.members) > MOST_MEMBERS:
        told = (
            f"có {len(found.members)} người; ghi tên tối đa {MOST_MEMBERS}. Tập thể đông hơn thì "
            "ghi số người và văn bản xác nhận ở dưới."
        )
        found.problems.append(MemberProblem(MOST_MEMBERS + 1, "", told))
    found.problems.sort(key=lambda problem: problem.row)

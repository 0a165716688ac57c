"""Lists that the administrator brings in from Excel: tried, told by row, then written.

The dry run is the import itself, taken back at its end: what the page shows is what happened to
each row when its turn came, with every rule of the doors through which it went. What is written
later is compared with what was shown, and a difference stops it.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.core.files.base import File
from django.db import IntegrityError, models, transaction

from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.sheets.cells import Cell, text_cell
from nganam_awards.core.sheets.grids import Column, read_table
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.text import fold


_CODE = re.compile(r"[A-Za-z0-9_-]+")
MOST_ROWS = 500  # each row goes through its own door; longer lists come in parts


class Outcome(models.TextChoices):
    """The result of one row (kết quả một dòng)."""

    ADD = "add", "Thêm mới"
    CHANGE = "change", "Sửa"
    SAME = "same", "Không đổi"
    WRONG = "wrong", "Lỗi"


TONES = {Outcome.ADD: "ok", Outcome.CHANGE: "info", Outcome.SAME: "quiet", Outcome.WRONG: "stop"}


class ImportLine(NamedTuple):
    """What one row of the sheet does: for whom or what, and in words."""

    row: int
    label: str
    outcome: Outcome
    told: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """Colour of its badge."""
        return TONES[self.outcome]


class Done(NamedTuple):
    """What a taker says of the row it has just written."""

    label: str
    outcome: Outcome
    told: tuple[str, ...] = ()


Taker = Callable[[dict], Done]


class ListKind(ABC):
    """One kind of list. Pages and the import know nothing else of it."""

    slug: str
    title: str
    about: str
    advice: Sequence[tuple[str, str]]
    example: Sequence[Cell]

    @abstractmethod
    def may(self, user: object) -> bool:
        """May this person bring it in?"""

    @abstractmethod
    def columns(self) -> list[Column]:
        """Titles and how cells are read; values that can be kept between check and import."""

    @abstractmethod
    def taker(self, by: object) -> Taker:
        """Writes one row through the usual services; raises Refused for a row that cannot be."""

    def template(self) -> bytes:
        """The sheet to fill, with one row as an example, and how to fill it on a second one."""
        titles = [column.titles[0] for column in self.columns()]
        widths = [max(14, min(len(title) + 6, 34)) for title in titles]
        return write_workbook(
            [
                Table("Danh sách", titles, [self.example], widths),
                Table("Cách điền", ["Cột", "Cách điền"], self.advice, [30, 90]),
            ]
        )


def read(kind: ListKind, file: File) -> list[dict]:
    """The rows of a file, each with what is wrong in its own cells under `problems`."""
    reading = read_table(file, kind.columns())
    if reading.missing_columns or not (reading.rows or reading.problems):
        raise Refused(*reading.reasons)
    if len(reading.rows) > MOST_ROWS:
        raise Refused(
            f"Tệp có {len(reading.rows)} dòng; mỗi lần nhập tối đa {MOST_ROWS}. "
            "Chia thành nhiều tệp."
        )
    rows = {row["row"]: row | {"problems": ()} for row in reading.rows}
    for problem in reading.problems:
        if problem.row not in rows:  # the row of titles itself
            raise Refused(str(problem))
        rows[problem.row]["problems"] += (f"Cột «{problem.column_title}»: {problem.message}",)
    return list(rows.values())


def dry_run(kind: ListKind, rows: Iterable[dict], *, by: object) -> list[ImportLine]:
    """What each row would do. Everything is taken back."""
    with _told_when_overtaken(), transaction.atomic():
        lines = _take_all(kind, rows, by)
        transaction.set_rollback(True)
    return lines


def write(
    kind: ListKind, rows: Iterable[dict], shown: list[ImportLine], *, by: object
) -> list[ImportLine]:
    """Write every good row as it was shown; raises Stale where one would now do another thing."""
    with _told_when_overtaken(), transaction.atomic():
        lines = _take_all(kind, rows, by)
        if moved := [now.row for was, now in zip(shown, lines, strict=True) if was != now]:
            told = ", ".join(map(str, moved[:10]))
            raise Stale(
                f"Dữ liệu trên cổng đã đổi sau khi kiểm tra tệp, nên dòng {told} không còn như đã "
                "xem. Chưa nhập gì. Tải tệp lên kiểm tra lại."
            )
    return lines


def counts(lines: Iterable[ImportLine]) -> dict[Outcome, int]:
    """How many rows come out so."""
    found = dict.fromkeys(Outcome, 0)
    for line in lines:
        found[line.outcome] += 1
    return found


def report(lines: list[ImportLine]) -> dict:
    """What a page shows of a check: `units/list_import/_lines.html`."""
    counted = counts(lines)
    return {
        "lines": lines,
        "wrong": [line for line in lines if line.outcome == Outcome.WRONG],
        "good": [line for line in lines if line.outcome != Outcome.WRONG],
        "to_write": counted[Outcome.ADD] + counted[Outcome.CHANGE],
        "counts": [
            (outcome, TONES[outcome], n)
            for outcome, n in counted.items()
            if n and outcome != Outcome.WRONG
        ],
    }


def _take_all(kind: ListKind, rows: Iterable[dict], by: object) -> list[ImportLine]:
    take, lines = kind.taker(by), []
    for row in rows:
        if row["problems"]:
            lines.append(
                ImportLine(row["row"], _label_of(kind, row), Outcome.WRONG, row["problems"])
            )
            continue
        try:
            with transaction.atomic():
                lines.append(ImportLine(row["row"], *take(row)))
        except Refused as refusal:
            label, reasons = _label_of(kind, row), tuple(refusal.reasons)
            lines.append(ImportLine(row["row"], label, Outcome.WRONG, reasons))
    return lines


@contextmanager
def _told_when_overtaken() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:  # a colleague entered the same thing at the same instant
        raise Stale("Người khác vừa nhập cùng một nội dung. Tải tệp lên kiểm tra lại.") from error


def _label_of(kind: ListKind, row: dict) -> str:
    """The first filled text of a row that could not be taken."""
    texts = (row[column.key] for column in kind.columns())
    return next((text for text in texts if isinstance(text, str) and text), "")


# What cells mean ------------------------------------------------------------------------------


def text_up_to(longest: int) -> Callable[[Cell], str]:
    """One line of text no longer than its field."""

    def parse(cell: Cell) -> str:
        text = text_cell(cell)
        if len(text) > longest:
            raise ValueError(f"dài {len(text)} ký tự; rút gọn còn tối đa {longest}.")
        return text

    return parse


def code_cell(cell: Cell) -> str:
    """The code (mã) of a row: letters without diacritics, figures, «_» and «-»."""
    code = text_up_to(30)(cell)
    if not _CODE.fullmatch(code):
        raise ValueError(f"«{code}» không dùng được; mã gồm chữ không dấu, số, gạch dưới.")
    return code


def choice_cell(
    choices: Iterable[models.TextChoices], others: Mapping[str, str] | None = None
) -> Callable[[Cell], str]:
    """A word of a closed list by its label, its code, or another common word for it."""
    known = {plain(word): str(choice) for choice in choices for word in (choice, choice.label)}
    known |= {plain(word): str(value) for word, value in (others or {}).items()}
    offered = "; ".join(choice.label for choice in choices)

    def parse(cell: Cell) -> str:
        text = text_cell(cell)
        if (found := known.get(plain(text))) is None:
            raise ValueError(f"«{text}» không có trong danh sách; chọn một trong: {offered}.")
        return found

    return parse


def plain(text: str) -> str:
    """What two spellings of one name share."""
    return " ".join(fold(text).replace(",", " ").split())


class Names:
    """Rows by any of the names they go by: «phuong 1», «UBND_P1», «UBND Phường 1»."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._rows: dict[str, list[object]] = {}

    def add(self, row: object, *names: str) -> None:
        """One more that can be named; naming it again changes nothing."""
        for name in {plain(name) for name in names}:
            known = self._rows.setdefault(name, [])
            if row not in known:
                known.append(row)

    def has(self, words: str) -> bool:
        """Does anything go by this name?"""
        return plain(words) in self._rows

    def find(self, words: str):
        """The one row meant. Raises Refused with what to do."""
        found = self._rows.get(plain(words), [])
        if not found:
            raise Refused(
                f"Không có {self.what} «{words}» trên cổng. Ghi đúng mã hoặc tên, hoặc thêm "
                f"{self.what} đó trước."
            )
        if len(found) > 1:
            raise Refused(f"«{words}» có thể là nhiều {self.what}. Ghi mã thay vì tên.")
        return found[0]


def changes_of(row: models.Model, fields: Mapping[str, object], titles: Mapping[str, str]) -> dict:
    """Filled cells that say another thing than the row; an empty cell leaves what is there."""
    return {
        name: value
        for name, value in fields.items()
        if value not in (None, "") and getattr(row, name) != value and name in titles
    }


def told_changes(
    row: models.Model, changes: Mapping[str, object], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """«Ký hiệu: PNV → NV» for each field, before it is written."""
    after = type(row)(**changes)
    return tuple(f"{titles[name]}: {_shown(row, name)} → {_shown(after, name)}" for name in changes)


def _shown(row: models.Model, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "–" if value in (None, "") else str(value)


def need(row: Mapping[str, object], titles: Mapping[str, str], *names: str) -> None:
    """A new row cannot do without these cells."""
    if missing := [titles[name] for name in names if row[name] in (None, "")]:
        told = ", ".join(f"«{title}»" for title in missing)
        raise Refused(f"Dòng thêm mới cần ghi cột {told}.")

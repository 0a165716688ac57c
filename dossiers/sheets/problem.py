"""What is wrong in a list, cell by cell, and which of it is one and the same mistake."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dossiers.queries.column import NomineeColumn
from dossiers.queries.columns import BY_KEY
from dossiers.sheets.heading import LABELS, Key


_VALUE = re.compile(r"«[^»]*»|\d+")
_QUOTED = re.compile(r"«[^»]*»")


class Remedy(NamedTuple):
    """What one click writes instead, and what it is called where it is offered for many rows."""

    value: str
    said: str = ""


class RowProblem(NamedTuple):
    """What is wrong in one cell: where, what stands there, what to do."""

    sheet: str
    row: int
    key: str
    value: str
    message: str
    offers: tuple[Remedy, ...] = ()
    twin: str = ""  # the row that says the same

    @classmethod
    def kept(cls, kept: Sequence) -> "RowProblem":
        """The problem that a report kept as plain values."""
        *front, offers, twin = kept
        return cls(*front, tuple(Remedy(*offer) for offer in offers), twin)

    @property
    def column(self) -> str:
        """The column as the page names it."""
        return LABELS[Key(self.key)]

    @property
    def place(self) -> str:
        """The row's own name within the file."""
        return f"{self.sheet}!{self.row}"

    @property
    def cell(self) -> str:
        """The cell's own name within the file."""
        return f"{self.place}:{self.key}"

    @property
    def meant(self) -> str:
        """What was probably meant; empty: nobody knows."""
        return self.offers[0].value if self.offers else ""

    @property
    def whole(self) -> NomineeColumn:
        """The column of the list that this is, or is another way to write."""
        column = BY_KEY[self.key]
        return BY_KEY.get(column.of, column)


@dataclass
class ProblemGroup:
    """Rows with one and the same kind of mistake in one column."""

    problems: list[RowProblem] = field(default_factory=list)

    @property
    def first(self) -> RowProblem:
        """The one that stands for all."""
        return self.problems[0]

    @property
    def title(self) -> str:
        """What the mistake is about."""
        return "Hai dòng là một" if self.first.twin else self.first.column

    @property
    def message(self) -> str:
        """What is said of all; empty where each row has its own."""
        if self.first.twin:
            return "cùng tên, ngày sinh và hình thức khen; giữ một dòng."
        said = {one.message for one in self.problems}
        alike = {_QUOTED.sub("«…»", message) for message in said}
        if len(said) == 1:
            return self.first.message
        return alike.pop() if len(alike) == 1 else ""

    @property
    def is_one_value(self) -> bool:
        """Whether the same wrong words stand in every row: one box then mends them all."""
        said = {(one.value, one.message) for one in self.problems}
        return len(self.problems) > 1 and len(said) == 1 and self.first.whole.is_shared

    @property
    def offers(self) -> list[tuple[int, str]]:
        """(number, words) of what one click does to all rows of the group."""
        if len(self.problems) == 1:
            return []
        found = []
        for number in range(min(len(one.offers) for one in self.problems)):
            offers = [one.offers[number] for one in self.problems]
            alike = {offer.value for offer in offers}
            if len(alike) == 1 and offers[0].value:
                found.append((number, f"Đổi cả nhóm thành «{offers[0].value}»"))
            else:
                found.append((number, offers[0].said or "Đổi cả nhóm theo gợi ý"))
        return found


def twins(problems: Iterable[RowProblem]) -> dict[str, list[str]]:
    """{place: places that say the same as it, itself first}, of rows that stand there twice."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        if problem.twin:
            found.setdefault(problem.twin, [problem.twin]).append(problem.place)
    return found


def grouped(problems: Iterable[RowProblem]) -> list[ProblemGroup]:
    """Problems by column and kind of mistake, in the order of the list.

    What many rows say alike of a thing that people share is a group of its own.
    """
    problems = list(problems)
    alike = Counter((one.key, one.value, one.message) for one in problems)
    found: dict[tuple[str, ...], ProblemGroup] = {}
    for one in problems:
        same = (one.key, one.value, one.message)
        is_same = alike[same] > 1 and one.whole.is_shared  # one box mends them all
        kind = same if is_same else (one.key, _VALUE.sub("…", one.message))
        found.setdefault(kind, ProblemGroup()).problems.append(one)
    return list(found.values())

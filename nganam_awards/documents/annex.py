"""The annex (danh sách kèm theo): the frame of every one; its rows are the paper's own.

Rows of an authority's paper are objects with money (`_annexes.html`), rows of a unit's paper are
cells (`_unit_table.html`, and the copies for Word).
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from nganam_awards.documents.typography import paper_date, paper_symbol, roman


Line = TypeVar("Line")
HEADING = "DANH SÁCH"
NAME = "Họ và tên / Tên tập thể"


def annex(*, about: str, attached: str, heading: str = HEADING, **table: object) -> dict:
    """A list with its title and the paper it belongs to; `table`: what the template sets."""
    return {"heading": heading, "about": about, "attached": attached, **table}


def attached_to(paper: str, *, symbol: str, letters: str, when: str, of: str) -> str:
    """«Kèm theo Quyết định số 412/QĐ-UBND ngày … của …»; a paper without a number has dots."""
    return f"Kèm theo {paper} số {paper_symbol(symbol) or f'…{letters}'} {when} của {of}"


def when(day: date | str | None, year: int | str = "…") -> str:
    """The day in words, or room to write it."""
    return paper_date(day) if day else f"ngày … tháng … năm {year}"


def sections(
    groups: Iterable[tuple[str, Iterable[Line]]], row: Callable[[int, Line], dict | list[str]]
) -> list[dict]:
    """I, II, III with their titles; `row` sets one line, counted from 1 in each of them."""
    return [
        {
            "roman": roman(number),
            "title": title,
            "rows": [row(order, one) for order, one in enumerate(lines, start=1)],
        }
        for number, (title, lines) in enumerate(groups, start=1)
    ]


def plain(rows: list[list[str]]) -> list[dict]:
    """Rows that no title parts."""
    return [{"roman": "", "title": "", "rows": rows}]


def columns(*, detail: str, achievement: str = "", prize: str = "") -> dict[str, str]:
    """Headings of an authority's list; "" leaves a column out."""
    return {"name": NAME, "detail": detail, "achievement": achievement, "prize": prize}


def row(
    order: int,
    name: str,
    detail: str,
    *,
    achievement: str = "",
    prize: int | None = None,
    note: str = "",
) -> dict:
    """One line of an authority's list; `note`: why its prize is 0 đồng."""
    return {
        "order": order,
        "name": name,
        "detail": detail,
        "achievement": achievement,
        "prize": prize,
        "note": note,
    }


def add_notes(words: dict) -> None:
    """A step of `Versions`: rows once had no `note`."""
    for found in words.get("annexes", []):
        for section in found["sections"]:
            for line in section["rows"]:
                line.setdefault("note", "")

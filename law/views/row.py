"""How a row of the law stands on a page: its words, its days, its source, who corrected it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from law.models import Correction, Valid
from law.queries.table import corrections_of, subject_key, table_of


@dataclass(frozen=True)
class LawRow:
    """One dated row; `url` leads to its correction where the person may correct it."""

    row: Valid
    title: str
    words: str
    correction: Correction | None
    is_past: bool
    is_later: bool
    url: str = ""
    scope: str = ""  # the one category it holds for


@dataclass(frozen=True)
class LawSection:
    """Rows under one heading."""

    heading: str
    rows: list[LawRow] = field(default_factory=list)
    note: str = ""


def sections(
    parts: list[tuple[str, Iterable[Valid]]], day: date, *, keeps: bool
) -> list[LawSection]:
    """Headings with their rows, each told with the correction that made it; one query for all."""
    parts = [(heading, list(rows)) for heading, rows in parts]
    made_by = corrections_of(row for _, rows in parts for row in rows)
    return [
        LawSection(heading, [_told(row, made_by, day, keeps=keeps) for row in rows])
        for heading, rows in parts
        if rows
    ]


def _told(row: Valid, made_by: dict[tuple, Correction], day: date, *, keeps: bool) -> LawRow:
    table = table_of(row)
    may = keeps and row.can_be_corrected
    return LawRow(
        row=row,
        title=row.title,
        words=row.words,
        correction=made_by.get((table.slug, subject_key(row), row.valid_from)),
        is_past=row.valid_to is not None and row.valid_to < day,
        is_later=row.valid_from > day,
        url=reverse("law:correct", args=[table.slug, row.pk]) if may else "",
        scope=getattr(row, "scope", ""),
    )

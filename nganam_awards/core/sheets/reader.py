"""Lists out of workbooks as plain rows. Runs in a child only (`core/files/child.py`).

The only importer of calamine.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import python_calamine

from nganam_awards.core.files.acceptance import FileKind
from nganam_awards.core.files.inspection import inspect
from nganam_awards.core.files.packages import check_open_sheets, check_sheets, damaged
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets import traits
from nganam_awards.core.sheets.cells import Cell, is_blank, packed
from nganam_awards.core.sheets.traits import SheetTraits, WorkbookTraits, as_drawn, spoken_error


Kept = tuple[str, list[tuple[int, list]], list[int], bool]  # sheet, rows, hidden ones, is 1904


def read(
    file: BinaryIO,
    name: str,
    kinds: list[str],
    first_only: bool,
    *,
    told: Callable[..., None] | None = None,
) -> list[Kept]:
    """The visible sheets that hold something, or a refusal that says what to do."""
    kind = FileKind(inspect(file, name, kinds)[0])
    if kind == FileKind.XLSX:
        check_sheets(file, name)
    elif kind == FileKind.ODS:
        check_open_sheets(file, name)
    file.seek(0)
    content = file.read()
    if kind in traits.PLAIN:
        content = traits.PLAIN[kind](content, name)
    about = traits.READERS[kind](content, name) if kind in traits.READERS else WorkbookTraits()
    found: list[Kept] = []
    for sheet, first_row, rows in _visible_sheets(content, name, about, merged=not first_only):
        numbered = [
            (number, packed(cells))
            for number, cells in enumerate(rows, first_row)
            if not all(map(is_blank, cells))
        ]
        if numbered:
            hidden = about.sheets.get(sheet, SheetTraits()).hidden
            found.append((sheet, numbered, sorted(hidden), about.is_1904))
            if first_only:
                break
    if not found:
        raise Refused(f"Tệp «{name}» không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên.")
    return found


def _visible_sheets(
    content: bytes, name: str, about: WorkbookTraits, *, merged: bool = False
) -> Iterator[tuple[str, int, list[list[Cell]]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for one in book.sheets_metadata:
            if one.visible == python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(one.name)
                rows = sheet.to_python()  # starts at the first filled cell: `start` says where
                start = sheet.start or (0, 0)
                if one.name in about.sheets:
                    rows, start = _completed(rows, start, about.sheets[one.name])
                rows = [[spoken_error(cell) for cell in cells] for cells in rows]
                if merged:
                    _fill_merged(rows, start, sheet.merged_cell_ranges or ())
                yield one.name, start[0] + 1, rows
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is Rust; its panics have no import
            raise
        raise damaged(name) from error


def _completed(
    rows: list[list[Cell]], start: tuple[int, int], more: SheetTraits
) -> tuple[list[list[Cell]], tuple[int, int]]:
    """What the reader of cells left out, at its place; errors may stand beyond what it found."""
    for (row, column), part in more.drawn.items():
        row, column = row - start[0], column - start[1]  # noqa: PLW2901 - the same place, counted anew
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = as_drawn(rows[row][column], part)
    if not more.errors:
        return rows, start
    top = min(start[0], *(row for row, _ in more.errors)) if rows else 0
    left = min(start[1], *(column for _, column in more.errors)) if rows else 0
    rows = [["" for _ in range(start[1] - left)] + cells for cells in rows]
    rows = [[] for _ in range(start[0] - top)] + rows
    for (row, column), error in more.errors.items():
        rows += ([] for _ in range(row - top + 1 - len(rows)))
        cells = rows[row - top]
        cells += [""] * (column - left + 1 - len(cells))
        cells[column - left] = error
    return rows, (top, left)


def _fill_merged(
    rows: list[list[Cell]], start: tuple[int, int], ranges: Iterable[tuple[tuple, tuple]]
) -> None:
    """One achievement written over five people belongs to each of them."""
    for (top, left), (bottom, _) in ranges:
        row, column = top - start[0], left - start[1]
        if bottom > top and 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            for below in rows[row + 1 : bottom - start[0] + 1]:
                below[column] = rows[row][column]

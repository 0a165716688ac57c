"""Lists out of workbooks as plain rows. Runs in a child only (`core/files/child.py`).

The only importer of calamine.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import python_calamine

from nganam_awards.core.files.acceptance import FileKind
from nganam_awards.core.files.inspection import inspect
from nganam_awards.core.files.packages import check_open_sheets, check_sheets, damaged, hidden_rows
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, is_blank, packed


Kept = tuple[str, list[tuple[int, list]], list[int]]  # sheet, numbered rows, hidden rows


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
    hidden = hidden_rows(file, name) if kind == FileKind.XLSX else {}
    file.seek(0)
    found: list[Kept] = []
    for sheet, first_row, rows in _visible_sheets(file.read(), name, merged=not first_only):
        numbered = [
            (number, packed(cells))
            for number, cells in enumerate(rows, first_row)
            if not all(map(is_blank, cells))
        ]
        if numbered:
            found.append((sheet, numbered, sorted(hidden.get(sheet, ()))))
            if first_only:
                break
    if not found:
        raise Refused(f"Tệp «{name}» không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên.")
    return found


def _visible_sheets(
    content: bytes, name: str, *, merged: bool = False
) -> Iterator[tuple[str, int, list[list[Cell]]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible == python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(about.name)
                rows = sheet.to_python()  # starts at the first filled cell: `start` says where
                start = sheet.start or (0, 0)
                if merged:
                    _fill_merged(rows, start, sheet.merged_cell_ranges or ())
                yield about.name, start[0] + 1, rows
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is Rust; its panics have no import
            raise
        raise damaged(name) from error


def _fill_merged(
    rows: list[list[Cell]], start: tuple[int, int], ranges: Iterable[tuple[tuple, tuple]]
) -> None:
    """One achievement written over five people belongs to each of them."""
    for (top, left), (bottom, _) in ranges:
        row, column = top - start[0], left - start[1]
        if bottom > top and 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            for below in rows[row + 1 : bottom - start[0] + 1]:
                below[column] = rows[row][column]

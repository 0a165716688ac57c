"""What a workbook says of its cells beside values: errors, how dates are drawn, hidden rows.

The reader of values (`reader`) leaves these out. Runs in a child only. The only importer of xlrd.
"""

import io
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from posixpath import dirname, join, normpath
from typing import BinaryIO
from xml.parsers import expat

import xlrd

from nganam_awards.core.files.packages import (
    CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    attribute,
    column_of,
    main_part,
    opened_package,
    relationships,
)
from nganam_awards.core.sheets.cells import Cell, CellError, MonthOfYear


Place = tuple[int, int]  # row and column, from 0
_UNSPOKEN = re.compile(r"\[[^]]*\]|\"[^\"]*\"|\\.|_.|\*.")  # of a number format
_BUILT_IN_MONTH = 17  # «mmm-yy», of the formats that a workbook need not spell out
_LINE_BREAK = re.compile(rb"<(?:\w+:)?line-break\s*(?:/>|>\s*</(?:\w+:)?line-break>)")
_ERRORS = re.compile(
    r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|TÊN\?)|Err:\d{3}"
)


@dataclass
class SheetTraits:
    """Of one sheet."""

    hidden: set[int] = field(default_factory=set)  # row numbers as Excel shows them
    errors: dict[Place, CellError] = field(default_factory=dict)
    drawn: dict[Place, str] = field(default_factory=dict)  # dates of which a part is shown


@dataclass
class WorkbookTraits:
    """Of a workbook."""

    sheets: dict[str, SheetTraits] = field(default_factory=dict)
    is_1904: bool = False


def part_shown(number_format: str) -> str:
    """What a number format shows of a date: «month» and year, the «year» alone; else empty."""
    letters = set(_UNSPOKEN.sub("", number_format.lower()).partition(";")[0])
    if "y" not in letters or letters & set("dhs0#?@"):
        return ""
    return "month" if "m" in letters else "year"


def as_drawn(cell: Cell, part: str) -> Cell:
    """A date as the sheet shows it: of «9/1980» nobody wrote the day."""
    if not isinstance(cell, date):
        return cell
    return MonthOfYear(cell.year, cell.month) if part == "month" else cell.year


def spoken_error(cell: Cell) -> Cell:
    """An error that was copied as text is an error."""
    is_error = isinstance(cell, str) and _ERRORS.fullmatch(cell.strip())
    return CellError(cell.strip()) if is_error else cell


class _Pass(ABC):
    """Reads a part once, from its first tag to its last."""

    def read(self, part: BinaryIO) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(part)

    @abstractmethod
    def _start(self, tag: str, attributes: dict[str, str]) -> None: ...

    @abstractmethod
    def _end(self, tag: str) -> None: ...

    @abstractmethod
    def _characters(self, text: str) -> None: ...


# --- packages (.xlsx) ---------------------------------------------------------------------------


def of_package(file: BinaryIO, name: str) -> WorkbookTraits:
    """Of a workbook already checked."""
    with opened_package(file, name) as package:
        main = main_part(package)
        book = _text(package, main)
        links = _links_of(package, main)
        styles = next((path for kind, path in links.values() if kind == "styles"), "")
        drawn = _styles(_text(package, styles))
        found = WorkbookTraits(is_1904=bool(re.search(r'\bdate1904="(1|true)"', book)))
        for sheet in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
            _, path = links.get(attribute(sheet, r"\w+:id"), ("", ""))
            if path in package.NameToInfo:
                scan = _SheetScan(drawn)
                with package.open(path) as part:
                    scan.read(part)
                found.sheets[attribute(sheet, "name")] = scan.found
    return found


def plain_package(content: bytes, name: str) -> bytes:
    """The workbook with its parts where its reader looks for them, whoever wrote it."""
    with opened_package(io.BytesIO(content), name) as package:
        main = main_part(package)
        links = _links_of(package, main)
        moved = {main: "xl/workbook.xml"}
        for kind, path in links.values():
            own = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}.get(kind)
            moved[path] = own or (path if path.startswith("xl/") else f"xl/{path}")
        entries = package.infolist()
        is_plain = all(old == new for old, new in moved.items())
        if is_plain and all(entry.filename == entry.orig_filename for entry in entries):
            return content
        target, own_links = io.BytesIO(), _links_path(main)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
            for entry in entries:
                if entry.filename not in {own_links, "xl/_rels/workbook.xml.rels"}:
                    plain.writestr(moved.get(entry.filename, entry.filename), package.read(entry))
            rows = "".join(
                f'<Relationship Id="{key}" Type="/{kind}" Target="/{moved[path]}"/>'
                for key, (kind, path) in links.items()
            )
            plain.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{rows}</Relationships>")
    return target.getvalue()


def _links_path(main: str) -> str:
    return join(dirname(main), "_rels", f"{main.rpartition('/')[2]}.rels")


def _links_of(package: zipfile.ZipFile, main: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, path within the package)} of what belongs to the main part."""
    found = {}
    for key, (kind, target) in relationships(_text(package, _links_path(main))).items():
        whole = target.lstrip("/") if target.startswith("/") else join(dirname(main), target)
        path = normpath(whole)
        found[key] = (kind, path if path in package.NameToInfo else target.lstrip("/"))
    return found


def _text(package: zipfile.ZipFile, path: str) -> str:
    return package.read(path).decode("utf-8", "replace") if path in package.NameToInfo else ""


def _styles(styles: str) -> dict[str, str]:
    """{number of a style: what it shows of a date}, of those that show a part."""
    codes = {str(_BUILT_IN_MONTH): "mmm-yy"}
    for one in re.findall(r"<(?:\w+:)?numFmt\b[^>]*>", styles):
        codes[attribute(one, "numFmtId")] = attribute(one, "formatCode")
    cells = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    found = {}
    for number, one in enumerate(re.findall(r"<(?:\w+:)?xf\b[^>]*>", cells[0] if cells else "")):
        if part := part_shown(codes.get(attribute(one, "numFmtId"), "")):
            found[str(number)] = part
    return found


class _SheetScan(_Pass):
    """One pass over a sheet."""

    def __init__(self, drawn: dict[str, str]) -> None:
        self.found = SheetTraits()
        self._drawn = drawn
        self._row, self._column = 0, 0
        self._type = self._part = ""
        self._has_formula = False
        self._value: list[str] | None = None
        self._reads = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r") or self._row + 1)
                self._column = 0
                if attributes.get("hidden") in {"1", "true"}:
                    self.found.hidden.add(self._row)
            case "c":
                self._column = _column(attributes.get("r", "")) or self._column + 1
                self._type = attributes.get("t", "n")
                self._part = self._drawn.get(attributes.get("s", "0"), "")
                self._has_formula, self._value = False, None
            case "f":
                self._has_formula = True
            case "v":
                self._value, self._reads = [], True

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v":
                self._reads = False
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        place = (self._row - 1, self._column - 1)
        text = "".join(self._value or ())
        if self._type == "e":
            self.found.errors[place] = CellError(text) if text else CellError()
        elif self._has_formula and not text and (self._type != "str" or self._value is None):
            self.found.errors[place] = CellError()
        elif self._part and text:
            self.found.drawn[place] = self._part

    def _characters(self, text: str) -> None:
        if self._reads:
            self._value.append(text)


def _column(reference: str) -> int:
    """«AB12» stands in column 28; 0: nothing is said."""
    place = CELL.fullmatch(reference)
    return column_of(place[1]) if place else 0


# --- OpenDocument (.ods) ------------------------------------------------------------------------


def of_open_document(content: bytes, name: str) -> WorkbookTraits:
    """Of a workbook of LibreOffice already checked."""
    scan = _DocumentScan()
    with opened_package(io.BytesIO(content), name) as package, package.open("content.xml") as part:
        scan.read(part)
    return WorkbookTraits(scan.found)


def plain_open_document(content: bytes, name: str) -> bytes:
    """The workbook with breaks as the reader keeps them: it drops the mark of a broken line."""
    with opened_package(io.BytesIO(content), name) as package:
        inside = package.read("content.xml")
        broken = _LINE_BREAK.sub(b"&#10;", inside)
        if broken == inside:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
            for entry in package.infolist():
                is_content = entry.filename == "content.xml"
                plain.writestr(entry.filename, broken if is_content else package.read(entry))
    return target.getvalue()


class _DocumentScan(_Pass):
    """One pass over the document: styles first, then sheets."""

    def __init__(self) -> None:
        self.found: dict[str, SheetTraits] = {}
        self._format, self._formats = (
            "",
            {},
        )  # of dates, by name: letters as `part_shown` reads them
        self._styles: dict[str, str] = {}  # of cells, to the format that each draws with
        self._sheet = SheetTraits()
        self._columns: list[str] = []
        self._row = self._column = self._repeats = 0
        self._error: Place | None = None
        self._text: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        said = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        match tag.rpartition(":")[2]:
            case "date-style":
                self._format = said.get("name", "")
                self._formats[self._format] = ""
            case "day" | "month" | "year" | "hours" as letter if self._format:
                self._formats[self._format] += letter[0]
            case "style" if said.get("family") == "table-cell":
                self._styles[said.get("name", "")] = said.get("data-style-name", "")
            case "table" if "name" in said:
                self._sheet = self.found.setdefault(said["name"], SheetTraits())
                self._row, self._columns = 0, []
            case "table-column":
                times = min(int(said.get("number-columns-repeated", 1)), MOST_COLUMNS)
                self._columns += [said.get("default-cell-style-name", "")] * times
            case "table-row":
                self._column, self._repeats = 0, int(said.get("number-rows-repeated", 1))
                if said.get("visibility") in {"collapse", "filter"}:
                    last = self._row + min(self._repeats, MOST_ROWS)
                    self._sheet.hidden.update(range(self._row + 1, last + 1))
            case "table-cell" | "covered-table-cell":
                self._cell(said, attributes)

    def _cell(self, said: dict[str, str], attributes: dict[str, str]) -> None:
        place = (self._row, self._column)
        kind = attributes.get("office:value-type", "")
        is_error = attributes.get("calcext:value-type") == "error"
        if is_error or ("formula" in said and not kind):
            self._error, self._text = place, []
        elif kind == "date":
            default = self._columns[self._column] if self._column < len(self._columns) else ""
            style = self._styles.get(said.get("style-name", default), "")
            if part := part_shown(self._formats.get(style, "")):
                self._sheet.drawn[place] = part
        self._column += int(said.get("number-columns-repeated", 1))

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "date-style":
                self._format = ""
            case "table-cell" if self._error is not None:
                shown = "".join(self._text).strip()
                self._sheet.errors[self._error] = CellError(shown) if shown else CellError()
                self._error = None
            case "table-row":
                self._row += self._repeats

    def _characters(self, text: str) -> None:
        if self._error is not None:
            self._text.append(text)


# --- Excel 97 (.xls) ----------------------------------------------------------------------------


def of_old_workbook(content: bytes, _name: str) -> WorkbookTraits:
    """Of a workbook as Excel 97 kept it; nothing where it is too odd, in whatever way, to say."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True
        )
        sheets = {name: _old_sheet(book, book.sheet_by_name(name)) for name in book.sheet_names()}
    except Exception:
        return WorkbookTraits()
    return WorkbookTraits(sheets, is_1904=book.datemode == 1)


def _old_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> SheetTraits:
    found = SheetTraits({row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden})
    drawn: dict[int, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                shown = xlrd.error_text_from_code.get(cell.value, "")
                found.errors[row, column] = CellError(shown) if shown else CellError()
            elif cell.ctype == xlrd.XL_CELL_DATE:
                style = cell.xf_index
                if style not in drawn:
                    key = book.xf_list[style].format_key
                    drawn[style] = part_shown(book.format_map[key].format_str)
                if drawn[style]:
                    found.drawn[row, column] = drawn[style]
    return found


PLAIN: dict[str, Callable[[bytes, str], bytes]] = {
    "xlsx": plain_package,
    "ods": plain_open_document,
}
READERS: dict[str, Callable[[bytes, str], WorkbookTraits]] = {
    "xlsx": lambda content, name: of_package(io.BytesIO(content), name),
    "ods": of_open_document,
    "xls": of_old_workbook,
}

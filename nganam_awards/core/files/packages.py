"""Office files are zip archives of XML: what they claim is checked before any parser believes it.

A few kilobytes can unpack to gigabytes (zip bomb), and a sheet with one cell in its last corner is
a table of seventeen billion. Both are refused here, in plain words, before memory is spent.
"""

import copy
import html
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.parsers import expat

from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import whole_number


MOST_ENTRIES = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
SMALL_UNPACKED = 20 * 1024 * 1024  # below this no ratio is suspicious: XML packs well
HIGHEST_RATIO = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 100
MOST_MERGED = 20_000  # ranges; reading them costs more than reading cells
MOST_TEXT = 60_000_000  # characters of all cells, a text shared by many counted in each

_CHUNK = 64 * 1024
_MACROS = re.compile(
    r"(^|/)(vbaproject\.bin$|macrosheets/|activex/)|^(basic|scripts)/.", re.IGNORECASE
)
# What the package itself says of a part, whatever name the part goes by.
_MACRO_TYPES = re.compile(
    rb"""(ContentType|Type)\s*=\s*["'][^"']*(vbaProject|macroEnabled|macrosheet|/activeX)""",
    re.IGNORECASE,
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_REMOTE = re.compile(rb"""\bTargetMode\s*=\s*["']External["']""")
_FETCHED = re.compile(
    rb"""\bType\s*=\s*["'][^"']*/(attachedTemplate|oleObject|frame|subDocument|aFChunk)["']"""
)
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ENCRYPTED = 0x1

# What the standard library's zip reader raises on bytes that are no sound archive.
ARCHIVE_ERRORS = (
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def opened_package(file: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """A sound archive of honest size and without macros, or a refusal that says what to do."""
    try:
        with zipfile.ZipFile(file) as package:
            _name_parts_plainly(package, name)
            _check(package, name)
            yield package
    except ARCHIVE_ERRORS as error:
        raise damaged(name) from error


def _name_parts_plainly(package: zipfile.ZipFile, name: str) -> None:
    """Parts by the names that the standard gives them; some programs write backslashes."""
    for entry in package.infolist():
        entry.filename = entry.filename.replace("\\", "/").lstrip("/")
    package.NameToInfo = {entry.filename: entry for entry in package.infolist()}
    if len(package.NameToInfo) != len(package.infolist()):
        raise damaged(name)


def damaged(name: str) -> Refused:
    """The refusal for a file that cannot be opened."""
    return Refused(
        f"Không mở được tệp «{name}»: tệp đã hỏng hoặc chưa tải lên trọn vẹn. "
        "Hãy mở thử trên máy, lưu lại rồi tải lên lần nữa."
    )


def locked(name: str) -> Refused:
    """The refusal for a file that asks a password."""
    return Refused(f"Tệp «{name}» đang đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")


def check_sheets(file: BinaryIO, name: str) -> None:
    """Every sheet of a workbook fits in memory: rows, columns, and text repeated by reference."""
    merged, sheets, spoken = 0, 0, 0
    texts: list[int] = []
    repeated: Counter[int] = Counter()
    with opened_package(file, name) as package:
        for entry in package.infolist():
            if entry.filename.lower().endswith(".xml"):
                scan = _Scan(name)
                with package.open(entry) as part:
                    scan.read(part)
                texts += scan.texts
                repeated.update(scan.repeated)
                spoken += scan.spoken
                merged, sheets = merged + scan.merged, sheets + scan.sheets
    if sheets > MOST_SHEETS:
        raise Refused(
            f"Tệp «{name}» có {sheets} trang tính; hệ thống đọc tối đa {MOST_SHEETS}. Hãy chép "
            "danh sách cần nhập sang một tệp mới rồi tải tệp đó lên."
        )
    if merged > MOST_MERGED:
        raise Refused(
            f"Tệp «{name}» có quá nhiều ô gộp ({merged}). Hãy chọn cả bảng, bỏ gộp ô rồi tải lên "
            "lại."
        )
    shared = sum(texts[at] * times for at, times in repeated.items() if at < len(texts))
    if shared + spoken > MOST_TEXT:
        raise _too_large(name)


def _check(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    if any(_MACROS.search(entry.filename) for entry in entries):
        raise _has_macros(name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise locked(name)
    if len(entries) > MOST_ENTRIES:
        raise _too_large(name)
    unpacked = 0
    for entry in entries:
        unpacked += _true_size(package, entry, MOST_UNPACKED - unpacked, name)
    _check_passive(package, name)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > SMALL_UNPACKED and unpacked > packed * HIGHEST_RATIO:
        raise _too_large(name)


def _check_passive(package: zipfile.ZipFile, name: str) -> None:
    """Nothing inside runs, and nothing is fetched from elsewhere when it is opened."""
    for entry in package.infolist():
        path = entry.filename.lower()
        if path.endswith(".rels"):
            content = package.read(entry)
            for link in _LINK.findall(content):
                if _REMOTE.search(link) and _FETCHED.search(link):
                    raise _fetches(name)
        elif path == "[content_types].xml":
            content = package.read(entry)
        else:
            with package.open(entry) as part:
                content = part.read(len(_OLD_OFFICE))
                if content == _OLD_OFFICE and _OLD_MACROS in part.read():
                    raise _has_macros(name)
            continue
        if _MACRO_TYPES.search(content):
            raise _has_macros(name)


def _has_macros(name: str) -> Refused:
    return Refused(
        f"Tệp «{name}» có chứa macro. Hãy lưu lại thành tệp .docx hoặc .xlsx "
        "(loại không có macro) rồi tải lên."
    )


def _fetches(name: str) -> Refused:
    return Refused(
        f"Tệp «{name}» dùng mẫu hoặc nội dung lấy từ máy khác nên không an toàn. Hãy chép nội dung "
        "sang một tệp mới, lưu lại rồi tải tệp mới lên."
    )


def main_part(package: zipfile.ZipFile) -> str:
    """The part that an office program opens first; empty where there is none."""
    parts = set(package.namelist())
    if "_rels/.rels" in parts:
        links = package.read("_rels/.rels").decode("utf-8", "replace")
        for kind, target in relationships(links).values():
            if kind == "officeDocument" and target.lstrip("/") in parts:
                return target.lstrip("/")
    return next((part for part in ("word/document.xml", "xl/workbook.xml") if part in parts), "")


def relationships(links: str) -> dict[str, tuple[str, str]]:
    """{id: (last word of the type, target)} of a part that says how parts belong together."""
    found = {}
    for link in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", links):
        kind = attribute(link, "Type").rpartition("/")[2]
        found[attribute(link, "Id")] = (kind, attribute(link, "Target").replace("\\", "/"))
    return found


def attribute(tag: str, name: str) -> str:
    """What a tag says under a name; empty: nothing."""
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def check_well_formed(package: zipfile.ZipFile, path: str, name: str) -> None:
    """A part is XML to its end, without a document type."""
    with package.open(path) as part:
        _Scan(name).read(part)


def _true_size(package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int, name: str) -> int:
    """Bytes that an entry really unpacks to, its checksum verified on the way.

    The directory's figure is a claim that other readers need not hold to, so the entry is read to
    the end of its own data; a figure that then proves false is damage.
    """
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(name)
    unclaimed = copy.copy(entry)
    unclaimed.file_size = sys.maxsize
    size = 0
    with package.open(unclaimed) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > budget:
                raise _too_large(name)
    if size != entry.file_size:
        raise damaged(name)
    return size


def column_of(letters: str) -> int:
    """«AB» is the 28th column."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def check_open_sheets(file: BinaryIO, name: str) -> None:
    """The same for .ods, where one row or cell may stand for a million of itself."""
    with opened_package(file, name) as package, package.open("content.xml") as part:
        _OpenScan(name).read(part)


class _Scan:
    """One pass over a part of a workbook, counting before anything is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.merged = self.sheets = self.spoken = 0
        self.texts: list[int] = []  # lengths of what cells share
        self.repeated: Counter[int] = Counter()  # {place among them: cells that say it}
        self._row = self._column = self._text = 0
        self._is_shared = False
        self._value: list[str] | None = None

    def read(self, part: BinaryIO) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.CharacterDataHandler = self._characters
        try:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self.name) from error

    def _doctype(self, *_declaration: object) -> None:
        raise damaged(self.name)  # no office program writes one; it only serves to multiply text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r") or self._row + 1)
                self._column = 0
            case "c":
                self._go_to(attributes.get("r"))
                self._is_shared = attributes.get("t") == "s"
            case "v" | "is" | "f":
                self._value = [] if self._is_shared else None
                if self._row > MOST_ROWS or self._column > MOST_COLUMNS:
                    raise _too_large(self.name)
            case "si":
                self._text = 0
            case "mergeCell":
                self.merged += 1
            case "sheet":
                self.sheets += 1

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self.texts.append(self._text)
            case "v" if self._value is not None:
                place = whole_number("".join(self._value))
                self._value = None
                if place is not None:
                    self.repeated[place] += 1

    def _characters(self, text: str) -> None:
        self._text += len(text)
        self.spoken += len(text)
        if self._value is not None:
            self._value.append(text)

    def _go_to(self, reference: str | None) -> None:
        place = CELL.fullmatch(reference or "")
        if place is None:
            self._column += 1
            return
        self._column, self._row = column_of(place[1]), int(place[2])


class _OpenScan(_Scan):
    """Rows and columns of an .ods that hold something, counted with their repetitions."""

    _rows = _row_repeats = _tables = 0
    _is_filled = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table":
                self._rows = 0
                self._tables += 1
                if self._tables > MOST_SHEETS:
                    raise _too_large(self.name)
            case "table-row":
                self._row_repeats = int(attributes.get("table:number-rows-repeated", 1))
                self._column, self._is_filled = 0, False
            case "table-cell":
                self._column += int(attributes.get("table:number-columns-repeated", 1))
                if "office:value-type" in attributes:
                    self._fill()
            case "p":
                self._fill()

    def _fill(self) -> None:
        self._is_filled = True
        if self._column > MOST_COLUMNS:
            raise _too_large(self.name)

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "table-row" and self._is_filled:
            self._rows += self._row_repeats
            if self._rows > MOST_ROWS:
                raise _too_large(self.name)


def _too_large(name: str) -> Refused:
    return Refused(
        f"Tệp «{name}» chứa quá nhiều dữ liệu để mở an toàn. Hãy chép phần cần nộp sang một tệp "
        "mới rồi tải tệp đó lên."
    )

"""What an uploaded file is, decided by opening it. Runs in a child only (`child.py`).

Every refusal tells a clerk what the file really is and what to do next.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from nganam_awards.core.files.acceptance import (
    CONTENT_TYPES,
    LIMIT_BYTES,
    FileKind,
    check_wanted,
)
from nganam_awards.core.files.packages import (
    check_well_formed,
    damaged,
    locked,
    main_part,
    opened_package,
)
from nganam_awards.core.files.repair import bare_picture, ended_pdf
from nganam_awards.core.refusals import Refused


MOST_PIXELS = 80_000_000  # an A3 sheet scanned at 600 dpi

# Files that people send by mistake: how they begin, what they are, what to do instead.
_SAVE_AS_OFFICE = "Hãy mở bằng Word hoặc Excel, chọn «Lưu thành» .docx hoặc .xlsx rồi tải lên."
_SAVE_AS_PICTURE = "Hãy lưu lại thành ảnh JPG hoặc PNG rồi tải lên."
_UNPACK = "Hãy giải nén rồi tải từng tệp bên trong lên."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
# The head of an old Office file: the size of its sectors, and which of them tell which are used.
_SHIFT_AT, _TABLE_AT, _SHIFTS = 30, 76, (9, 12)
_NO_SECTOR, _FREE_SECTOR = 0xFFFFFFFA, 0xFFFFFFFF
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (re.compile(rb"\{\\rtf"), "văn bản RTF", _SAVE_AS_OFFICE),
    (re.compile(rb"\s*(\xef\xbb\xbf)?\s*<"), "trang web (HTML) hoặc tệp XML", _SAVE_AS_OFFICE),
    (
        re.compile(rb".{4}ftyp(hei|hev|mif|msf)", re.DOTALL),
        "ảnh HEIC của điện thoại",
        _SAVE_AS_PICTURE,
    ),
    (re.compile(rb"GIF8"), "ảnh GIF", _SAVE_AS_PICTURE),
    (re.compile(rb"II\*\x00|MM\x00\*"), "ảnh TIFF", _SAVE_AS_PICTURE),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "ảnh WebP", _SAVE_AS_PICTURE),
    (re.compile(rb"Rar!"), "tệp nén RAR", _UNPACK),
    (re.compile(rb"7z\xbc\xaf"), "tệp nén 7-Zip", _UNPACK),
    (re.compile(rb"MZ|\x7fELF"), "chương trình máy tính", "Hãy chọn đúng tệp cần nộp."),
)

# Parsers of hostile bytes fail in every way a program can; the suite turns warnings into errors.
_PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    PyPdfError,
    struct.error,
    zlib.error,
)
_PIXEL_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SCRIPT = "lệnh tự chạy (JavaScript)"
_RUNNING = {
    "/JavaScript": _SCRIPT,
    "/Launch": "lệnh mở chương trình trên máy người xem",
    "/RichMedia": "nội dung động (Flash)",
    "/RichMediaExecute": "nội dung động (Flash)",
}
_PROGRAMS = re.compile(
    r"\.(app|bat|chm|cmd|com|cpl|dll|docm|exe|hta|iso|jar|jse?|lnk|msi|ps1|reg|scr|sh|vbe|vbs|wsf"
    r"|xlsm)\s*$",
    re.IGNORECASE,
)
_DEEPEST = 20
_MOST_ACTIONS = 1_000


def inspect(
    file: BinaryIO, name: str, kinds: list[str], *, told: Callable[..., None] | None = None
) -> tuple[str, int | None]:
    """(kind, pages) of a sound file of one of these kinds, or a refusal."""
    kind = _kind_of(file, name)
    check_wanted(name, kind, kinds)
    return kind.value, _OPENERS[kind](file, name)


def _kind_of(uploaded: BinaryIO, name: str) -> FileKind:
    uploaded.seek(0)
    head = uploaded.read(1024)
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office_kind(uploaded, name)
    if head.startswith(_OLD_OFFICE):
        return _old_office_kind(uploaded, name)
    if b"%PDF-" in head:  # scanners put other bytes before it, and every reader allows that
        return FileKind.PDF
    for signature, what, advice in _OTHERS:
        if signature.match(head):
            raise Refused(f"Tệp «{name}» là {what}, hệ thống không nhận loại này. {advice}")
    raise Refused(
        f"Tệp «{name}» không phải PDF, Word, Excel hay ảnh, hoặc đã hỏng. "
        "Hãy mở thử trên máy, lưu lại đúng loại rồi tải lên."
    )


def _old_office_kind(uploaded: BinaryIO, name: str) -> FileKind:
    """An old workbook without macros; other files of its make are told what to do."""
    uploaded.seek(0)
    content = uploaded.read(LIMIT_BYTES)
    if _LOCKED in content or not any(stream in content for stream in _OLD_BOOKS):
        raise Refused(
            f"Tệp «{name}» là tệp Word, Excel đời cũ hoặc có mật khẩu, hệ thống không nhận loại "
            f"này. Nếu có mật khẩu, hãy bỏ đi. {_SAVE_AS_OFFICE}"
        )
    if _OLD_MACROS in content:
        raise Refused(
            f"Tệp «{name}» có chứa macro. Hãy lưu lại thành tệp .xlsx (loại không có macro) "
            "rồi tải lên."
        )
    return FileKind.XLS


def _office_kind(uploaded: BinaryIO, name: str) -> FileKind:
    uploaded.seek(0)
    with opened_package(uploaded, name) as package:
        parts = set(package.namelist())
        main = main_part(package)
        if main.startswith("word/"):
            check_well_formed(package, main, name)
            return FileKind.DOCX
        if main.startswith("xl/"):
            return FileKind.XLSX
        if _is_open_spreadsheet(package):
            if b"encryption-data" in _manifest(package):
                raise locked(name)
            return FileKind.ODS
    if "[Content_Types].xml" in parts or "mimetype" in parts:
        raise Refused(
            f"Tệp «{name}» không phải văn bản Word (.docx) hay bảng tính Excel (.xlsx). "
            f"{_SAVE_AS_OFFICE}"
        )
    raise Refused(f"Tệp «{name}» là tệp nén ZIP, hệ thống không nhận loại này. {_UNPACK}")


def _is_open_spreadsheet(package: zipfile.ZipFile) -> bool:
    if "mimetype" not in package.namelist():
        return False
    return package.read("mimetype").strip() == CONTENT_TYPES[FileKind.ODS].encode()


def _manifest(package: zipfile.ZipFile) -> bytes:
    """What an open document says of its own parts."""
    name = "META-INF/manifest.xml"
    return package.read(name) if name in package.namelist() else b""


def _open_pdf(file: BinaryIO, name: str) -> int:
    try:
        reader = PdfReader(ended_pdf(file))
        is_encrypted = reader.is_encrypted
        page_count = 0 if is_encrypted else len(reader.pages)
        active = "" if is_encrypted else _active_in(reader)
    except _PARSER_ERRORS as error:
        raise damaged(name) from error
    if is_encrypted:
        raise Refused(
            f"Tệp «{name}» đang đặt mật khẩu hoặc khóa quyền. Hãy bỏ khóa rồi tải lên lại."
        )
    if active:
        raise Refused(
            f"Tệp «{name}» có {active}, hệ thống không nhận vì không an toàn. Hãy mở tệp, in ra "
            "PDF mới (chọn máy in «Microsoft Print to PDF») rồi tải tệp mới lên."
        )
    if not page_count:
        raise Refused(f"Tệp «{name}» không có trang nào. Hãy xuất lại tệp PDF rồi tải lên.")
    return page_count


def _active_in(reader: PdfReader) -> str:
    """What of a PDF would run when somebody opens or touches it, in words; empty: nothing."""
    root = reader.trailer["/Root"]
    names = _inner(root, "/Names")
    if "/JavaScript" in names:
        return _SCRIPT
    for path in _embedded(_inner(names, "/EmbeddedFiles"), 0):
        if _PROGRAMS.search(path):
            return f"chương trình «{path}» đính kèm bên trong"
    for place in _places(reader, root):
        for action in _actions_of(place):
            if told := _RUNNING.get(action.get("/S")):
                return told
            if "/JS" in action:
                return _SCRIPT
    return ""


def _places(reader: PdfReader, root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Whatever may carry an action: the paper, its pages, what stands on them, fields of a form."""
    yield root
    for page in reader.pages:
        yield page
        annotations = page.get("/Annots")
        annotations = annotations.get_object() if annotations is not None else ()
        for annotation in annotations if isinstance(annotations, ArrayObject) else ():
            if isinstance(found := annotation.get_object(), DictionaryObject):
                yield found
    yield from _fields(_inner(root, "/AcroForm").get("/Fields"), 0)


def _fields(found: object, depth: int) -> Iterator[DictionaryObject]:
    found = found.get_object() if found is not None else ()
    for field in found if isinstance(found, ArrayObject) and depth < _DEEPEST else ():
        if isinstance(one := field.get_object(), DictionaryObject):
            yield one
            yield from _fields(one.get("/Kids"), depth + 1)


def _actions_of(place: DictionaryObject) -> Iterator[DictionaryObject]:
    """Its own action, those of its events, and what follows on each."""
    waiting = [_inner(place, "/A"), _inner(place, "/OpenAction")]
    events = _inner(place, "/AA")
    waiting += [_inner(events, event) for event in events]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return
        action = waiting.pop()
        yield action
        following = action.get("/Next")
        following = following.get_object() if following is not None else None
        if isinstance(following, ArrayObject):
            following = [one.get_object() for one in following]
        else:
            following = [following]
        waiting += [one for one in following if isinstance(one, DictionaryObject)]


def _embedded(tree: DictionaryObject, depth: int) -> Iterator[str]:
    """Names of the files inside, out of a tree of names."""
    if depth > _DEEPEST:
        return
    for entry in (one.get_object() for one in tree.get("/Names", ())):
        if isinstance(entry, DictionaryObject):
            yield from (str(entry[key]) for key in ("/UF", "/F") if key in entry)
        elif isinstance(entry, str):
            yield entry
    for kid in tree.get("/Kids", ()):
        if isinstance(found := kid.get_object(), DictionaryObject):
            yield from _embedded(found, depth + 1)


def _inner(place: DictionaryObject, key: str) -> DictionaryObject:
    found = place.get(key)
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _open_picture(file: BinaryIO, name: str) -> None:
    file.seek(0)
    try:
        picture = Image.open(bare_picture(file), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_many_pixels(name)
        if picture.format == "PNG":
            picture.verify()  # every checksum, without unpacking the pixels
        else:
            picture.draft("RGB", (1, 1))  # to the last byte, at an eighth of the size
            picture.load()
    except _PIXEL_BOMBS as error:
        raise _too_many_pixels(name) from error
    except _PARSER_ERRORS as error:
        raise damaged(name) from error


def _open_office(_file: BinaryIO, _name: str) -> None:
    """Nothing more to open: telling Word from Excel already read every part of the package."""


def _open_old_office(file: BinaryIO, name: str) -> None:
    """Its sectors are there; what they hold is read where the list is read.

    Some programs leave the last one shorter than it should be, and every reader allows that.
    """
    file.seek(0)
    content = file.read()
    try:
        [shift] = struct.unpack_from("<H", content, _SHIFT_AT)
        if shift not in _SHIFTS:
            raise damaged(name)
        table = [n for n in struct.unpack_from("<109I", content, _TABLE_AT) if n < _NO_SECTOR]
        entries = 1 << (shift - 2)
        last = 0
        for place, sector in enumerate(table):
            used = struct.unpack_from(f"<{entries}I", content, (sector + 1) << shift)
            taken = [place * entries + n for n, one in enumerate(used) if one != _FREE_SECTOR]
            last = max(last, *taken, sector)
    except struct.error as error:
        raise damaged(name) from error
    if len(content) <= (last + 1) << shift:
        raise damaged(name)


def _too_many_pixels(name: str) -> Refused:
    return Refused(
        f"Ảnh «{name}» có kích thước quá lớn. Hãy giảm độ phân giải của ảnh rồi tải lên lại."
    )


_OPENERS: dict[FileKind, Callable[[BinaryIO, str], int | None]] = {
    FileKind.PDF: _open_pdf,
    FileKind.DOCX: _open_office,
    FileKind.XLSX: _open_office,
    FileKind.JPG: _open_picture,
    FileKind.PNG: _open_picture,
    FileKind.XLS: _open_old_office,
    FileKind.ODS: _open_office,
}

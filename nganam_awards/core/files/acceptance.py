"""Uploaded bytes: open it to believe it. The only door through which files come in (law 8).

What a file is, is decided by opening it, never by its name or by what the browser says. Every
refusal tells a clerk what the file really is and what to do next.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from nganam_awards.core import disk
from nganam_awards.core.files.packages import damaged, opened_package
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line


LIMIT_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 150
MOST_PIXELS = 80_000_000  # an A3 sheet scanned at 600 dpi

_CHUNK = 64 * 1024
_LONGEST_SUFFIX = 10
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


class FileKind(models.TextChoices):
    """Accepted file formats (định dạng): what offices send, and nothing that runs."""

    PDF = "pdf", "tệp PDF"
    DOCX = "docx", "văn bản Word (.docx)"
    XLSX = "xlsx", "bảng tính Excel (.xlsx)"
    JPG = "jpg", "ảnh JPG"
    PNG = "png", "ảnh PNG"
    XLS = "xls", "bảng tính Excel đời cũ (.xls)"
    ODS = "ods", "bảng tính OpenDocument (.ods)"


# Lists to be read once; what is kept and handed on comes in today's forms.
LIST_KINDS = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.ODS})
ALL_KINDS = frozenset(FileKind) - {FileKind.XLS, FileKind.ODS}
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
_SUFFIXES = {f".{kind}": kind for kind in FileKind} | {".jpeg": FileKind.JPG}

# Files that people send by mistake: how they begin, what they are, what to do instead.
_SAVE_AS_OFFICE = "Hãy mở bằng Word hoặc Excel, chọn «Lưu thành» .docx hoặc .xlsx rồi tải lên."
_SAVE_AS_PICTURE = "Hãy lưu lại thành ảnh JPG hoặc PNG rồi tải lên."
_UNPACK = "Hãy giải nén rồi tải từng tệp bên trong lên."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OLD_SECTOR = 512
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
    MemoryError,
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


@dataclass(frozen=True)
class Accepted:
    """What is known of a file once it has been opened; its bytes are as they came."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    page_count: int | None

    @property
    def content_type(self) -> str:
        """The type to serve it with: by its content, whatever the browser said."""
        return CONTENT_TYPES[self.kind]


def accept(uploaded: File, kinds: Collection[FileKind] = ALL_KINDS) -> Accepted:
    """Open an uploaded file and say what it is, or refuse it with what its sender should do.

    At most 25 MiB; the name must tell the truth about the content; no password, no macro.
    """
    if isinstance(uploaded, UploadedFile):  # not where a file that is here already is read again
        disk.require_room()
    name = clean_name(uploaded.name or "")
    size, sha256 = _measured(uploaded, name)
    kind = _kind_of(uploaded, name)
    _check_wanted(name, kind, kinds)
    page_count = _OPENERS[kind](uploaded, name)
    uploaded.seek(0)
    return Accepted(name, kind, size, sha256, page_count)


def clean_name(raw: str) -> str:
    """A file name to show: NFC, no folders, nothing a computer reads as a command, 150 letters."""
    last = re.split(r"[/\\]", clean_line(raw))[-1]
    name = clean_line(_NOT_IN_NAMES.sub("-", last)).strip(" .")
    suffix = PurePosixPath(name).suffix[:_LONGEST_SUFFIX]
    stem = name.removesuffix(suffix)[: LONGEST_NAME - len(suffix)].rstrip()
    return f"{stem}{suffix}" or "tệp không tên"


def _measured(uploaded: File, name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    uploaded.seek(0)
    while chunk := uploaded.read(_CHUNK):
        size += len(chunk)
        if size > LIMIT_BYTES:
            raise Refused(
                f"Tệp «{name}» lớn hơn 25 MB. Hãy quét ở độ phân giải thấp hơn hoặc tách thành "
                "nhiều tệp nhỏ hơn rồi tải lên lại."
            )
        digest.update(chunk)
    if not size:
        raise Refused(f"Tệp «{name}» rỗng, không có nội dung. Hãy mở thử trên máy rồi tải lên lại.")
    return size, digest.hexdigest()


def _kind_of(uploaded: File, name: str) -> FileKind:
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


def _old_office_kind(uploaded: File, name: str) -> FileKind:
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


def _office_kind(uploaded: File, name: str) -> FileKind:
    uploaded.seek(0)
    with opened_package(uploaded, name) as package:
        parts = set(package.namelist())
    if "word/document.xml" in parts:
        return FileKind.DOCX
    if "xl/workbook.xml" in parts:
        return FileKind.XLSX
    if _is_open_spreadsheet(uploaded, name):
        return FileKind.ODS
    if "[Content_Types].xml" in parts or "mimetype" in parts:
        raise Refused(
            f"Tệp «{name}» không phải văn bản Word (.docx) hay bảng tính Excel (.xlsx). "
            f"{_SAVE_AS_OFFICE}"
        )
    raise Refused(f"Tệp «{name}» là tệp nén ZIP, hệ thống không nhận loại này. {_UNPACK}")


def _is_open_spreadsheet(uploaded: File, name: str) -> bool:
    uploaded.seek(0)
    with opened_package(uploaded, name) as package:
        if "mimetype" not in package.namelist():
            return False
        return package.read("mimetype").strip() == CONTENT_TYPES[FileKind.ODS].encode()


def _check_wanted(name: str, kind: FileKind, kinds: Collection[FileKind]) -> None:
    truthful = _SUFFIXES.get(PurePosixPath(name).suffix.lower()) == kind
    really = f"Tệp «{name}» {'là' if truthful else 'thật ra là'} {kind.label}"
    if kind not in kinds:
        wanted = ", ".join(wanted.label for wanted in FileKind if wanted in kinds)
        raise Refused(f"{really}; ở đây chỉ nhận {wanted}.")
    if not truthful:
        raise Refused(
            f"{really}. Hãy đặt lại tên tệp có đuôi «.{kind}» cho đúng nội dung rồi tải lên lại."
        )


def _open_pdf(file: BinaryIO, name: str) -> int:
    try:
        reader = PdfReader(file)
        is_encrypted = reader.is_encrypted
        page_count = 0 if is_encrypted else len(reader.pages)
    except _PARSER_ERRORS as error:
        raise damaged(name) from error
    if is_encrypted:
        raise Refused(
            f"Tệp «{name}» đang đặt mật khẩu hoặc khóa quyền. Hãy bỏ khóa rồi tải lên lại."
        )
    if not page_count:
        raise Refused(f"Tệp «{name}» không có trang nào. Hãy xuất lại tệp PDF rồi tải lên.")
    return page_count


def _open_picture(file: BinaryIO, name: str) -> None:
    file.seek(0)
    try:
        picture = Image.open(file, formats=("JPEG", "PNG"))
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
    """Its sectors are whole; what they hold is read where the list is read."""
    if file.seek(0, 2) % _OLD_SECTOR:
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

"""Uploaded bytes: open it to believe it. The only door through which files come in (law 8).

What a file is, is decided by opening it, never by its name or by what the browser says. Every
refusal tells a clerk what the file really is and what to do next.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from nganam_awards.core import disk
from nganam_awards.core.files import child
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line


LIMIT_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 150

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
_RARE = dict.fromkeys((".jfif", ".jfi", ".jpe"), FileKind.JPG)  # true, but few computers know it


@dataclass(frozen=True)
class Accepted:
    """What is known of a file once it has been opened; its bytes are as they came."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    page_count: int | None
    is_opened: bool = True  # otherwise it is what its name says, until a worker has opened it

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
    try:
        kind, page_count = inspect(uploaded, name, kinds, child.WAITED_FOR)
    except child.BeyondLimits:
        return Accepted(name, _claimed_kind(name, kinds), size, sha256, None, is_opened=False)
    return Accepted(_completed(name, kind), kind, size, sha256, page_count)


def accept_at_once(uploaded: File, kinds: Collection[FileKind] = ALL_KINDS) -> Accepted:
    """The same where nothing may be kept unopened."""
    found = accept(uploaded, kinds)
    if not found.is_opened:
        raise Refused(
            f"Tệp «{found.name}» mở quá lâu. Hãy giảm dung lượng hoặc lưu lại thành tệp mới rồi "
            "tải lên lần nữa."
        )
    return found


def inspect(
    file: File, name: str, kinds: Collection[FileKind], limits: child.Limits
) -> tuple[FileKind, int | None]:
    """(kind, pages) as a child found them by opening the file."""
    wanted = sorted(map(str, kinds))
    kind, page_count = child.call(
        "nganam_awards.core.files.inspection:inspect", file, name, wanted, limits=limits
    )
    return FileKind(kind), page_count


def clean_name(raw: str) -> str:
    """A file name to show: NFC, no folders, nothing a computer reads as a command, 150 letters."""
    last = re.split(r"[/\\]", clean_line(raw))[-1]
    name = clean_line(_NOT_IN_NAMES.sub("-", last)).strip(" .")
    suffix = PurePosixPath(name).suffix[:_LONGEST_SUFFIX]
    stem = name.removesuffix(suffix)[: LONGEST_NAME - len(suffix)].rstrip()
    return f"{stem}{suffix}" or "tệp không tên"


def refuse_size(file: File, name: str) -> None:
    """Refuse a file that is empty or too large for anybody to open."""
    _measured(file, name)


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


def check_wanted(name: str, kind: FileKind, kinds: Collection[str]) -> None:
    """Refuse a file of another kind than asked for, or under a name that says another one."""
    suffix = PurePosixPath(name).suffix.lower()
    truthful = _SUFFIXES.get(suffix) == kind or _RARE.get(suffix) == kind or not suffix
    really = f"Tệp «{name}» {'là' if truthful else 'thật ra là'} {kind.label}"
    if kind not in kinds:
        wanted = ", ".join(wanted.label for wanted in FileKind if wanted in kinds)
        raise Refused(f"{really}; ở đây chỉ nhận {wanted}.")
    if not truthful:
        raise Refused(
            f"{really}. Hãy đặt lại tên tệp có đuôi «.{kind}» cho đúng nội dung rồi tải lên lại."
        )


def _completed(name: str, kind: FileKind) -> str:
    """The name with the ending that computers know, where it had none or a rare one."""
    suffix = PurePosixPath(name).suffix
    if suffix and suffix.lower() not in _RARE:
        return name
    return f"{name.removesuffix(suffix)}.{kind}"


def _claimed_kind(name: str, kinds: Collection[FileKind]) -> FileKind:
    """What the name says, for as long as nobody knows better."""
    kind = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if kind is None or kind not in kinds:
        wanted = ", ".join(wanted.label for wanted in FileKind if wanted in kinds)
        raise Refused(f"Tệp «{name}» không có đuôi tên đúng loại; ở đây chỉ nhận {wanted}.")
    return kind

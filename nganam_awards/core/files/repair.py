"""Files that every reader opens although a byte beside the content is wrong. For a child alone."""

import io
import re
import struct
import zlib
from typing import BinaryIO


_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_SHOWN = {b"tRNS", b"eXIf"}  # beside the critical parts: what is clear, and which side is up
_UNENDED = re.compile(rb"startxref\s+\d+\s*\Z")
_END = b"%%EOF"
_TAIL = 1024  # where readers look for the end of a PDF


def bare_picture(file: BinaryIO) -> BinaryIO:
    """A PNG without profiles, texts and dates, which may be large or wrong; a JPEG as it is.

    Raises ValueError where what is drawn itself is broken or cut off.
    """
    file.seek(0)
    if file.read(len(_PNG_HEAD)) != _PNG_HEAD:
        file.seek(0)
        return file
    kept = io.BytesIO()
    kept.write(_PNG_HEAD)
    kind = b""
    while kind != b"IEND":
        head = file.read(8)
        if len(head) < 8:
            raise ValueError("cut off")
        size, kind = struct.unpack(">I4s", head)
        rest = file.read(size + 4)
        is_critical = not kind[0] & 0x20
        is_sound = len(rest) == size + 4 and _checksum(kind, rest[:-4]) == rest[-4:]
        if is_critical and not is_sound:
            raise ValueError("broken")
        if is_critical or (kind in _SHOWN and is_sound):
            kept.write(head + rest)
    kept.seek(0)
    return kept


def ended_pdf(file: BinaryIO) -> BinaryIO:
    """The file itself; with its last line where only that one is missing."""
    start = max(file.seek(0, 2) - _TAIL, 0)
    file.seek(start)
    tail = file.read()
    file.seek(0)
    if _END in tail or not _UNENDED.search(tail):
        return file
    return io.BytesIO(file.read() + b"\n" + _END + b"\n")


def _checksum(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))

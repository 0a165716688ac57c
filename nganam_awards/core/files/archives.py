"""Files handed out together: one ZIP, the same bytes for the same content, with what is in it.

Names are plain letters in the order in which the files are read; every system opens them.
"""

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, NamedTuple

from nganam_awards.core.text import fold


MANIFEST = "MANIFEST.txt"
_IN_MEMORY = 8 * 1024 * 1024  # a larger archive waits on disk while it is sent
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the hour of the download is no content


class Member(NamedTuple):
    """One file of an archive."""

    name: str
    content: bytes


def write_archive(members: Iterable[Member]) -> IO[bytes]:
    """The archive, ready to be read; what it holds stands in its last member, with sha256."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    told = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, _NO_DAY), content)
            told.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archive.writestr(zipfile.ZipInfo(MANIFEST, _NO_DAY), "".join(told))
    file.seek(0)
    return file


def safe_name(name: str) -> str:
    """A file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", fold(name)).strip("-")


def content_of(row: object) -> bytes:
    """The bytes of a row's file."""
    with row.file.open("rb") as file:
        return file.read()

"""Files handed out together: one ZIP, the same bytes for the same content, with what is in it.

Names are plain letters in the order in which the files are read; every system opens them.
"""

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, NamedTuple

from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.text import fold


MANIFEST = "MANIFEST.txt"
_IN_MEMORY = 8 * 1024 * 1024  # a larger archive waits on disk while it is sent
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the hour of the download is no content


class Member(NamedTuple):
    """One file of an archive."""

    name: str
    content: bytes


class LeftOut(NamedTuple):
    """One file that should be in an archive and is not, with the sentence that says why."""

    name: str
    why: str


def write_archive(members: Iterable[Member | LeftOut]) -> IO[bytes]:
    """The archive, ready to be read; what it holds stands in its last member, with sha256.

    What was left out stands there too, as remarks that `sha256sum -c` passes over.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    told = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            if isinstance(member, LeftOut):
                told.append(f"# Không có trong tệp nén này: {member.name}. {member.why}\n")
                continue
            archive.writestr(zipfile.ZipInfo(member.name, _NO_DAY), member.content)
            told.append(f"{hashlib.sha256(member.content).hexdigest()}  {member.name}\n")
        archive.writestr(zipfile.ZipInfo(MANIFEST, _NO_DAY), "".join(told))
    file.seek(0)
    return file


def safe_name(name: str) -> str:
    """A file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", fold(name)).strip("-")


def stored_member(name: str, row: StoredFile) -> Member | LeftOut:
    """An uploaded file under this name; one that is not safe is left out."""
    return LeftOut(name, why) if (why := row.scan_blocker) else Member(name, content_of(row))


def content_of(row: object) -> bytes:
    """The bytes of a row's file."""
    with row.file.open("rb") as file:
        return file.read()

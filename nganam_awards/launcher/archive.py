"""One archive of all that a portal keeps: a tar that says what it is first and its sums last."""

import contextlib
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from nganam_awards.launcher import seal
from nganam_awards.launcher.trouble import Trouble, reason_of


FORMAT = 1
HEADER, DUMP, KEY, SUMS = "portal.json", "database.dump", "secret_key", "SHA256.json"
FILES = "media"
_PIECE = 1024 * 1024
_BROKEN = "the archive is damaged or cut short"


class _Summed:
    """A file that is summed up while tar reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


class Writing:
    """An archive while it is made; its sums are written by `finish`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar, self._sums = tar, {}

    def add(self, name: str, data: bytes) -> None:
        """A small member."""
        self._put(name, io.BytesIO(data), len(data))

    def add_file(self, name: str, path: Path) -> None:
        """A member as it lies on the disk."""
        with path.open("rb") as file:
            self._put(name, file, os.fstat(file.fileno()).st_size)

    def _put(self, name: str, file: BinaryIO, size: int) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.mode = size, 0o600
        summed = _Summed(file)
        self._tar.addfile(about, summed)
        self._sums[name] = summed.digest.hexdigest()

    def finish(self) -> None:
        """The sums of everything before them: a cut archive has none."""
        self.add(SUMS, json.dumps(self._sums, indent=0, sort_keys=True).encode())


@contextlib.contextmanager
def written(target: Path, passphrase: str) -> Iterator[Writing]:
    """Make an archive beside its place and move it there whole; a break leaves nothing."""
    if target.exists():
        raise Trouble(f"{target} exists; name a new file.")
    draft = target.with_name(f"{target.name}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            inner = seal.SealedWriter(file, passphrase) if passphrase else file
            with tarfile.open(fileobj=inner, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                archive = Writing(tar)
                yield archive
                archive.finish()
            if passphrase:
                inner.close()
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    except OSError as error:
        raise Trouble(f"cannot write {target}: {reason_of(error)}.") from error
    finally:
        draft.unlink(missing_ok=True)


def is_sealed(path: Path) -> bool:
    """Does the archive ask for a passphrase?"""
    try:
        with path.open("rb") as file:
            return seal.is_sealed(file)
    except OSError as error:
        raise Trouble(f"cannot read {path}: {reason_of(error)}.") from error


def unpack(path: Path, into: Path, passphrase: str, check: Callable[[dict], None]) -> dict:
    """Write every member under a folder, each compared with its sum; give the header.

    `check` sees the header before anything else is unpacked, and may raise Trouble.
    """
    try:
        with path.open("rb") as file:
            is_closed = seal.is_sealed(file)
            inner = seal.SealedReader(file, passphrase) if is_closed else file
            with tarfile.open(fileobj=inner, mode="r|") as tar:
                header = _unpack_members(tar, into, check)
            while inner.read(_PIECE):  # to the last piece, which proves that none is missing
                pass
            return header
    except tarfile.TarError as error:
        raise Trouble(f"{_BROKEN}: {path}.") from error
    except OSError as error:
        raise Trouble(f"cannot unpack {path}: {reason_of(error)}.") from error


def _unpack_members(tar: tarfile.TarFile, into: Path, check: Callable[[dict], None]) -> dict:
    header, sums, told = None, {}, None
    for member in tar:
        if told is not None or not member.isreg():
            raise Trouble(f"{_BROKEN}: {member.name} has no place in it.")
        stream = tar.extractfile(member)
        if header is None:
            header = _header(member.name, stream)
            check(header)
        if member.name == SUMS:
            told = json.loads(stream.read())
        elif member.name == HEADER:
            sums[HEADER] = None
        else:
            sums[member.name] = _keep(stream, into / _safe(member.name))
    if told is None:
        raise Trouble(f"{_BROKEN}: it has no end.")
    if wrong := [n for n in {*told, *sums} if n != HEADER and told.get(n) != sums.get(n)]:
        raise Trouble(f"{_BROKEN}: {len(wrong)} members differ, {min(wrong)} first.")
    return header


def _header(name: str, stream: BinaryIO) -> dict:
    if name != HEADER:
        raise Trouble("this is no archive of the portal.")
    header = json.loads(stream.read())
    if header["format"] > FORMAT:
        raise Trouble(f"the archive was made by a newer portal ({header['release']}).")
    return header


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Trouble(f"{_BROKEN}: {name} leads out of it.")
    return path


def _keep(stream: BinaryIO, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()

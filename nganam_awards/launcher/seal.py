"""A passphrase over a whole archive: nobody reads, cuts or changes it without being noticed.

The STREAM construction that age uses, on AES-256-GCM of `cryptography`: the key comes from the
passphrase by scrypt, each piece of 1 MiB has its number in the nonce, and the last one says so.
"""

import secrets
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nganam_awards.launcher.trouble import Trouble


MAGIC = b"nganam-portal sealed 1\n"
_SALT, _PREFIX, _TAG = 16, 7, 16
_PIECE = 1024 * 1024
_WRONG = "the passphrase is wrong, or the archive is damaged."


def is_sealed(file: BinaryIO) -> bool:
    """Does the archive ask for a passphrase? The file is left at its beginning."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + struct.pack("!IB", number, is_last)


class SealedWriter:
    """What is written here comes out sealed; `close` writes the last piece, not the file's end."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = secrets.token_bytes(_SALT), secrets.token_bytes(_PREFIX)
        self._file, self._cipher = file, _cipher(passphrase, salt)
        self._number, self._rest = 0, bytearray()
        file.write(MAGIC + salt + self._prefix)

    def write(self, data: bytes) -> int:
        """Seal every full piece but the newest: that may be the last."""
        self._rest += data
        while len(self._rest) > _PIECE:
            self._seal(bytes(self._rest[:_PIECE]), is_last=False)
            del self._rest[:_PIECE]
        return len(data)

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self._rest), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1


class SealedReader:
    """The plain bytes of a sealed archive; a wrong passphrase or a missing end is Trouble."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        head = file.read(len(MAGIC) + _SALT + _PREFIX)
        salt, self._prefix = head[len(MAGIC) : len(MAGIC) + _SALT], head[len(MAGIC) + _SALT :]
        if len(self._prefix) != _PREFIX:
            raise Trouble(_WRONG)
        self._file, self._cipher = file, _cipher(passphrase, salt)
        self._number, self._ahead = 0, file.read(_PIECE + _TAG)
        self._plain, self._has_ended = bytearray(), False

    def read(self, size: int = -1) -> bytes:
        """As a file would."""
        while not self._has_ended and (size < 0 or len(self._plain) < size):
            self._open_next()
        size = len(self._plain) if size < 0 else size
        taken = bytes(self._plain[:size])
        del self._plain[:size]
        return taken

    def _open_next(self) -> None:
        piece, self._ahead = self._ahead, self._file.read(_PIECE + _TAG)
        self._has_ended = not self._ahead
        nonce = _nonce(self._prefix, self._number, is_last=self._has_ended)
        try:
            self._plain += self._cipher.decrypt(nonce, piece, None)
        except (InvalidTag, ValueError) as error:
            raise Trouble(_WRONG) from error
        self._number += 1

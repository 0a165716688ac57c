"""ClamAV over its own socket (INSTREAM): one file, one answer. Off unless `CLAMD_URL` is set."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings


_CHUNK = 64 * 1024
_ANSWER_BYTES = 4096
_SECONDS = 60  # for each word on the line; a scanner that needs longer is asked again later
_AWAKE_SECONDS = 2  # the health page waits no longer
_PORT = 3310


class Silent(Exception):  # noqa: N818 - named as the office speaks
    """The scanner does not answer, or not in its own words."""


def is_on() -> bool:
    """Whether this office has a scanner."""
    return bool(settings.CLAMD_URL)


def virus_in(file: BinaryIO) -> str:
    """The name of what was found; empty: nothing. Raises `Silent`."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except OSError as error:
        raise Silent(type(error).__name__) from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    if answer.endswith(": OK"):
        return ""
    raise Silent(answer[:80])


def is_awake() -> bool:
    """Whether it answers a PING."""
    try:
        with _connected(_AWAKE_SECONDS) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _connected(seconds: float = _SECONDS) -> socket.socket:
    """`tcp://host:port`, or `unix:///run/clamav/clamd.ctl`."""
    place = urlsplit(settings.CLAMD_URL)
    if place.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(place.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((place.hostname, place.port or _PORT), timeout=seconds)


def _answer(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < _ANSWER_BYTES:
        if not (more := line.recv(_ANSWER_BYTES)):
            break
        heard += more
    return heard.rstrip(b"\0").decode("utf-8", "replace").strip()

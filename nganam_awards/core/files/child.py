"""Hostile bytes are opened in a child: small, timed, without network, thrown away after each file.

A process that opens files keeps one server beside it: a plain Python that holds no connection and
no file of ours, has loaded the parsers and forks for every file. What is forked gets the file and
one pipe; the kernel bounds its memory, processor time, files and hour. What it says is JSON.
"""

import contextlib
import ctypes
import importlib
import json
import math
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import IO

from nganam_awards.core.refusals import Refused


ROOT = Path(__file__).resolve().parents[3]
MIB = 1024 * 1024
# The only modules that a child runs, and the only ones that know a parser of files.
MODULES = frozenset(
    {
        "nganam_awards.core.files.inspection",
        "nganam_awards.core.sheets.reader",
        "nganam_awards.documents.canvas",
    }
)

_START_SECONDS = 30  # our own code being loaded on a busy machine; nothing hostile yet
_GRACE_SECONDS = 3  # the kernel ends a child in time; this waits for a server that does not
_LONGEST_REQUEST = 64 * 1024
_LARGEST_ANSWER = 256 * MIB
_MOST_FILES = 64
_LARGEST_FILE = 64 * MIB
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_NO_NEW_PRIVS = 38


class BeyondLimits(Refused):
    """The file asked more time or memory than it may have, or broke its parser."""

    def __init__(self) -> None:
        super().__init__(
            "Không đọc được tệp này: nội dung phức tạp hoặc nặng quá mức. Hãy chép phần cần nộp "
            "sang một tệp mới (hoặc in lại thành PDF mới) rồi tải lên."
        )


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds by the clock, memory on top of the empty child."""

    seconds: float
    memory_mib: int


WAITED_FOR = Limits(2, 256)  # somebody's request waits
IN_BACKGROUND = Limits(20, 512)


def call(
    name: str,
    file: IO[bytes],
    *arguments: object,
    limits: Limits,
    told: Callable[..., None] | None = None,
) -> object:
    """Run `module:function` on an open file in a child; plain values go in and come out.

    Raises what the function refuses, and BeyondLimits. `told` hears what the function yields
    before its last value.
    """
    with _descriptor_of(file) as descriptor:
        reader, writer = os.pipe()
        request = json.dumps([name, list(arguments), asdict(limits)]).encode()
        try:
            with _lock:
                _Server.here().send(request, [descriptor, writer])
        except OSError as error:
            os.close(reader)
            raise BeyondLimits from error
        finally:
            os.close(writer)
        with os.fdopen(reader, "rb", buffering=0) as answer:
            return _heard(answer, limits.seconds + _GRACE_SECONDS, told)


def _heard(answer: IO[bytes], seconds: float, told: Callable[..., None] | None) -> object:
    """The last value of a child; every other line is told as it comes."""
    until, pending, size = time.monotonic() + seconds, b"", 0
    while select.select([answer], [], [], max(until - time.monotonic(), 0))[0]:
        chunk = answer.read(MIB)
        pending, size = pending + chunk, size + len(chunk)
        if not chunk or size > _LARGEST_ANSWER:
            raise BeyondLimits
        if b"\n" not in chunk:
            continue
        *lines, pending = pending.split(b"\n")
        for line in lines:
            kind, value = json.loads(line)
            if kind == "value":
                return value
            if kind == "refused":
                raise Refused(*value)
            if told:
                told(*value)
    with _lock:
        _Server.drop()  # it neither answered nor ended its child
    raise BeyondLimits


@contextlib.contextmanager
def _descriptor_of(file: IO[bytes]) -> Iterator[int]:
    """A descriptor on the bytes; what lies in memory is copied to an unnamed file of memory."""
    file.seek(0)
    try:
        descriptor = file.fileno()
    except (AttributeError, OSError):  # io.UnsupportedOperation: it lies in memory
        descriptor = None
    try:
        if descriptor is not None:
            yield descriptor
        else:
            with os.fdopen(os.memfd_create("upload"), "w+b") as copy:
                copy.write(file.read())
                copy.flush()
                yield copy.fileno()
    finally:
        file.seek(0)


class _Server:
    """The process that forks, as its owner sees it."""

    _one: "_Server | None" = None

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own Python, our own module
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=ROOT,
                env={"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)},  # no secret of the portal
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.socket.settimeout(_START_SECONDS)

    @classmethod
    def here(cls) -> "_Server":
        """The one of this process; a fork of ours does not use its parent's."""
        if (one := cls._one) and one.owner == os.getpid() and one.process.poll() is None:
            return one
        if one and one.owner == os.getpid():
            cls.drop()
        cls._one = _Server()
        return cls._one

    @classmethod
    def drop(cls) -> None:
        """End it with all that it forked."""
        one, cls._one = cls._one, None
        if one and one.owner == os.getpid():
            one.socket.close()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()

    def send(self, request: bytes, descriptors: list[int]) -> None:
        """Hand a file over once the server has loaded what the request needs."""
        socket.send_fds(self.socket, [request], descriptors)
        self.socket.recv(1)


_lock = Lock()


# In the child -----------------------------------------------------------------------------------


def serve(connection: socket.socket) -> None:
    """Fork for every request until the owner is gone."""
    _without_network()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries what was forked
    while True:
        request, descriptors, _, _ = socket.recv_fds(connection, _LONGEST_REQUEST, 2)
        if not request:
            return
        name, arguments, limits = json.loads(request)
        module, _, function = name.partition(":")
        if module in MODULES:
            run = getattr(importlib.import_module(module), function)
            if os.fork() == 0:
                connection.close()
                _bound(Limits(**limits))
                _answer(run, *descriptors, arguments)
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(b".")


def _answer(run: Callable, file: int, answer: int, arguments: list) -> None:
    """Say what came of it, and end at once: nothing of this process is used again."""
    try:
        with os.fdopen(answer, "wb") as stream, os.fdopen(file, "rb") as opened:

            def tell(kind: str, value: object) -> None:
                stream.write(json.dumps([kind, value]).encode() + b"\n")
                stream.flush()

            opened.seek(0)
            try:
                tell("value", run(opened, *arguments, told=lambda *said: tell("told", said)))
            except Refused as refusal:
                tell("refused", list(refusal.reasons))
    finally:
        os._exit(0)


def _bound(limits: Limits) -> None:
    """The kernel keeps these; no code of a parser can put them off."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    empty = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, empty + limits.memory_mib * MIB),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds)),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _without_network() -> None:
    """A network of its own, with nothing in it, where the kernel grants one; no new rights."""
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET):
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

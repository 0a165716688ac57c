"""What a killed earlier run left running: found by the data folder it serves, and ended."""

import contextlib
import os
import signal
import time
from pathlib import Path

from nganam_awards.launcher.processes import MARK, environment_of, is_alive, link_of, pids


SERVERS = ("postgres", "redis-server")
PATIENCE = 10.0


def leftovers(folder: Path) -> list[int]:
    """Processes that serve this data folder, whoever started them.

    Call it only while holding the folder's lock. Python programs carry the folder in their
    environment; PostgreSQL and Redis write over theirs, but they sit inside the folder. A stale
    pid file is never asked: its number may be anybody's by now.
    """
    return [pid for pid in pids() if _serves(pid, folder) and is_alive(pid)]


def _serves(pid: int, folder: Path) -> bool:
    if environment_of(pid).get(MARK) == str(folder):
        return True
    place = link_of(pid, "cwd")
    return place is not None and _is_server(pid) and place.is_relative_to(folder)


def _is_server(pid: int) -> bool:
    program = link_of(pid, "exe")
    # The kernel adds « (deleted)» when the program was installed anew since.
    return program is not None and program.name.removesuffix(" (deleted)") in SERVERS


def end_leftovers(folder: Path) -> int:
    """End every leftover of this data folder, and say how many there were.

    Servers may first write down what they hold; a worker or a web process is safe to kill.
    """
    found = leftovers(folder)
    for pid in found:
        _send(pid, signal.SIGINT if _is_server(pid) else signal.SIGKILL)
    if not _are_gone(folder, found):
        for pid in leftovers(folder):
            _send(pid, signal.SIGKILL)
        _are_gone(folder, found)
    return len(found)


def _send(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _are_gone(folder: Path, found: list[int]) -> bool:
    """One that gives back its memory serves nothing any more, and holds its folder still."""
    deadline = time.monotonic() + PATIENCE
    while leftovers(folder) or any(is_alive(pid) for pid in found):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True

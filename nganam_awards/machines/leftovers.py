"""What a killed earlier run left running: found by the data folder it serves, and ended."""

import contextlib
import os
import signal
import time
from pathlib import Path

from nganam_awards.machines.processes import MARK, environment_of, is_alive, link_of, pids


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
    program, place = link_of(pid, "exe"), link_of(pid, "cwd")
    if program is None or place is None:
        return False
    # The kernel adds « (deleted)» when the program was installed anew since.
    return program.name.split(" ")[0] in SERVERS and place.is_relative_to(folder)


def end_leftovers(folder: Path) -> int:
    """End every leftover of this data folder: first politely, then for good. Say how many."""
    found = leftovers(folder)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        for pid in leftovers(folder):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        deadline = time.monotonic() + PATIENCE
        while leftovers(folder) and time.monotonic() < deadline:
            time.sleep(0.05)
    return len(found)

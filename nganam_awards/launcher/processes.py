"""Programs as processes: born to die with their parent, stopped and found again by name."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


MARK = "PORTAL_SUPERVISED"  # in the environment of every child: the data folder it serves

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Ask the kernel to send this process a signal when the one that made it ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


@dataclass(frozen=True)
class Owner:
    """The account a program runs as, when it is not our own."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Program:
    """One program of the portal: how it starts, where it writes, how it is asked to stop."""

    name: str
    argv: list[str]
    env: dict[str, str]
    cwd: Path
    log: Path
    stops: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 10.0),)  # signal, patience in seconds
    death_signal: int = signal.SIGKILL
    owner: Owner | None = None
    pass_fds: tuple[int, ...] = ()


@dataclass
class Child:
    """A program while it runs, and what is remembered about its earlier lives."""

    program: Program
    process: subprocess.Popen | None = None
    born_at: float = 0.0
    failures: int = 0
    again_at: float = field(default=0.0)

    @property
    def name(self) -> str:
        return self.program.name

    def spawn(self, stdout: int | None = None) -> None:
        """Start the program in a session of its own, out of reach of the terminal's Ctrl-C."""
        program, parent = self.program, os.getpid()
        owner = program.owner
        with program.log.open("ab") as log:
            self.process = subprocess.Popen(
                program.argv,
                env=program.env,
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log if stdout is None else stdout,
                stderr=log,
                start_new_session=True,
                pass_fds=program.pass_fds,
                preexec_fn=_dying_with(parent, program.death_signal),  # noqa: PLW1509  no threads here
                umask=0o077,
                **_as_owner(owner),
            )
        self.born_at = time.monotonic()

    def has_ended(self) -> bool:
        """Notice an end, and take what is left of its process group along.

        The group is killed before the dead leader is reaped: until then nobody else can be
        given its number.
        """
        if self.process is None:
            return True
        if self.process.returncode is not None:
            return True
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        if os.waitid(os.P_PID, self.process.pid, flags) is None:
            return False
        self._kill_group()
        self.process.wait()
        return True

    def stop(self, hurried: Callable[[], bool] = lambda: False) -> None:
        """Ask politely, wait, insist, and leave nothing of the process group behind."""
        for number, patience in self.program.stops:
            if self.has_ended():
                return
            os.kill(self.process.pid, number)  # not yet reaped, so the number is still its own
            if self._ends_within(patience, hurried):
                return
        while not self.has_ended():
            self._kill_group()
            time.sleep(0.02)

    def _ends_within(self, patience: float, hurried: Callable[[], bool]) -> bool:
        asked_at = time.monotonic()
        while not self.has_ended():
            if time.monotonic() - asked_at > (0.5 if hurried() else patience):
                return False
            time.sleep(0.02)
        return True

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def how_it_ended(self) -> str:
        """Say how the process ended, for the screen."""
        return ending(self.process.returncode)


def ending(returncode: int) -> str:
    """Put an exit status into words."""
    if returncode < 0:
        return f"killed by {signal.Signals(-returncode).name}"
    return f"exit status {returncode}"


def _as_owner(owner: Owner | None) -> dict:
    if owner is None or owner.uid == os.geteuid():
        return {}
    return {"user": owner.uid, "group": owner.gid, "extra_groups": []}


def _dying_with(parent: int, number: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with_parent(number)
        if os.getppid() != parent:  # it ended between the fork and the line above
            os._exit(1)

    return prepare


def run_attached(argv: list[str], env: dict[str, str], cwd: Path) -> int:
    """Run a command on our own terminal and give its exit status, as a shell would."""
    parent = os.getpid()
    process = subprocess.Popen(
        argv,
        env=env,
        cwd=cwd,
        preexec_fn=_dying_with(parent, signal.SIGTERM),  # noqa: PLW1509  no threads here
    )

    def forward(number: int, _frame: object) -> None:
        process.send_signal(number)

    def interrupt(number: int, frame: object) -> None:
        if not sys.stdin.isatty():  # a terminal's Ctrl-C has reached the child already
            forward(number, frame)

    earlier = {
        signal.SIGINT: signal.signal(signal.SIGINT, interrupt),
        signal.SIGTERM: signal.signal(signal.SIGTERM, forward),
        signal.SIGHUP: signal.signal(signal.SIGHUP, forward),
    }
    try:
        returncode = process.wait()
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
    return 128 - returncode if returncode < 0 else returncode


def pids() -> Iterator[int]:
    """Every process there is, but for ourselves."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            yield int(entry.name)


def environment_of(pid: int) -> dict[str, str]:
    """Read what a process was started with; nothing where we may not look."""
    try:
        raw = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return {}
    pairs = (item.partition(b"=") for item in raw.split(b"\0") if b"=" in item)
    return {os.fsdecode(name): os.fsdecode(value) for name, _, value in pairs}


def link_of(pid: int, name: str) -> Path | None:
    """Read `exe` or `cwd` of a process; None where we may not look."""
    try:
        return Path(os.readlink(f"/proc/{pid}/{name}"))  # noqa: PTH115  Path.readlink is the same
    except OSError:
        return None


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be reaped does not."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[0] not in {"Z", "X"}

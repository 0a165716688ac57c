"""The crew of a run: started in order, restarted when one dies, stopped in the opposite order."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from nganam_awards.launcher.processes import Child, Program
from nganam_awards.launcher.screen import say
from nganam_awards.launcher.trouble import Trouble, reason_of


FIRST_WAIT = 0.5  # seconds before a dead program is started again; doubles up to ...
LONGEST_WAIT = 30.0
LONG_LIFE = 60.0  # a program that lived this long is forgiven its earlier deaths
PATIENCE_AT_START = 3  # deaths in a row before a start is given up
_REFUSED = "CommandError: "  # how a management command ends that says why itself
_LAST_BYTES = 4096
BEAT = 0.1  # seconds between two looks at the children


class Stopped(Exception):  # noqa: N818  it is a request, not an error
    """Someone asked the run to end: Ctrl-C, SIGTERM, a closed terminal."""


class _Lines:
    """What a program has printed so far, line by line, read without waiting and without threads."""

    def __init__(self, stream: IO[bytes], hear: Callable[[str], None]) -> None:
        os.set_blocking(stream.fileno(), False)
        self.stream = stream
        self.hear = hear
        self.rest = b""

    def read(self) -> None:
        *lines, self.rest = (self.rest + (self.stream.read() or b"")).split(b"\n")
        for line in lines:
            self.hear(line.decode(errors="replace"))


def _last_words(log: Path) -> str:
    """The sentence with which a management command refused; empty where it broke otherwise."""
    with log.open("rb") as file:
        file.seek(-min(_LAST_BYTES, file.seek(0, os.SEEK_END)), os.SEEK_END)
        lines = file.read().decode("utf-8", "replace").rstrip().splitlines()
    return lines[-1].removeprefix(_REFUSED) if lines and lines[-1].startswith(_REFUSED) else ""


class Crew:
    """The programs of one run, in the order in which they were started."""

    def __init__(self, tell: Callable[[str], None] = say) -> None:
        self.children: list[Child] = []
        self.tell = tell
        self.on_spawn: Callable[[Child], None] = lambda child: None
        self._calls = 0  # how often we were asked to stop
        self._wake = threading.Event()

    # -- being asked to stop ------------------------------------------------------------------

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Turn the signals that end a run into a flag, for as long as the run lasts."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # under nohup it stays ignored
            numbers.append(signal.SIGHUP)
        earlier = {number: signal.signal(number, self._called) for number in numbers}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)

    def _called(self, _number: int, _frame: object) -> None:
        self._calls += 1
        self._wake.set()

    def pause(self, seconds: float) -> None:
        """Wait, but not past the moment someone asks us to stop."""
        if self._wake.wait(seconds):
            raise Stopped

    # -- starting and watching ----------------------------------------------------------------

    def start(self, program: Program) -> Child:
        """Take a program into the crew and start it."""
        child = Child(program)
        self.children.append(child)
        self._spawn(child)
        return child

    def _spawn(self, child: Child, stdout: int | None = None) -> None:
        try:
            child.spawn(stdout)
        except OSError as error:
            raise Trouble(f"cannot start {child.name}: {reason_of(error)}.") from error
        if stdout is None:
            self.on_spawn(child)

    def look(self) -> None:
        """Notice who died and start again whoever has waited long enough."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.has_ended():
                self._bury(child, now)
            if child.process is None and now >= child.again_at:
                self._spawn_again(child, now)

    def _spawn_again(self, child: Child, now: float) -> None:
        """A start that the system refuses (a full disk) is one more failure, not the run's end."""
        try:
            self._spawn(child)
        except Trouble as trouble:
            wait = self._postpone(child, now)
            self.tell(f"{trouble} Trying again in {wait:g} s")

    def _bury(self, child: Child, now: float) -> None:
        if now - child.born_at > LONG_LIFE:
            child.failures = 0
        wait = self._postpone(child, now)
        how = child.how_it_ended()
        child.process = None
        self.tell(f"{child.name} ended ({how}); starting it again in {wait:g} s")

    def _postpone(self, child: Child, now: float) -> float:
        wait = min(FIRST_WAIT * 2 ** min(child.failures, 10), LONGEST_WAIT)
        child.failures += 1
        child.again_at = now + wait
        return wait

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str) -> None:
        """Watch over the crew until something is so; give up with a sentence."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.look()
            for child in self.children:
                if child.failures >= PATIENCE_AT_START:
                    log = child.program.log
                    raise Trouble(f"{child.name} does not stay up; the reason stands in {log}.")
            if time.monotonic() > deadline:
                raise Trouble(f"{what} after {seconds:g} s; the logs are in {self._logs()}.")
            self.pause(BEAT)

    def run_once(self, program: Program, hear: Callable[[str], None]) -> None:
        """Run a program to its end while watching the others, and hear what it prints."""
        child = Child(program)
        self._spawn(child, stdout=subprocess.PIPE)
        lines = _Lines(child.process.stdout, hear)
        try:
            while not child.has_ended():
                lines.read()
                self.look()
                self.pause(BEAT / 2)
        finally:
            child.stop()
            lines.read()
            child.process.stdout.close()
        if child.process.returncode:
            if told := _last_words(program.log):
                raise Trouble(told)
            raise Trouble(
                f"{program.name} failed ({child.how_it_ended()}); "
                f"the reason stands in {program.log}."
            )

    def _logs(self) -> str:
        return str(self.children[-1].program.log.parent) if self.children else "no log"

    def watch(self, each_minute: Callable[[], None] = lambda: None) -> None:
        """Keep the crew alive until someone asks to stop."""
        minute_ends = time.monotonic() + 60
        while True:
            self.pause(BEAT)
            self.look()
            if time.monotonic() > minute_ends:
                minute_ends += 60
                each_minute()

    # -- stopping -----------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop everyone, last started first; being asked once more makes it quick."""
        calls = self._calls
        while self.children:
            child = self.children.pop()
            if child.process is not None:
                child.stop(hurried=lambda: self._calls > calls)

"""Small programs and folders to supervise; no Django here."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nganam_awards.launcher.datafolder import CHECKOUT, DataFolder
from nganam_awards.launcher.processes import MARK, Program
from nganam_awards.launcher.supervision import Crew


def eventually(is_so: Callable[[], bool], seconds: float = 8, every: float = 0.02) -> bool:
    """Wait for something that another process brings about; `every` so many seconds a look."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other accounts can reach; pytest keeps its own to itself."""
    place = Path(tempfile.mkdtemp(prefix="nganam-place-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder, ready for a run."""
    folder = DataFolder(tmp_path / "data")
    folder.make()
    folder.furnish()
    return folder


@pytest.fixture
def told() -> list[str]:
    """What the crew says on the screen."""
    return []


@pytest.fixture
def crew(told: list[str]) -> Iterator[Crew]:
    """A crew that is gone after the test."""
    crew = Crew(tell=told.append)
    yield crew
    crew.stop()


@pytest.fixture
def shell(folder: DataFolder) -> Callable[..., Program]:
    """Make a program out of a line of shell."""

    def make(line: str, name: str = "program", **facts: object) -> Program:
        env = {**os.environ, MARK: str(folder.path)}
        argv = ["/bin/sh", "-c", line]
        return Program(name, argv, env=env, cwd=folder.path, log=folder.log(name), **facts)

    return make


@pytest.fixture
def other_process() -> Iterator[Callable[..., subprocess.Popen]]:
    """Run a piece of Python beside the test; its first line of output says that it stands."""
    processes = []

    def start(code: str, *arguments: object) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()

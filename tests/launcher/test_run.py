"""`./portal run`, for real: up, private, hard to kill, gone without a trace."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from nganam_awards.launcher.datafolder import CHECKOUT, ENVIRONMENT
from nganam_awards.launcher.leftovers import leftovers
from tests.launcher.conftest import eventually


PARTS = {"postgres", "redis", "beat", "worker", "web"}


class Portal:
    """One data folder and the runs on it."""

    def __init__(self, place: Path) -> None:
        self.data = place / "data"
        self.screen = place / "screen"
        self.process: subprocess.Popen | None = None

    def call(self, *arguments: str, **options: object) -> subprocess.Popen:
        """Start a command without the suite's own servers and settings."""
        env = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
        argv = [sys.executable, "-m", "nganam_awards.launcher", *arguments]
        return subprocess.Popen(argv, cwd=CHECKOUT, env=env, **options)

    def run(self, port: str) -> str:
        """Start the portal and wait until it is ready; give its address."""
        with self.screen.open("w") as screen:
            self.process = self.call(
                "run", "--no-demo", "--port", port, "--data", str(self.data), stdout=screen
            )
        assert eventually(
            lambda: self.says("ready") or self.process.poll() is not None, seconds=120
        )
        found = re.search(r"^ready (http://127\.0\.0\.1:\d+)$", self.screen.read_text(), re.M)
        assert found, self.screen.read_text()
        return found[1]

    def says(self, words: str) -> bool:
        return words in self.screen.read_text()

    def answer(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command to its end."""
        process = self.call(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, errors = process.communicate(timeout=60)
        return process.returncode, out, errors

    def pid(self, part: str) -> int:
        return int((self.data / "run" / f"{part}.pid").read_text())


@pytest.fixture
def portal(open_place: Path) -> Iterator[Portal]:
    """A portal that is gone after the test."""
    portal = Portal(open_place)
    yield portal
    if portal.process.poll() is None:
        portal.process.kill()
        portal.process.wait()
    assert eventually(lambda: leftovers(portal.data) == [], seconds=20)


def health(address: str) -> dict[str, str]:
    """Ask as a visitor would; an unwell portal answers 503, which raises."""
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as response:  # noqa: S310
        return json.load(response)


def is_well(address: str) -> bool:
    try:
        return health(address).items() >= dict.fromkeys(HEALTHY, "ok").items()
    except OSError:
        return False


def slow_upload(address: str) -> socket.socket:
    """A line on which a large file begins and does not go on."""
    host, _, port = address.removeprefix("http://").partition(":")
    line = socket.create_connection((host, int(port)), timeout=10)
    line.sendall(
        b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n"
        b"Cookie: csrf=" + b"a" * 32 + b"\r\n"  # so that the portal waits for the form
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    return line


HEALTHY = ("database", "redis", "worker", "beat")


def test_a_run_from_an_empty_folder_to_its_end(portal):
    address = portal.run("0")

    assert is_well(address)
    assert leftovers(portal.data)
    for part in PARTS:
        assert Path(f"/proc/{portal.pid(part)}").stat().st_uid != 0

    # Eight uploads that never come to their end hold up nobody else.
    with contextlib.ExitStack() as uploads:
        for _ in range(8):
            uploads.enter_context(slow_upload(address))
        assert is_well(address)

    # A second run is told, the first does not notice.
    status, _, errors = portal.answer("run", "--data", str(portal.data))
    assert status == 1
    assert errors == (
        f"portal: ./portal run (process {portal.process.pid}) uses the data folder {portal.data}; "
        "stop it first, or name another folder with --data.\n"
    )

    # A command uses the servers of the run.
    code = "from django.db import connection; print(connection.settings_dict['NAME'])"
    status, out, errors = portal.answer("manage", "--data", str(portal.data), "shell", "-c", code)
    assert (status, out.splitlines()[-1]) == (0, "portal"), errors

    # A worker and a web server that are killed come back.
    before = {part: portal.pid(part) for part in ("worker", "web")}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: all(portal.pid(part) != pid for part, pid in before.items()))
    assert eventually(lambda: is_well(address), seconds=60)

    # The whole run is killed: nothing stays, and the next start takes over.
    portal.process.kill()
    portal.process.wait()
    assert eventually(lambda: leftovers(portal.data) == [], seconds=20)
    assert portal.run(address.rpartition(":")[2]) == address
    assert is_well(address)

    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(timeout=60) == 0
    assert portal.says("stopped")
    assert leftovers(portal.data) == []
    assert not list((portal.data / "run").glob("*.pid"))
    assert not (portal.data / "run" / "env").exists()

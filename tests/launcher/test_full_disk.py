"""A file system filled to its last byte under a real Redis: the worker waits and goes on."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import Celery

from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.postgres import redis_binary
from tests.launcher.conftest import eventually


REFUSED = "MISCONF"


@pytest.fixture
def small_disk(open_place: Path) -> Iterator[Path]:
    """A file system of 3 MB, where this machine lets us mount one."""
    place = open_place / "d"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@contextlib.contextmanager
def running(argv: list, log: Path, **more: str) -> Iterator[subprocess.Popen]:
    """A program with its pool, gone at the end."""
    with log.open("wb") as words:
        process = subprocess.Popen(
            argv,
            cwd=CHECKOUT,
            env={**os.environ, **more},
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def is_refused(client: redis.Redis) -> bool:
    try:
        client.set("much", b"x" * 5000)
    except redis.ResponseError as error:
        return REFUSED in str(error)
    return False


def test_a_worker_outlives_a_redis_that_cannot_write(small_disk, tmp_path):
    path = small_disk / "r.sock"
    place = ["--port", "0", "--unixsocket", path, "--dir", small_disk, "--appendonly", "yes"]
    celery = [sys.executable, "-m", "celery", "-A", "nganam_awards.launcher.worker:app", "worker"]
    celery += ["--concurrency", "1", "--without-mingle", "--without-gossip"]
    log = tmp_path / "worker.log"
    settings = {
        "DJANGO_SETTINGS_MODULE": "nganam_awards.settings.dev",
        "REDIS_URL": f"unix://{path}?db=0",
        "PORTAL_DATA": str(tmp_path),
    }
    with running([redis_binary(), *place], tmp_path / "redis.log"):
        assert eventually(path.exists, seconds=30)
        client = redis.Redis(unix_socket_path=str(path))
        with running(celery, log, **settings) as worker:
            assert eventually(lambda: " ready." in log.read_text(), seconds=120), log.read_text()
            fill(small_disk / "fill")
            assert eventually(lambda: is_refused(client), seconds=30)
            assert eventually(lambda: REFUSED in log.read_text(), seconds=60), log.read_text()
            assert worker.poll() is None

            (small_disk / "fill").unlink()
            broker = f"redis+socket://{path}?virtual_host=0"
            asked = Celery(broker=broker, set_as_current=False).control  # the suite keeps its own
            assert eventually(lambda: asked.ping(timeout=2), 90), log.read_text()
            assert worker.poll() is None
    client.close()

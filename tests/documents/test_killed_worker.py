"""A real worker, really killed while it renders: the paper is ready after the lease, once."""

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document
from tests.documents import samples


LEASE_SECONDS = 15  # a slow machine must finish within it; the kill comes in its first seconds
PATIENCE_SECONDS = 120


def database_url():
    about = connection.settings_dict
    host = about["OPTIONS"].get("host") or about["HOST"]  # a socket's folder stands apart
    place = f"@/{about['NAME']}?host={host}" if host.startswith("/") else f"@{host}/{about['NAME']}"
    if about["PORT"] and not host.startswith("/"):
        place = place.replace(host, f"{host}:{about['PORT']}")
    return f"postgres://{about['USER']}:{about['PASSWORD']}{place}"


@contextmanager
def worker(queue, folder):
    """A Celery worker with its beat, in a process group of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.documents.worker_settings",
        "DATABASE_URL": database_url(),
        "PORTAL_DATA": str(settings.DATA_DIR),
        "PAPER_QUEUE": queue,
        "PAPER_LEASE_SECONDS": str(LEASE_SECONDS),
    }
    command = ["celery", "-A", "nganam_awards.celery:app", "worker", "-B", "--pool", "prefork"]
    command += ["--concurrency", "1", "-s", str(folder / "beat"), "-I", "tests.documents.conftest"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    """kill -9 of the worker, its pool and its beat."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(document, is_so, folder):
    """The row as soon as it is so; it changes in other processes, whose log tells why not."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        row = Document.objects.get(pk=document.pk)
        if is_so(row):
            return row
        time.sleep(0.05)
    log = (folder / "worker.log").read_text(encoding="utf-8")[-2000:]
    raise AssertionError(f"still {row.state}, {row.progress} %, {row.tries} tries\n{log}")


@pytest.fixture
def queue():
    """A queue of this test alone, emptied at its end."""
    name = f"papers-{secrets.token_hex(6)}"
    yield name
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.delete(name, f"_kombu.binding.{name}")
    broker.close()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_rendering_costs_a_lease_and_nothing_else(ordered, queue, tmp_path):
    document = ordered(annexes=[samples.annex(samples.people(100))])

    with worker(queue, tmp_path) as first:
        held = wait_until(
            document,
            lambda row: row.state == DocumentState.RENDERING and row.progress >= 20,
            tmp_path,
        )
        kill(first)
    assert Document.objects.get(pk=document.pk).state == DocumentState.RENDERING

    with worker(queue, tmp_path):
        done = wait_until(document, lambda row: row.state == DocumentState.READY, tmp_path)

    assert done.tries == 2
    assert done.ready_at > held.lease_until
    content = Path(done.file.path).read_bytes()
    assert hashlib.sha256(content).hexdigest() == done.sha256

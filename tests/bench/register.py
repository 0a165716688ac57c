"""Registers of a size: loaded once, kept in a data folder, reused while nothing changed."""

import sys
import time

import time_machine
from django.conf import settings
from django.db import connection, connections

from frontdesk.volume.loader import make_load
from tests import databases
from tests.bench.mark import mark
from tests.conftest import OFFICE_DAY
from units.services.body import load_units


TEMPLATE = "portal_bench_template"
LINES_EACH = 10  # nominations a dossier


def use(size: int) -> None:
    """Turn the connection to the register of so many dossiers, making it where there is none."""
    name, wanted = f"portal_bench_{size}", mark()
    if _found(name) != wanted:
        _make(name, size, wanted)
    databases.use(name)


def _found(name: str) -> str | None:
    databases.use(settings.MAINTENANCE_DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        row = cursor.fetchone()
    return row and row[0]


def _make(name: str, size: int, wanted: str) -> None:
    print(f"loading {size} dossiers, once", file=sys.stderr, flush=True)  # noqa: T201
    begun = time.monotonic()
    databases.drop(name)
    databases.sql(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    databases.use(name)
    with time_machine.travel(OFFICE_DAY, tick=True):
        load_units()
        make_load(size, size * LINES_EACH)
    connections.close_all()
    databases.sql(f"COMMENT ON DATABASE \"{name}\" IS '{wanted}'")
    taken = time.monotonic() - begun
    print(f"loaded {size} dossiers in {taken:.0f} s", file=sys.stderr, flush=True)  # noqa: T201

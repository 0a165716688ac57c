"""Databases of the suite and of the bench: made once with the catalogue, copied, thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.test import TransactionTestCase


def make_template(name: str) -> None:
    """A migrated database with the catalogue; what stood under the name is gone."""
    drop(name)
    sql(f'CREATE DATABASE "{name}"')
    use(name)
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    connections.close_all()
    use(settings.MAINTENANCE_DATABASE)


def use(name: str) -> None:
    """Turn the connection to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def used(name: str) -> Iterator[None]:
    """Another database for a while; whatever goes wrong, the next test stands in its own."""
    before = connection.settings_dict["NAME"]
    use(name)
    try:
        yield
    finally:
        use(before)


def drop(name: str) -> None:
    """Away with it, whoever is connected still.

    A vacuum worker of the server is nobody's to end by force; without force the server asks it to
    leave.
    """
    try:
        sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except ProgrammingError:
        sql(f'DROP DATABASE IF EXISTS "{name}"')


def sql(statement: str) -> None:
    """One statement about databases, outside any transaction."""
    with used(settings.MAINTENANCE_DATABASE), connection.cursor() as cursor:
        cursor.execute(statement)


# --- after a transactional test -----------------------------------------------------------------

_empty_all = TransactionTestCase._fixture_teardown  # and fill in again: every table has new files


class Rows:
    """The rows of a database as they are now, and the way back to them.

    Most tests fill some tables that were empty: those are emptied. Where a test changed a row of
    the catalogue, Django empties all tables and what follows a migration fills them in again.
    """

    def __init__(self) -> None:
        self.known = self._told()

    def put_back(self, case: TransactionTestCase) -> None:
        """In place of `TransactionTestCase._fixture_teardown`."""
        now = self._told()
        changed = [table for table, rows in now.items() if rows != self.known[table]]
        if any(self.known[table] for table in changed):
            _empty_all(case)
            self.known = self._told()
        elif changed:
            self._empty(changed)

    def _told(self) -> dict[str, str | None]:
        """{table: a fingerprint of its rows; None where it has none}."""
        tables = connection.introspection.django_table_names(only_existing=True)
        rows = "(SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM \"{0}\" row)"
        asked = " UNION ALL ".join(f"SELECT '{{0}}', {rows}".format(table) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return dict(cursor.fetchall())

    def _empty(self, tables: list[str]) -> None:
        """Past the triggers that let nothing be deleted; keys between the tables are checked."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            for table in tables:
                cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')

"""Databases of the suite and of the bench: made once with the catalogue, copied, thrown away."""

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections


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
    use(settings.MAINTENANCE_DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()

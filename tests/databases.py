"""Databases of the suite and of the bench: made once with the catalogue, copied, thrown away."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections


def make_template(name: str) -> None:
    """A migrated database with the catalogue; what stood under the name is gone."""
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
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


def sql(statement: str) -> None:
    """One statement about databases, outside any transaction."""
    use(settings.MAINTENANCE_DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()

"""`manage migrate`, which first refuses a database that no migration of today can carry over."""

from django.core.management import CommandError
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder


# Release 0.2 drew the house anew: its first migrations are not those of the releases before it.
OLDER_THAN_0_2 = ("campaigns", "0001_initial")
SINCE_0_2 = ("law", "0001_initial")
REFUSAL = (
    "this database was made before release 0.2 and cannot be brought up to it: start with a new "
    "data folder (./portal run --data DIR) or an empty database, and keep the old one as it is."
)


def refuse_too_old(database: str = "default") -> None:
    """Raises CommandError where no migration of today carries the database over."""
    applied = MigrationRecorder(connections[database]).applied_migrations()
    if OLDER_THAN_0_2 in applied and SINCE_0_2 not in applied:
        raise CommandError(REFUSAL)


class Command(DjangoCommand):
    """Django's own, behind one question."""

    def handle(self, *args: object, **options: object) -> None:
        """Raises CommandError before anything is changed where the database is too old."""
        refuse_too_old(options["database"])
        super().handle(*args, **options)

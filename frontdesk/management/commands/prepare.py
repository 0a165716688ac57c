"""`manage prepare`: everything between an empty database and a portal that can be opened."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from nganam_awards.core import backup
from nganam_awards.core.management.commands.migrate import refuse_too_old
from nganam_awards.launcher.trouble import Trouble


class Command(BaseCommand):
    """Migrate, load the law and the units, collect static files, load the demonstration once."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--no-demo` leaves the demonstration year out."""
        parser.add_argument("--no-demo", action="store_true")
        parser.add_argument(
            "--no-backup", action="store_true", help="an upgrade otherwise makes a backup first"
        )

    def handle(self, *args: object, no_demo: bool, no_backup: bool, **options: object) -> None:
        """Each part does nothing where nothing is to do, so that a warm start stays warm."""
        # Signs of life of an earlier run: /healthz waits for the new worker and beat.
        cache.delete_many(["alive:worker", "alive:beat"])
        if self._has_new_migrations():
            refuse_too_old()
            if not no_backup:
                self._back_up_first()
            call_command("migrate", verbosity=0)
            self.stdout.write("database migrated")
        call_command("load_catalogue", verbosity=0)
        call_command("load_units", verbosity=0)
        self._collect_static()
        if settings.IS_DEMONSTRATION and not no_demo:
            call_command("load_demonstration")

    def _has_new_migrations(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _back_up_first(self) -> None:
        """What an upgrade changes cannot be taken back otherwise; an empty database has nothing."""
        if not MigrationRecorder(connection).applied_migrations():
            return
        try:
            made = backup.make_and_keep("before-upgrade")
        except Trouble as trouble:
            raise CommandError(
                f"no backup, so no upgrade: {trouble} (--no-backup goes on without.)"
            ) from trouble
        self.stdout.write(f"backed up first: {made}")

    def _collect_static(self) -> None:
        mark = Path(settings.STATIC_ROOT) / ".collected"
        print_of_sources = _fingerprint()
        if mark.exists() and mark.read_text() == print_of_sources:
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        mark.write_text(print_of_sources)
        self.stdout.write("static files collected")


def _fingerprint() -> str:
    """Names, sizes and times of every static file: cheap, and different after any change."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}:{found.st_size}:{found.st_mtime_ns};".encode())
    return digest.hexdigest()

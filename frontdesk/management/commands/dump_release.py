"""`manage dump_release 0.1`: keep this release's database, for the upgrade tests of later ones."""

import gzip
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from nganam_awards.launcher.postgres import postgres_binary


FOLDER = Path("tests/data/releases")
# Rows of the moment, worth nothing to an upgrade.
PASSING = ("django_session", "axes_*", "core_reading")


class Command(BaseCommand):
    """Writes schema and data of the present database to tests/data/releases/VERSION.sql.gz."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """The version names the file."""
        parser.add_argument("version")

    def handle(self, *args: object, version: str, **options: object) -> None:
        """Plain SQL, so that any later PostgreSQL reads it; no times inside, so that it repeats."""
        target = settings.BASE_DIR / FOLDER / f"{version}.sql.gz"
        if target.exists():
            raise CommandError(f"{target} exists; a release is kept as it was.")
        database = connection.settings_dict
        place = database["OPTIONS"].get("host") or database["HOST"]
        command = [postgres_binary("pg_dump"), "--no-owner", "--no-privileges", "--no-comments"]
        command += [f"--exclude-table-data={name}" for name in PASSING]
        command += ["--dbname", database["NAME"], "--username", database["USER"]]
        command += ["--host", place] if place else []
        command += ["--port", str(database["PORT"])] if database["PORT"] else []
        dumped = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        if dumped.returncode:
            raise CommandError(dumped.stderr.decode())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(dumped.stdout, mtime=0))
        self.stdout.write(f"{target.relative_to(settings.BASE_DIR)}: {target.stat().st_size} bytes")

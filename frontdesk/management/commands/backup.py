"""`./portal backup FILE`: database and files of one moment in one archive."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from nganam_awards.core import backup
from nganam_awards.launcher.screen import new_passphrase
from nganam_awards.launcher.trouble import Trouble


class Command(BaseCommand):
    """Writes the archive and says what is inside."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """A new file; sealed where a passphrase is set or asked for."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--seal", action="store_true", help="ask for a passphrase (or set BACKUP_PASSPHRASE)"
        )

    def handle(self, *args: object, file: Path, seal: bool, **options: object) -> None:
        """Whatever is in the way is one sentence."""
        try:
            passphrase = settings.BACKUP_PASSPHRASE or (new_passphrase() if seal else "")
            made = backup.make(file, passphrase)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"{file}: {made.size} bytes, the database and {made.files} files")
        self.stdout.write(
            "sealed with the passphrase; nobody can open it without"
            if made.is_sealed
            else "not sealed: whoever has the file can read it"
        )
        self.stdout.write(
            "secret_key is inside"
            if made.has_secret_key
            else "secret_key is not inside (only sealed archives carry it); keep it apart, or let "
            "people sign in anew after a restore"
        )
        for name in made.missing:
            self.stdout.write(f"missing on the disk before this backup: {name}")

"""`./portal restore FILE`: an archive becomes a portal again, in an empty place only."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from nganam_awards.core import backup
from nganam_awards.launcher import archive
from nganam_awards.launcher.screen import asked_passphrase
from nganam_awards.launcher.trouble import Trouble


class Command(BaseCommand):
    """Unpacks, compares, fills database and files, migrates, verifies."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """What `backup` wrote."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """The database must have no tables, the folder of files must be empty."""
        try:
            is_sealed = archive.is_sealed(file)
            passphrase = ""
            if is_sealed:
                passphrase = settings.BACKUP_PASSPHRASE or asked_passphrase()
            header = backup.bring_back(file, passphrase)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(
            f"restored release {header['release']} as of {header['made_at']}; "
            f"{sum(header['counts'].values())} rows"
        )
        if header["has_secret_key"]:
            self.stdout.write(
                f"secret_key was inside and lies in {settings.DATA_DIR}; in production put its "
                "words into SECRET_KEY"
            )
        call_command("migrate", verbosity=0)
        call_command("load_catalogue", verbosity=0)
        call_command("verify", stdout=self.stdout)

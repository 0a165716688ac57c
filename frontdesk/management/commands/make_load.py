"""`manage make_load`: a register of a hundred thousand dossiers, for measuring."""

import time

from django.core.management import BaseCommand, CommandError, CommandParser

from frontdesk.volume.loader import OPEN, make_load
from nganam_awards.core.refusals import Refused


class Command(BaseCommand):
    """Adds dossiers with all that years of work leave behind; never under production settings."""

    help = "Nạp hồ sơ bịa để đo tốc độ; không chạy dưới cấu hình vận hành thật."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and how many of them are still open."""
        parser.add_argument("--dossiers", type=int, required=True, help="bao nhiêu hồ sơ")
        parser.add_argument("--nominations", type=int, required=True, help="bao nhiêu đề nghị")
        parser.add_argument("--open", type=int, default=OPEN, help="bao nhiêu %% đang giải quyết")

    def handle(self, *args: object, **options: object) -> None:
        """Load, and say what was added."""
        begun = time.monotonic()
        try:
            gained = make_load(options["dossiers"], options["nominations"], options["open"])
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        for table, rows in gained.items():
            self.stdout.write(f"{rows:>10}  {table}")
        self.stdout.write(f"{time.monotonic() - begun:.0f} giây; chỉ tiêu đếm lại: 0 chỗ lệch.")

"""`./portal verify`: is everything there that the database speaks of, byte for byte?"""

from django.core.management import BaseCommand, CommandError

from frontdesk import integrity


class Command(BaseCommand):
    """Prints how much there is of everything and every difference; exits with 1 for any."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Counts, hashes of files, counters."""
        for words, count in integrity.counts():
            self.stdout.write(f"{words:<32}{count:>10}")
        problems = 0
        for problem in integrity.problems():
            problems += 1
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{problems} differences.", returncode=1)
        self.stdout.write("verified: every file has the bytes it was written with, counters agree")

"""`manage load_demonstration`: the year 2023 of the town, through the real transitions, once."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from frontdesk.demonstration.loader import load_demonstration


class Command(BaseCommand):
    """Loads the demonstration year; a second run does nothing."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Never under production settings."""
        if not settings.IS_DEMONSTRATION:
            raise CommandError("The demonstration year is never loaded under production settings.")
        if load_demonstration():
            self.stdout.write("demonstration year 2023 loaded")

"""`manage demonstration_accounts`: who can sign in to the demonstration, and as whom."""

from django.core.management import BaseCommand

from frontdesk.demonstration.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Prints the accounts of the demonstration year."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """One account a line: user name, name, office."""
        self.stdout.write(f"password of every account: {PASSWORD}")
        for account in ACCOUNTS:
            if account.is_told:
                self.stdout.write(f"  {account.username:<18}{account.full_name:<22}{account.title}")

"""`./portal manage recount_quotas`: do the counters of places say what the lines say?"""

from django.core.management.base import BaseCommand, CommandError

from dossiers.queries.recount import recount_quotas


class Command(BaseCommand):
    """Prints every difference; exits with 1 when there is any."""

    help = "Đếm lại chỉ tiêu từ các đề nghị, in ra chỗ lệch (mong đợi: 0)."

    def handle(self, *args: object, **options: object) -> None:
        """Count, print, and say how many."""
        differences = recount_quotas()
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"{len(differences)} chỗ lệch.", returncode=1)
        self.stdout.write("0 chỗ lệch.")

"""`manage count_papers`: how many papers still wait to be rendered."""

from django.core.management import BaseCommand

from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document


class Command(BaseCommand):
    """Prints one number; 0 means that every paper can be opened."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Count what is queued or being rendered."""
        waiting = [DocumentState.QUEUED, DocumentState.RENDERING]
        self.stdout.write(str(Document.objects.filter(state__in=waiting).count()))

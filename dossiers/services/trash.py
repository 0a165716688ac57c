"""Empties the bin of drafts."""

from django.db import transaction

from dossiers.models import Dossier
from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.documents import services as documents


def empty_trash() -> int:
    """Drafts whose days in the bin are over go for good, with lines, papers and files; how many."""
    gone = Dossier.objects.gone_by(clock.today()).order_by("pk")
    return sum(_delete_for_good(pk) for pk in list(gone.values_list("pk", flat=True)))


def _delete_for_good(pk: int) -> bool:
    with transaction.atomic():
        # Asked again under the lock: a clerk may have brought it back, another run deleted it.
        rows = Dossier.objects.gone_by(clock.today()).filter(pk=pk)
        dossier = rows.select_for_update(of=("self",), skip_locked=True).first()
        if dossier is None:
            return False
        brought = [*dossier.attachments.all(), *dossier.imports.all()]
        written = [paper.document for paper in dossier.written.select_related("document")]
        dossier.delete()
        for document in written:
            documents.discard(document)
        for row in brought:
            after_commit(row.file.storage.delete, row.file.name)
    return True

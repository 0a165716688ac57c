"""Paper decisions (quyết định giấy): signed outside the portal, numbered in the same book."""

from django.db import models

from law.models.number_book import NumberEntry
from nganam_awards.core.files.stored_file import (
    StoredFile,
    storage_name,  # noqa: F401 - migration 0001 looks for it here
)


class PaperDecision(StoredFile):
    """A registered paper decision: signed outside the portal, in the same book, with its scan."""

    entry = models.OneToOneField(NumberEntry, models.PROTECT, related_name="paper_decision")
    signed_by = models.CharField("người ký", max_length=120)

    folder = "paper-decisions"

    class Meta(StoredFile.Meta):
        verbose_name = "quyết định giấy"

    def __str__(self) -> str:
        return str(self.entry)

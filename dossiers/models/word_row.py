"""Kept words of dossiers: what a search looks in, one index for references, titles and names.

Derived from the dossier, its lines and its open supplement; kept because no index of PostgreSQL
spans three tables, and the union of three searches grew with the register (0.3 s at 100,000
dossiers). One writer: the triggers of migration `0007_kept_words`, which follow every statement on
those tables, so no service, import or shell can forget them. A unit stands in the rows by its key,
not by its name, so a renamed unit changes nothing here. `queries.word_row` counts all over again.

While a supplement is being written, the unit finds the words as they stand and the town those last
sent: then a row stands for each of the two.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination


class WordRow(models.Model):
    """Words, and who finds by them. The database writes and deletes these rows by itself."""

    for_unit = models.BooleanField()
    for_town = models.BooleanField()
    words = SearchVectorField()

    class Meta:
        abstract = True


class NameWords(WordRow):
    """The words of one name on the list."""

    dossier = models.ForeignKey(Dossier, models.DO_NOTHING, related_name="+")
    nomination = models.ForeignKey(Nomination, models.DO_NOTHING, related_name="word_rows")

    class Meta:
        verbose_name = "từ của một tên"
        indexes = [GinIndex(fields=["words"], name="nominee_named")]

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.words}"


class DossierWords(WordRow):
    """All words of a dossier, names too, and beside them those that it is called by."""

    dossier = models.ForeignKey(
        Dossier, models.DO_NOTHING, related_name="word_rows", db_index=False
    )
    called = SearchVectorField()

    class Meta:
        verbose_name = "từ của hồ sơ"
        indexes = [
            GinIndex(fields=["called"], name="dossier_called"),
            GinIndex(fields=["words"], name="dossier_all_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "for_town"], name="dossier_words_once_for_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.words}"

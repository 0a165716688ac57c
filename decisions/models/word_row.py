"""What is kept beside a decision so that lists need not read its names: words, and units.

Derived from the decision, its number, its lines and the words of their names (as last sent); kept
because a search read 90,000 names twice for one page (1.5 s at 100,000 dossiers), and a unit's list
all its nominations (0.2 s). One writer: the triggers of migration `0005_kept_words`.
`queries.word_row` counts both over again.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from decisions.models.decision import Decision
from units.models import Unit


class DecisionWordRow(models.Model):
    """The words of a decision: what it is called (number, symbol, reason), and those with names."""

    decision = models.OneToOneField(
        Decision, models.DO_NOTHING, primary_key=True, related_name="word_row"
    )
    called = SearchVectorField()
    words = SearchVectorField()

    class Meta:
        verbose_name = "từ của quyết định"
        indexes = [
            GinIndex(fields=["called"], name="decision_called"),
            GinIndex(fields=["words"], name="decision_all_words"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.words}"


class NamedUnit(models.Model):
    """A unit whose people stand in an issued decision, the struck ones aside: it may read it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    decision = models.ForeignKey(Decision, models.DO_NOTHING, related_name="named_units")

    class Meta:
        verbose_name = "đơn vị có tên trong quyết định"
        constraints = [
            models.UniqueConstraint(fields=["unit", "decision"], name="unit_once_in_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.unit_id}"

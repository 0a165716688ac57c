"""Searches in the kept words of decisions; a recount of what is kept."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.models import DecisionLine, DecisionWordRow
from dossiers.models import NameWords
from nganam_awards.core.search import StaleWords, asked, few_keys, prefix_query


def called(rows: QuerySet, typed: str) -> QuerySet:
    """Decisions by number and symbol or by reason, without accents."""
    query = prefix_query(typed)
    return rows.filter(word_row__called=asked(query)) if query else rows.none()


def matching(rows: QuerySet, typed: str) -> QuerySet:
    """The same, or by a name on the list; several words must stand in one name."""
    if not (query := prefix_query(typed)):
        return rows.none()
    words = asked(query)
    if "&" not in query:
        return rows.filter(word_row__words=words)
    names = NameWords.objects.filter(for_town=True, words=words)
    few = few_keys(DecisionWordRow.objects.filter(called=words), "decision")
    few_named = few_keys(names, "nomination")
    if few is not None and few_named is not None:
        lines = DecisionLine.objects.filter(nomination__in=few_named).order_by()
        return rows.filter(pk__in=few.union(lines.values_list("decision_id", flat=True)))
    lines = DecisionLine.objects.filter(
        decision=OuterRef("pk"),
        nomination__word_rows__for_town=True,
        nomination__word_rows__words=words,
    )
    return rows.filter(Q(word_row__called=words) | Q(Exists(lines)), word_row__words=words)


_DIFFERENCES = """
WITH every AS (SELECT coalesce(array_agg(id), '{}') AS ids FROM decisions_decision),
words_due AS (SELECT due.* FROM every, decision_words_due(every.ids) due),
words AS (SELECT decision_id, called, words FROM decisions_decisionwordrow),
units_due AS (SELECT due.* FROM every, named_units_due(every.ids) due),
units AS (SELECT decision_id, unit_id FROM decisions_namedunit),
untold_due AS (
    SELECT id FROM dossiers_nomination n WHERE state = 'declined' AND NOT EXISTS (
        SELECT FROM decisions_resultannouncement_nominations WHERE nomination_id = n.id)
), untold AS (SELECT nomination_id FROM decisions_untoldline)
SELECT 'words', decision_id FROM (
    (TABLE words_due EXCEPT ALL TABLE words) UNION ALL (TABLE words EXCEPT ALL TABLE words_due)
) a
UNION
SELECT 'units', decision_id FROM (
    (TABLE units_due EXCEPT ALL TABLE units) UNION ALL (TABLE units EXCEPT ALL TABLE units_due)
) b
UNION
SELECT 'untold line', id FROM (
    (TABLE untold_due EXCEPT TABLE untold) UNION ALL (TABLE untold EXCEPT TABLE untold_due)
) c
ORDER BY 1, 2
"""


def recount_words() -> Iterator[StaleWords]:
    """Compare all that is kept with what it was taken from; nothing is changed (0 expected)."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        yield from (StaleWords(*row) for row in cursor.fetchall())

"""A recount of the words that are kept beside awards."""

from collections.abc import Iterator

from django.db import connection

from nganam_awards.core.search import StaleWords


_DIFFERENCES = """
SELECT a.id FROM honourees_award a JOIN honourees_honouree h ON h.id = a.honouree_id
WHERE a.unit_id <> h.unit_id
  OR a.words <> award_words_of(h.full_name, a.decision_symbol, h.unit_id, a.unit_then_id)
ORDER BY 1
"""


def recount_words() -> Iterator[StaleWords]:
    """Compare all that is kept with what it was taken from; nothing is changed (0 expected)."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        yield from (StaleWords("award", pk) for (pk,) in cursor.fetchall())

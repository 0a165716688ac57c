"""Which record stands for which: of two that were merged the main one speaks for both."""

from collections.abc import Collection, Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, QuerySet

from honourees.models import Honouree
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.word_list import keys_as_rows


def mains_of(records: Iterable[int | None]) -> dict[int, int]:
    """{record: the main one}, of those alone that were merged into another; one question."""
    keys = sorted({key for key in records if key})
    return dict(_MERGED.answer(keys)) if keys else {}


def merged_with(records: Iterable[int]) -> dict[int, int]:
    """{merged record: its main}, of all that are one honouree with any of these.

    Merged records are few: they are walked, and these keys, by the thousand, are written once.
    """
    keys = set(records)
    found = _walked(keys)
    if beyond := set(found.values()) - keys:
        found |= _walked(beyond)  # what else was merged into the same
    return found


_WALK = """
    WITH asked AS MATERIALIZED (SELECT unnest(%s::bigint[]) AS id)
    SELECT id, main_id FROM honourees_honouree
    WHERE main_id IS NOT NULL
        AND (id IN (SELECT id FROM asked) OR main_id IN (SELECT id FROM asked))
"""


def _walked(keys: Collection[int]) -> dict[int, int]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WALK, [sorted(keys)])
        return dict(cursor.fetchall())


def _merged(keys: Blank) -> QuerySet:
    rows = Honouree.objects.filter(pk__in=keys_as_rows(keys)).exclude(main=None)
    return rows.order_by().values_list("pk", "main")


_MERGED = Prepared(_merged, ArrayField(BigIntegerField()))

"""Which record stands for which: of two that were merged the main one speaks for both."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, QuerySet

from honourees.models import Honouree
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.word_list import keys_as_rows


def mains_of(records: Iterable[int | None]) -> dict[int, int]:
    """{record: the main one}, of those alone that were merged into another; one question."""
    keys = sorted({key for key in records if key})
    return dict(_MERGED.answer(keys)) if keys else {}


def _merged(keys: Blank) -> QuerySet:
    rows = Honouree.objects.filter(pk__in=keys_as_rows(keys)).exclude(main=None)
    return rows.order_by().values_list("pk", "main")


_MERGED = Prepared(_merged, ArrayField(BigIntegerField()))

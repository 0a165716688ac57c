"""Awards of the register: found by words, gathered for one honouree."""

from django.db.models import Q, QuerySet

from honourees.models import Award, Honouree
from nganam_awards.core.search import asked, few_keys
from nganam_awards.core.text import LARGEST_KEY, prefix_query


def matching(rows: QuerySet, typed: str) -> QuerySet:
    """By the words of the name and of the decision's number, without accents, in any order.

    Where few awards have them all, those are looked up; where many have, the list is walked from
    its newest row on.
    """
    if not (query := prefix_query(typed)):
        return rows.none()
    words = asked(query)
    few = few_keys(Award.objects.filter(words=words), "pk")
    return rows.filter(words=words) if few is None else rows.filter(pk__in=few)


def of_record(rows: QuerySet, pk: int) -> QuerySet:
    """Of the record that stands for this one, and of all that were merged into it."""
    record = Honouree.objects.filter(pk=min(pk, LARGEST_KEY)).first()
    if record is None:
        return rows.none()
    return rows.filter(honouree__in=records_of(record))


def records_of(record: Honouree) -> list[int]:
    """Keys of the main record and of its others."""
    main = record.record_id
    return list(Honouree.objects.filter(Q(pk=main) | Q(main=main)).values_list("pk", flat=True))

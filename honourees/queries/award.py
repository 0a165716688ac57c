"""Awards of the register: found by words, gathered for one honouree."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import BigIntegerField, F, Func, QuerySet
from django.db.models.functions import Coalesce

from honourees.models import Award, Honouree
from nganam_awards.core.query_text import Blank
from nganam_awards.core.search import asked, few_keys, prefix_query
from nganam_awards.core.text import LARGEST_KEY


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
    return list(Honouree.objects.behind([main]).values_list("pk", flat=True))


def same_as(pk: int | Blank) -> QuerySet:
    """Keys of this record and of all that were merged with it; for a condition."""
    return group_of(Honouree.objects.filter(pk=pk), "pk", "main", "others", "main__others")


def group_of(rows: QuerySet, *ways: str) -> QuerySet:
    """Keys of the records to which these ways lead from the rows, each row read once."""
    each = Func(*ways, template="unnest(ARRAY[%(expressions)s])", output_field=BigIntegerField())
    return rows.order_by().annotate(record_of_group=each).values("record_of_group")


def held_by(records: Iterable[int]) -> dict[int, list[Award]]:
    """{each of these records: awards of its honouree that stand, the oldest first}; two queries."""
    rows = Honouree.objects.filter(pk__in=set(records)).order_by()
    mains = dict(rows.values_list("pk", Coalesce("main", "pk")))
    if not mains:
        return {}
    same = Honouree.objects.behind(set(mains.values())).values("pk")
    awards = Award.objects.filter(honouree__in=same, revoked_on=None).select_related("award_type")
    found: defaultdict[int, list[Award]] = defaultdict(list)
    record = Coalesce(F("honouree__main"), F("honouree"))
    for award in awards.annotate(record=record).order_by("decided_on", "pk"):
        found[award.record].append(award)
    return {pk: found[main] for pk, main in mains.items()}

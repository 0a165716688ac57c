"""Which records of the register are a person who has an account."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.functions import Collate

from honourees.models import AccountRecord, Honouree
from honourees.queries import award as award_queries
from law.enums import HonoureeKind
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.text import fold
from nganam_awards.core.word_list import keys_as_rows
from units.models import User


LISTED_AT_MOST = 30
# A household stands under the name of its head.
NAMED_KINDS = (HonoureeKind.PERSON, HonoureeKind.HOUSEHOLD)

# Of a row that says whose a record is: what it says, of which record, and all merged with that.
RECORD_COLUMNS = (
    *("is_same", "honouree_id", "honouree__main_id"),
    *("honouree__others__pk", "honouree__main__others__pk"),
)


def said_of(user: User) -> dict[int, bool]:
    """{record: is it this person?}, as far as anybody has said; asked once, as grants are."""
    memo = getattr(user, "records_memo", None)
    if memo is None:  # not through __dict__: the signed-in person arrives wrapped
        read_said_of([user])
        memo = user.records_memo
    return memo


def read_said_of(people: Iterable[User]) -> None:
    """Answer `said_of` for all of them in one query."""
    people = list(people)
    keep_said_of(people, _SAID_OF.answer([person.pk for person in people]))


def keep_said_of(people: Iterable[User], rows: Iterable[tuple]) -> None:
    """Answer it from rows of (account, `RECORD_COLUMNS`).

    What was said of a record holds for all that were merged with it.
    """
    people = list(people)
    said: dict[int, dict[int, bool]] = {person.pk: {} for person in people}
    merged: dict[int, dict[int, bool]] = {person.pk: {} for person in people}
    for user, is_same, record, *group in rows:
        if record is None:
            continue
        said[user][record] = is_same
        merged[user] |= {other: is_same for other in group if other}
    for person in people:
        person.records_memo = merged[person.pk] | said[person.pk]


def _said_of(people: Blank) -> QuerySet:
    rows = AccountRecord.objects.filter(user__in=keys_as_rows(people)).order_by()
    return rows.values_list("user_id", *RECORD_COLUMNS)


_SAID_OF = Prepared(_said_of, ArrayField(BigIntegerField()))


def same_records(said: QuerySet[AccountRecord]) -> QuerySet[AccountRecord]:
    """Keys of the records of which this was said, and of all that were merged with them.

    From the few rows of accounts by the register's keys, never through the register; what was said
    is asked once, because it asks who holds which right.
    """
    ways = ("honouree", "honouree__main", "honouree__others", "honouree__main__others")
    return award_queries.group_of(said, *ways)


def proposed(user: User) -> QuerySet[Honouree]:
    """Records of the same name in the person's own unit, of which nobody has said anything yet."""
    said = said_of(user)
    named = Honouree.objects.filter(
        kind__in=NAMED_KINDS, name_fold=fold(user.full_name), unit=user.unit_id
    )
    return named.exclude(pk__in=said).select_related("unit").order_by("pk")


def waiting_first(people: QuerySet[User]) -> QuerySet[User]:
    """Accounts, those of whom a namesake of the own unit is not settled on top."""
    said = AccountRecord.objects.filter(user=OuterRef(OuterRef("pk")), honouree=OuterRef("pk"))
    folded = Collate(OuterRef("folded"), "default")  # as the register's index orders names
    named = Honouree.objects.filter(kind__in=NAMED_KINDS, name_fold=folded, unit=OuterRef("unit"))
    is_open = Exists(named.filter(~Exists(said.order_by())).order_by())
    return people.annotate(is_open=is_open).order_by("-is_open", "sort_key", "pk")


def records_of(people: Iterable[User]) -> dict[int, list[AccountRecord]]:
    """{account: its records}, for a page of accounts in one query."""
    told: defaultdict[int, list[AccountRecord]] = defaultdict(list)
    rows = AccountRecord.objects.filter(user__in=[person.pk for person in people], is_same=True)
    for row in rows.select_related("honouree__unit").order_by("pk"):
        told[row.user_id].append(row)
    return told


def found(words: str) -> QuerySet[Honouree]:
    """Persons of the register whose name has what was typed, without accents."""
    rows = Honouree.objects.filter(kind__in=NAMED_KINDS, name_fold__contains=fold(words).strip())
    return rows.select_related("unit").order_by("name_key", "pk")[:LISTED_AT_MOST]

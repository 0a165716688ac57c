"""Search by the beginnings of words, without accents; what the search of every page gathers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Case, Func, Model, Q, QuerySet, Value, When

from nganam_awards.core.syllable import is_whole_syllable
from nganam_awards.core.text import search_terms, whole_number


LOOKED_AT = 1_000
FEW = 1_000
_LONGEST_SERIAL = 5  # «00042»: numbers inside the portal's codes have zeros before them


class Words(Func):
    """The words of some texts as PostgreSQL keeps them: folded, «45/TTr» as two words."""

    template = (
        "to_tsvector('simple', regexp_replace(vn_fold(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"
    )
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class StaleWords(NamedTuple):
    """Kept words (or what is kept beside them) that do not say what their rows say."""

    kind: str
    key: int

    def __str__(self) -> str:
        return f"{self.kind} of {self.key}"


class Hit(NamedTuple):
    """One thing that was found: its title, its page, a second line, what carries its state."""

    title: str
    url: str
    note: str = ""
    of_state: Model | None = None


@dataclass
class SearchGroup:
    """What one kind of thing answers to a search; whoever shows it takes the first few rows.

    `rows` hold what the person may see, best first, with all that `hit` reads. `more_url` is the
    list that is narrowed by the same words.
    """

    title: str
    icon: str
    rows: Iterable
    hit: Callable[[object], Hit]
    more_url: str = ""
    more_label: str = "Xem tất cả"


def with_words(rows: QuerySet, words: Words, typed: str) -> QuerySet:
    """Rows having a word that begins with every typed word; none where nothing was typed."""
    query = prefix_query(typed)
    return rows.alias(words=words).filter(words=asked(query)) if query else rows.none()


def prefix_query(text: str) -> str:
    """A `to_tsquery('simple', …)` that finds rows having a word beginning with every typed word.

    A number is also looked for as codes write it: «hs 42» and «hs42» find HS-2023-00042. Before
    another word a syllable that no longer one begins with is asked whole («nguyễn», not «trần»: it
    may become «trang»): PostgreSQL gathers all rows of a beginning before it compares two words.
    The last word may be unfinished, and a single one begin a name («viet», «VietGAP»).
    Empty when nothing searchable was typed. Safe to pass: terms are letters and digits only. Index
    `regexp_replace(vn_fold(…), '[^a-z0-9]+', ' ', 'g')`: PostgreSQL takes «45/ttr» for one word.
    """
    terms = search_terms(text)
    asked = [one if is_whole_syllable(one) else _word_beginning(one) for one in terms[:-1]]
    return " & ".join([*asked, *map(_word_beginning, terms[-1:])])


def asked(query: str, marks: Iterable[str] = ()) -> SearchQuery:
    """What a column of words must hold: the words of `prefix_query`, or one of these marks."""
    either = " | ".join([f"({query})", *marks])
    return SearchQuery(either, config="simple", search_type="raw")


def few_keys(found: QuerySet, path: str) -> set[int] | None:
    """The keys to which `path` leads from what was found; None where they are many.

    Which of two ways reads less is no question for one plan: a full name stands in few lists, which
    are found by its keys; «Nguyễn Thị» stands in most, so each from the newest on is looked at.
    """
    keys = list(found.order_by().values_list(path, flat=True)[: FEW + 1])
    return set(keys) if len(keys) <= FEW else None


def every_word(typed: str, found_by: Callable[[str], Q]) -> Q:
    """The same for small tables without an index of words: each typed word is found somehow."""
    terms = search_terms(typed)
    if not terms and typed.strip():
        return Q(pk__in=[])
    return reduce(and_, map(found_by, terms), Q())


def begins_word(term: str, *folded: str) -> Q:
    """One typed word begins a word of one of these folded columns."""
    return Q.create([(f"{name}__regex", rf"\m{term}") for name in folded], connector=Q.OR)


def newest_of(rows: QuerySet) -> QuerySet:
    """At most a thousand rows, newest first: a word of every second name sorts no large table.

    Where more have the words, it is left to the database which of them.
    """
    return _among(rows, _some(rows))


def very_number_first(rows: QuerySet, typed: str, numbered: Callable[[int], Q]) -> QuerySet:
    """The same, led by the rows that have a typed number as their own, however many begin so."""
    numbers = {whole_number(term, most=99_999) for term in search_terms(typed)} - {None}
    if not numbers:
        return newest_of(rows)
    is_own = reduce(or_, map(numbered, numbers))
    found = _among(rows, _some(rows.filter(is_own)).union(_some(rows)))
    return found.order_by(Case(When(is_own, then=Value(0)), default=Value(1)), "-pk")


def _some(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")[:LOOKED_AT]


def _among(rows: QuerySet, found: QuerySet) -> QuerySet:
    return rows.model._default_manager.filter(pk__in=found).order_by("-pk")


def line(*parts: str) -> str:
    """The second line of a hit: what there is of it."""
    return " · ".join(part for part in parts if part)


def _word_beginning(term: str) -> str:
    if re.fullmatch(r"[0-9]+", term):
        padded = [term.zfill(width) for width in range(len(term) + 1, _LONGEST_SERIAL + 1)]
        return f"({' | '.join([f'{term}:*', *padded])})" if padded else f"{term}:*"
    if code := re.fullmatch(r"([a-z]+)([0-9]+)", term):
        return f"({term}:* | {code[1]}:* & {_word_beginning(code[2])})"
    return f"{term}:*"

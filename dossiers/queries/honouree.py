"""Whom a dossier names: people and bodies, however many awards each is asked for, and how many."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Q, QuerySet

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import ENDED_EARLY
from law.enums import counted
from nganam_awards.core.money import grouped
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.text import fold
from nganam_awards.core.word_list import keys_as_rows


Who = tuple[str, str, int | None, date | None]

_OF_LINE = ("honouree_kind", "full_name", "birth_year", "birth_date")


def who_of(lines: Iterable[Nomination]) -> list[Who]:
    """Of each line whose it is: equal where one honouree of the list stands in several lines.

    Name and year tell who it is. Two days of birth part namesakes of one year; a line that gives
    the year alone belongs to the first of them.
    """
    lines = list(lines)
    named = [(line.honouree_kind, fold(line.full_name), line.birth_year) for line in lines]
    days: defaultdict[tuple, set[date]] = defaultdict(set)
    for name, line in zip(named, lines, strict=True):
        if line.birth_date:
            days[name].add(line.birth_date)
    return [
        (*name, line.birth_date or min(days[name], default=None))
        for name, line in zip(named, lines, strict=True)
    ]


def counted_on(lines: Iterable[Nomination], write: Callable[[int], str] = grouped) -> str:
    """«8 tập thể, 15 cá nhân» of loaded lines; a paper writes figures with `paper_count`."""
    return counted(Counter(kind for kind, *_ in set(who_of(lines))), write)


def counted_in(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """The same for a page of dossiers, in one query.

    Names are folded here: in SQL each line was folded three times, 20 ms for a page.
    """
    dossiers = list(dossiers)
    ended = [dossier.pk for dossier in dossiers if dossier.state in ENDED_EARLY]
    of_dossier: defaultdict[int, list[_Line]] = defaultdict(list)
    for pk, *line in _LINES.answer([dossier.pk for dossier in dossiers], ended):
        of_dossier[pk].append(_Line(*line))
    return {pk: counted_on(found) for pk, found in of_dossier.items()}


def _lines(dossiers: Blank, ended: Blank) -> QuerySet:
    rows = Nomination.objects.filter(dossier__in=keys_as_rows(dossiers)).order_by()
    rows = rows.filter(~Q(state=NominationState.REMOVED) | Q(dossier__in=keys_as_rows(ended)))
    return rows.values_list("dossier_id", *_OF_LINE)


_KEYS = ArrayField(BigIntegerField())
_LINES = Prepared(_lines, _KEYS, _KEYS)


class _Line(NamedTuple):
    """What of a line tells whose it is (`_OF_LINE`)."""

    honouree_kind: str
    full_name: str
    birth_year: int | None
    birth_date: date | None

"""Whom a dossier names: people and bodies, however many awards each is asked for, and how many."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import CharField, Count, F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import ENDED_EARLY
from law.enums import counted
from nganam_awards.core.money import grouped
from nganam_awards.core.text import fold


Who = tuple[str, str, int | None, date | None]

_NAMED = Func(F("full_name"), function="vn_fold", output_field=CharField())


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
    """The same for a page of dossiers, in one query."""
    here = Nomination.objects.filter(dossier__in=list(dossiers)).order_by()
    lines = here.filter(~Q(state=NominationState.REMOVED) | Q(dossier__state__in=ENDED_EARLY))
    numbers: defaultdict[int, dict[str, int]] = defaultdict(dict)
    has_day = Q(birth_date__isnull=False)
    rows = lines.values_list("dossier_id", "honouree_kind").annotate(
        # Twin of `who_of`: every name of a year is somebody, every day beyond its first one more.
        n=Count(_with("birth_year"), distinct=True)
        + Count(_with("birth_date"), distinct=True, filter=has_day)
        - Count(_with("birth_year"), distinct=True, filter=has_day)
    )
    for dossier_id, kind, n in rows:
        numbers[dossier_id][kind] = n
    return {pk: counted(kinds) for pk, kinds in numbers.items()}


def _with(column: str) -> Concat:
    """The folded name beside a year or day of birth, or none."""
    born = Coalesce(Cast(column, CharField()), Value(""))
    return Concat(_NAMED, Value("|"), born, output_field=CharField())

"""Two records side by side: every fact with where it differs, the awards of both by year."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from honourees.models import Award, Honouree, Merge
from honourees.queries.likeness import Portrait
from nganam_awards.core.text import nfc


# Of one record; nobody has more, a list of a whole body would.
AWARDS_AT_MOST = 200


class NameWord(NamedTuple):
    """One word of a name, and whether the other name lacks it."""

    text: str
    is_other: bool


class ComparedFact(NamedTuple):
    """One line of the comparison."""

    label: str
    one: str
    other: str
    is_other: bool
    one_words: tuple[NameWord, ...] = ()
    other_words: tuple[NameWord, ...] = ()


class ComparedYear(NamedTuple):
    """What both were awarded for one year."""

    year: int
    one: list[Award]
    other: list[Award]


def words_beside(one: str, other: str) -> tuple[NameWord, ...]:
    """The words of one name, those marked that the other has not."""
    there = {word.lower() for word in nfc(other).split()}
    return tuple(NameWord(word, word.lower() not in there) for word in nfc(one).split())


def born(row: Honouree) -> str:
    """«02/09/1985», «1985» or nothing."""
    return f"{row.birth_date:%d/%m/%Y}" if row.birth_date else str(row.birth_year or "")


def facts_of(one: Honouree, other: Honouree, portraits: dict[int, Portrait]) -> list[ComparedFact]:
    """What is known of both, line by line."""
    a, b = portraits[one.pk], portraits[other.pk]
    name = _fact("Họ và tên" if one.kind == "person" else "Tên", one.full_name, other.full_name)
    words = words_beside(one.full_name, other.full_name)
    name = ComparedFact(*name[:4], words, words_beside(other.full_name, one.full_name))
    facts = [
        name,
        _fact("Sinh", born(one), born(other)),
        _fact("Danh xưng", one.get_gender_display(), other.get_gender_display()),
        _fact("Đơn vị", one.unit.short_name, other.unit.short_name),
        _fact("Đơn vị trước đây", _said(a.units_then - {a.unit}), _said(b.units_then - {b.unit})),
        _fact("Nơi công tác, nơi ở", a.place, b.place),
        _fact("Chức vụ", a.position, b.position),
    ]
    return [fact for fact in facts if fact.one or fact.other]


def _said(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _fact(label: str, one: str, other: str) -> ComparedFact:
    return ComparedFact(label, one, other, bool(one and other and one != other))


def years_of(one: Honouree, other: Honouree) -> list[ComparedYear]:
    """The awards of both and of what stands behind them, by year, the newest first; one query."""
    group = Q(honouree__in=_group(one)) | Q(honouree__in=_group(other))
    rows = Award.objects.filter(group).select_related("award_type", "honouree")
    found: defaultdict[int, tuple[list[Award], list[Award]]] = defaultdict(lambda: ([], []))
    for award in rows.order_by("-merit_year", "-pk")[: 2 * AWARDS_AT_MOST]:
        found[award.merit_year][_side(award, one, other)].append(award)
    return [ComparedYear(year, *found[year]) for year in sorted(found, reverse=True)]


def _side(award: Award, one: Honouree, other: Honouree) -> int:
    """Whose award it is; of two that are merged already each keeps its own."""
    if award.honouree_id in {one.pk, other.pk}:
        return int(award.honouree_id == other.pk)
    return int(award.honouree.record_id == other.pk)


def _group(row: Honouree) -> Collection[int]:
    return Honouree.objects.behind([row.pk]).values("pk")


def award_counts(ids: Collection[int]) -> dict[int, int]:
    """{record: how many awards in force, with those of the records it stands for}."""
    counts: defaultdict[int, int] = defaultdict(int)
    group = Honouree.objects.behind(ids).values("pk")
    rows = Award.objects.filter(honouree__in=group, revoked_on=None).order_by()
    for record, main in rows.values_list("honouree", "honouree__main"):
        counts[main or record] += 1
        if main:
            counts[record] += 1
    return dict(counts)


def merges_of(row: Honouree) -> list[Merge]:
    """The history of a record: every time it, or one behind it, was merged or taken apart."""
    group = Honouree.objects.behind([row.pk]).values("pk")
    rows = Merge.objects.filter(Q(main__in=group) | Q(other__in=group))
    return list(rows.select_related("main", "other", "by", "undone_by").order_by("-pk")[:50])

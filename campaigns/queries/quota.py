"""Places: which row a line draws on, and the one way in which counters move."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import BigIntegerField, QuerySet

from campaigns.models import AwardPlan, Quota
from law.enums import HonoureeKind
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.core.refusals import Refused
from nganam_awards.core.update import update_each
from nganam_awards.core.workflow import lock_many
from units.models import Unit


COUNTERS = ("proposed", "recommended", "with_chairman", "awarded")


class PlacesTaken(Refused):
    """More would be awarded than the Chairman approved; carries the rows that are full."""

    def __init__(self, rows: list[tuple[Quota, int]]) -> None:
        self.rows = rows
        super().__init__(
            *(
                f"{row.label}: chỉ tiêu {row.limit}, đã khen {row.awarded}, "
                f"quyết định này thêm {more}."
                for row, more in rows
            )
        )


def rows_by_place(plan: AwardPlan) -> dict[tuple[int, str, int | None], Quota]:
    """The plan's rows by (award type, kind of honouree, unit with a share or None)."""
    return {
        (row.award_type_id, row.honouree_kind, row.unit_id): row
        for row in plan.quotas.select_related("award_type", "unit")
    }


def for_meter(plan: AwardPlan) -> list[Quota]:
    """The plan's rows with what a meter shows, in the order in which decisions name people."""
    found = _FOR_METER.answer(plan.pk)
    for row in found:
        row.plan = plan
    return found


def _for_meter(plan: Blank) -> QuerySet[Quota]:
    return Quota.objects.filter(plan=plan).for_meter()


_FOR_METER = PreparedRows(_for_meter, BigIntegerField())


def drawn_on_by(unit: Unit, rows: Iterable[Quota]) -> list[Quota]:
    """Of the rows of one plan those on which a unit's lines draw: its own share, or the rest."""
    rows = list(rows)
    shared = {(row.award_type_id, row.honouree_kind) for row in rows if row.unit_id == unit.pk}
    return [
        row
        for row in rows
        if row.unit_id == unit.pk
        or (row.unit_id is None and (row.award_type_id, row.honouree_kind) not in shared)
    ]


def row_for(
    rows: dict[tuple[int, str, int | None], Quota], award_type_id: int, kind: str, unit_id: int
) -> Quota | None:
    """The one row a line draws on: the unit's own share, else the common rest."""
    return rows.get((award_type_id, kind, unit_id)) or rows.get((award_type_id, kind, None))


def move(moves: Iterable[tuple[int | None, str | None, str | None]]) -> None:
    """Move lines between counters: (quota row, from counter, to counter), None for no place.

    Locks the rows in key order. Raises PlacesTaken when more would be awarded than the limit;
    must run inside the transaction that moves the nominations.
    """
    deltas: defaultdict[int, Counter] = defaultdict(Counter)
    for quota_id, old, new in moves:
        if quota_id is None or old == new:
            continue
        if old:
            deltas[quota_id][old] -= 1
        if new:
            deltas[quota_id][new] += 1
    rows = lock_many(Quota, deltas)
    full = [
        (row, deltas[row.pk]["awarded"])
        for row in rows
        if deltas[row.pk]["awarded"] > 0 and row.awarded + deltas[row.pk]["awarded"] > row.limit
    ]
    if full:
        raise PlacesTaken(full)
    for row in rows:
        for counter in COUNTERS:
            setattr(row, counter, getattr(row, counter) + deltas[row.pk][counter])
    update_each(rows, COUNTERS)


def excess(
    rows: dict[tuple[int, str, int | None], Quota],
    lines: Iterable[tuple[int, str, int]],
) -> list[str]:
    """Sentences for rows that a dossier's own lines exceed (17/15, which row).

    `lines` are (award type, kind of honouree, filing unit). A line without any row is named too.
    """
    wanted: Counter[Quota] = Counter()
    homeless: Counter[str] = Counter()
    for award_type_id, kind, unit_id in lines:
        row = row_for(rows, award_type_id, kind, unit_id)
        if row is None:
            homeless[kind] += 1
        else:
            wanted[row] += 1
    too_many = [
        f"{row.label}: hồ sơ đề nghị {count}/{row.limit}. Bớt {count - row.limit} trường hợp."
        for row, count in wanted.items()
        if count > row.limit
    ]
    return too_many + [
        f"Kế hoạch không có chỉ tiêu cho {count} trường hợp «{HonoureeKind(kind).label.lower()}»."
        for kind, count in homeless.items()
    ]

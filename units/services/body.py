"""Writes to units, and to the unit row through which a cluster acts; each leaves one `AdminAct`.

`by` is the administrator; None is a command on the server.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from nganam_awards.core.refusals import Refused, saved
from nganam_awards.core.registry import recounters
from nganam_awards.core.sentence import About
from units import rules
from units.enums import ClusterKind, SuccessionKind, UnitKind
from units.models import (
    Cluster,
    FormerName,
    Unit,
    UnitSuccession,
    User,
)
from units.queries import catalogue as catalogue_queries
from units.services.act import check_right, lock, note, put


SYMBOLS = {ClusterKind.AREA: "CTĐ", ClusterKind.SECTOR: "KTĐ"}


TITLES = {ClusterKind.AREA: "Trưởng cụm", ClusterKind.SECTOR: "Trưởng khối"}


def create_unit(*, by: User | None, **fields: object) -> Unit:
    """Adds a unit."""
    check_right(by)
    with transaction.atomic():
        unit = saved(Unit(**fields))
        note(by, "Thêm đơn vị", unit.name)
    return unit


def change_unit(unit: Unit, *, by: User | None, **fields: object) -> Unit:
    """Changes a unit; papers already frozen keep the name they were issued with."""
    check_right(by)
    with transaction.atomic():
        locked = lock(unit)
        before, cluster, last = locked.name, locked.cluster_id, locked.valid_to
        put(locked, fields)
        if locked.valid_to != last and locked.successions.exists():
            raise Refused(
                About(
                    f"{locked.name} đã có đơn vị kế thừa từ ngày sau {last:%d/%m/%Y}; ngày cuối "
                    "cùng hoạt động giữ nguyên.",
                    "valid_to",
                )
            )
        _refuse_circle(locked)
        saved(locked)
        if locked.cluster_id != cluster:
            for recount in recounters:
                recount()
        note(by, "Sửa đơn vị", _renamed(before, locked.name))
    return locked


def rename_unit(unit: Unit, *, name: str, from_day: date, basis: str = "", by: User | None) -> Unit:
    """The body goes on under another name; papers of before and searches know the former one.

    A typing mistake is corrected by `change_unit`: it was never a name.
    """
    check_right(by)
    with transaction.atomic():
        locked = lock(unit)
        former = list(locked.former_names.all())
        if blockers := rules.renaming_blockers(locked, name, from_day, former):
            raise Refused(*blockers)
        before, last = locked.name, from_day - timedelta(days=1)
        saved(FormerName(unit=locked, name=before, until=last, basis=basis))
        locked.name = name
        saved(locked)
        note(by, "Đổi tên đơn vị", f"{before} → {name} từ {from_day:%d/%m/%Y}"[:400])
    return locked


def end_unit(
    unit: Unit,
    *,
    last_day: date,
    successors: Iterable[Unit] = (),
    kind: str = SuccessionKind.MERGED,
    basis: str = "",
    by: User | None,
) -> Unit:
    """Sets the last day of a body, and who goes on with its work from the next one.

    Rights on it end with that day; its people are given rights where they go. Whoever is named
    also goes on with what this body had taken over itself.
    """
    check_right(by)
    successors = list(successors)
    with transaction.atomic():
        locked = lock(unit)
        if blockers := rules.ending_blockers(locked, last_day, successors):
            raise Refused(*blockers)
        locked.valid_to = last_day
        saved(locked)
        for new in successors:
            _go_on(locked, new, kind=kind, basis=basis)
        names = ", ".join(new.name for new in successors) or "không có đơn vị kế thừa"
        told = f"{locked.name} sau {last_day:%d/%m/%Y}: {names}{_by(basis)}"
        note(by, "Ngừng hoạt động đơn vị", told[:400])
    return locked


def end_units(
    units: Iterable[Unit],
    *,
    last_day: date,
    successors: Iterable[Unit] = (),
    kind: str = SuccessionKind.MERGED,
    basis: str = "",
    by: User | None,
) -> list[Unit]:
    """Several bodies end on one day and the same ones go on: all of it, or nothing."""
    check_right(by)
    successors = list(successors)
    with transaction.atomic():
        return [
            end_unit(unit, last_day=last_day, successors=successors, kind=kind, basis=basis, by=by)
            for unit in sorted(units, key=lambda unit: unit.pk)
        ]


def add_successor(unit: Unit, new: Unit, *, basis: str = "", by: User | None) -> Unit:
    """One more body goes on with the work of one that is being divided (a list tells it by rows).

    Whoever divides a body on its page names all successors at once.
    """
    check_right(by)
    with transaction.atomic():
        locked = lock(unit)
        if blockers := rules.succession_blockers(locked, new):
            raise Refused(*blockers)
        _go_on(locked, new, kind=SuccessionKind.DIVIDED, basis=basis)
        told = f"{locked.name} sau {locked.valid_to:%d/%m/%Y}: thêm {new.name}{_by(basis)}"
        note(by, "Thêm đơn vị kế thừa", told[:400])
    return locked


def give_acting_unit(cluster: Cluster) -> Unit:
    """The cluster's unit row, made where there is none and called as the cluster is called."""
    unit = cluster.acting_unit or Unit(code=cluster.code, kind=UnitKind.CLUSTER)
    unit.name = cluster.name
    unit.symbol, unit.head_title = SYMBOLS[cluster.kind], TITLES[cluster.kind]
    saved(unit)
    if cluster.acting_unit_id is None:
        cluster.acting_unit = unit
        cluster.save(update_fields=["acting_unit"])
    return unit


def load_units(
    path: Path = catalogue_queries.CATALOGUE, *, by: User | None = None
) -> tuple[int, int]:
    """Add what the town's list has and the portal has not; what people edited since stays."""
    check_right(by)
    bodies = catalogue_queries.read(path)
    with transaction.atomic():
        clusters = {c.code: c for c in Cluster.objects.select_for_update(of=("self",))}
        new_clusters = [row for row in bodies.clusters if row["code"] not in clusters]
        for row in new_clusters:
            clusters[row["code"]] = saved(Cluster(**row))
        units = {u.code: u for u in Unit.objects.select_for_update(of=("self",))}
        new_units = [row for row in bodies.units if row["code"] not in units]
        for row in new_units:
            plain = {k: v for k, v in row.items() if k not in ("cluster", "parent")}
            if "cluster" in row:
                plain["cluster"] = clusters[row["cluster"]]
            if "parent" in row:
                plain["parent"] = units[row["parent"]]
            units[row["code"]] = saved(Unit(**plain))
        for cluster in clusters.values():
            if cluster.acting_unit_id is None:
                give_acting_unit(cluster)
        if new_clusters or new_units:
            counted = f"{len(new_clusters)} cụm, khối; {len(new_units)} đơn vị"
            note(by, "Nạp danh sách đơn vị", counted)
    return len(new_clusters), len(new_units)


def _refuse_circle(unit: Unit) -> None:
    above, seen = unit.parent_id, {unit.pk}
    while above is not None:
        if above in seen:
            raise Refused(
                About(
                    f"{unit.parent} đang trực thuộc {unit.name}, không thể là cấp trên của nó.",
                    "parent",
                )
            )
        seen.add(above)
        above = Unit.objects.values_list("parent_id", flat=True).get(pk=above)


def _renamed(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _go_on(ended: Unit, new: Unit, *, kind: str, basis: str) -> None:
    """From the day after the end; also with what the ended body had itself taken over."""
    starts_on = ended.valid_to + timedelta(days=1)
    taken = Unit.objects.filter(successions__new=ended).exclude(successions__new=new)
    for old in [ended, *taken.order_by("pk").distinct()]:
        row = UnitSuccession(old=old, new=new, starts_on=starts_on, kind=kind, basis=basis)
        saved(row)


def _by(basis: str) -> str:
    return f" ({basis})" if basis else ""

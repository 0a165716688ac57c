"""Clusters (cụm, khối): the unit through which one acts, its members, who leads it in a year.

Rights of the leading unit's people on the acting unit are dated grants of that year, nothing else.
"""

from datetime import date

from django.db import transaction

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, saved
from nganam_awards.core.sentence import About
from units import rules
from units.enums import ClusterRole, UnitKind
from units.models import Cluster, ClusterHead, Unit, UnitUserPermission, User
from units.services.act import check_right, lock, note
from units.services.body import change_unit, give_acting_unit
from units.services.grant import grant, stop_grant


LED_RIGHTS = (rules.CLERK_RIGHT, rules.HEAD_RIGHT)


def create_cluster(*, by: User | None, **fields: object) -> Cluster:
    """Adds a cluster with the unit through which it acts."""
    check_right(by)
    with transaction.atomic():
        cluster = saved(Cluster(**fields))
        give_acting_unit(cluster)
        note(by, "Thêm cụm, khối", cluster.name)
    return cluster


def change_cluster(cluster: Cluster, *, by: User | None, **fields: object) -> Cluster:
    """Changes a cluster; its unit is called the same."""
    check_right(by)
    with transaction.atomic():
        locked = lock(cluster)
        before = locked.name
        for name, value in fields.items():
            setattr(locked, name, value)
        saved(locked)
        give_acting_unit(locked)
        renamed = before if before == locked.name else f"{before} → {locked.name}"
        note(by, "Sửa cụm, khối", renamed)
    return locked


def add_member(cluster: Cluster, unit: Unit, *, by: User | None) -> Unit:
    """Takes a unit into a cluster; it leaves the one in which it was."""
    if unit.kind == UnitKind.CLUSTER:
        raise Refused(About("Cụm, khối không thể là thành viên của cụm, khối khác.", "unit"))
    return change_unit(unit, by=by, cluster=cluster)


def remove_member(cluster: Cluster, unit: Unit, *, by: User | None) -> Unit:
    """Takes a unit out of its cluster; a unit that leads this year stays until another one does."""
    if cluster.heads.filter(unit=unit, year__gte=clock.today().year).exists():
        raise Refused(
            About(f"{unit.short_name} đang là trưởng hoặc phó. Chọn đơn vị khác trước.", "unit")
        )
    return change_unit(unit, by=by, cluster=None) if unit.cluster_id == cluster.pk else unit


def name_head(
    cluster: Cluster, *, year: int, unit: Unit, role: str = ClusterRole.HEAD, by: User | None
) -> ClusterHead:
    """Names the head or deputy of a cluster for one year.

    The leading unit's present clerk and head act for the cluster until 31/12 of that year; whoever
    acted before for that year stops. Naming the same unit again takes in people who came since.
    """
    check_right(by)
    today = clock.today()
    if year < today.year:
        raise Refused(About(f"Năm {year} đã qua.", "year"))
    with transaction.atomic():
        locked = lock(cluster)
        if unit.cluster_id != locked.pk:
            raise Refused(
                About(f"{unit.short_name} không phải thành viên của {locked.name}.", "unit")
            )
        other = ClusterHead.objects.filter(cluster=locked, year=year, unit=unit).exclude(role=role)
        if found := other.first():
            raise Refused(
                About(
                    f"{unit.short_name} đã là {found.get_role_display().lower()} năm {year}. "
                    "Trưởng và phó là hai đơn vị khác nhau.",
                    "unit",
                    "role",
                )
            )
        acting = give_acting_unit(locked)
        head, _ = ClusterHead.objects.update_or_create(
            cluster=locked, year=year, role=role, defaults={"unit": unit}
        )
        if role == ClusterRole.HEAD:
            _pass_on(acting, unit, max(date(year, 1, 1), today), date(year, 12, 31), by)
        note(by, "Chọn trưởng, phó cụm, khối", f"{locked.name} {year}: {head}"[:400])
    return head


def _pass_on(acting: Unit, unit: Unit, first: date, last: date, by: User | None) -> None:
    """Give the unit's people its rights on the acting unit for the span, and nobody else."""
    wanted = {(p.pk, right): p for right in LED_RIGHTS for p in rules.holders_of(unit, right)}
    rows = UnitUserPermission.objects.overlapping(first, last).filter(content_object=acting)
    for row in rows.select_related("permission", "user", "content_object").order_by("pk"):
        if wanted.pop((row.user_id, row.permission.codename), None) is None:
            stop_grant(row, by=by)
    for (_, right), person in wanted.items():
        grant(person, right, acting, by=by, starts_on=first, ends_on=last)

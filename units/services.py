"""Every write to units, people and rights; each leaves one `AdminAct`.

`by` is the administrator; None is a command on the server.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from guardian.ctypes import get_content_type

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units import catalogue, offices, rules
from units.enums import ClusterKind, UnitKind
from units.models import (
    HOME_AFFAIRS_CODE,
    AdminAct,
    Cluster,
    DatedGrant,
    Unit,
    User,
    grant_model_of,
)
from units.passwords import one_time_password


SYMBOLS = {ClusterKind.AREA: "CTĐ", ClusterKind.SECTOR: "KTĐ"}
FIRST_PASSWORDS = 50
TITLES = {ClusterKind.AREA: "Trưởng cụm", ClusterKind.SECTOR: "Trưởng khối"}


class Issued(NamedTuple):
    """An account with the one-time password to tell its owner; None where one was chosen."""

    person: User
    password: str | None


# Units ---------------------------------------------------------------------------------------


def create_unit(*, by: User | None, **fields: object) -> Unit:
    """Thêm đơn vị."""
    check_right(by)
    with transaction.atomic():
        unit = checked(Unit(**fields))
        unit.save()
        note(by, "Thêm đơn vị", unit.name)
    return unit


def change_unit(unit: Unit, *, by: User | None, **fields: object) -> Unit:
    """Sửa đơn vị; papers already frozen keep the name they were issued with."""
    check_right(by)
    with transaction.atomic():
        locked = lock(unit)
        before = locked.name
        _set(locked, fields)
        _refuse_circle(locked)
        checked(locked).save()
        note(by, "Sửa đơn vị", _renamed(before, locked.name))
    return locked


def give_acting_unit(cluster: Cluster) -> Unit:
    """The cluster's unit row, made where there is none and called as the cluster is called."""
    unit = cluster.acting_unit or Unit(code=cluster.code, kind=UnitKind.CLUSTER)
    unit.name = cluster.name
    unit.symbol, unit.head_title = SYMBOLS[cluster.kind], TITLES[cluster.kind]
    checked(unit).save()
    if cluster.acting_unit_id is None:
        cluster.acting_unit = unit
        cluster.save(update_fields=["acting_unit"])
    return unit


def load_units(path: Path = catalogue.CATALOGUE, *, by: User | None = None) -> tuple[int, int]:
    """Add what the town's list has and the portal has not; what people edited since stays."""
    check_right(by)
    bodies = catalogue.read(path)
    with transaction.atomic():
        clusters = {c.code: c for c in Cluster.objects.select_for_update(of=("self",))}
        new_clusters = [row for row in bodies.clusters if row["code"] not in clusters]
        for row in new_clusters:
            clusters[row["code"]] = checked(Cluster(**row))
            clusters[row["code"]].save()
        units = {u.code: u for u in Unit.objects.select_for_update(of=("self",))}
        new_units = [row for row in bodies.units if row["code"] not in units]
        for row in new_units:
            plain = {k: v for k, v in row.items() if k not in ("cluster", "parent")}
            if "cluster" in row:
                plain["cluster"] = clusters[row["cluster"]]
            if "parent" in row:
                plain["parent"] = units[row["parent"]]
            units[row["code"]] = checked(Unit(**plain))
            units[row["code"]].save()
        for cluster in clusters.values():
            if cluster.acting_unit_id is None:
                give_acting_unit(cluster)
        if new_clusters or new_units:
            counted = f"{len(new_clusters)} cụm, khối; {len(new_units)} đơn vị"
            note(by, "Nạp danh sách đơn vị", counted)
    return len(new_clusters), len(new_units)


# People --------------------------------------------------------------------------------------


def create_person(*, by: User | None, password: str | None = None, **fields: object) -> Issued:
    """Thêm người dùng. Without a chosen password a one-time one is issued."""
    check_right(by)
    issued = None if password else one_time_password()
    person = _entered(
        by, password=password or issued, must_change_password=issued is not None, **fields
    )
    return Issued(person, issued)


def open_account(*, by: User | None, **fields: object) -> User:
    """Thêm người dùng of a list: nobody can sign in until `issue_first_passwords`."""
    check_right(by)
    return _entered(by, password=None, must_change_password=True, **fields)


def issue_first_passwords(*, by: User | None) -> list[Issued]:
    """Phát mật khẩu lần đầu to accounts that never had one; told once, kept nowhere.

    At most FIRST_PASSWORDS at a time: each is hashed, slowly on purpose, while the person waits.
    """
    check_right(by)
    with transaction.atomic():
        waiting = User.objects.without_password().select_for_update(of=("self",))
        people = list(waiting.select_related("unit").order_by("sort_key", "pk")[:FIRST_PASSWORDS])
        issued = [Issued(person, one_time_password()) for person in people]
        for person, password in issued:
            person.set_password(password)
            person.save(update_fields=["password"])
            note(by, "Phát mật khẩu lần đầu", _named(person))
    return issued


def make_administrator(*, username: str, full_name: str, password: str) -> User:
    """The first administrator of a fresh portal, made on the server."""
    with transaction.atomic():
        person = create_person(
            by=None,
            username=username,
            full_name=full_name,
            title="Quản trị",
            unit=Unit.objects.filter(code=HOME_AFFAIRS_CODE).first(),
            password=password,
        ).person
        put_in_office(person, offices.ADMINISTRATOR, by=None)
    return person


def change_person(person: User, *, by: User | None, **fields: object) -> User:
    """Sửa thông tin người dùng; the user name stays, rights have doors of their own."""
    check_right(by)
    with transaction.atomic():
        locked = lock(person)
        _set(locked, fields)
        checked(locked).save()
        note(by, "Sửa người dùng", _named(locked))
    return locked


def set_person_active(person: User, is_active: bool, *, by: User | None) -> User:
    """Khóa, mở khóa tài khoản: a locked one is signed out everywhere at its next click."""
    check_right(by)
    with transaction.atomic():
        administrators = _lock_administrators()
        locked = lock(person)
        if not is_active:
            if by is not None and by.pk == locked.pk:
                raise Refused("Không thể tự khóa tài khoản của mình. Nhờ người quản trị khác.")
            _refuse_last_administrator(administrators, locked)
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        note(by, "Mở khóa tài khoản" if is_active else "Khóa tài khoản", _named(locked))
    return locked


def reset_password(person: User, *, by: User | None) -> str:
    """Đặt lại mật khẩu: ends every session and returns a one-time password to be told once."""
    check_right(by)
    if by is not None and by.pk == person.pk:
        raise Refused("Mật khẩu của chính mình thì đổi ở trang «Đổi mật khẩu».")
    password = one_time_password()
    with transaction.atomic():
        locked = lock(person)
        locked.set_password(password)
        locked.must_change_password = True
        locked.save(update_fields=["password", "must_change_password"])
        note(by, "Đặt lại mật khẩu", _named(locked))
    return password


def change_own_password(person: User, password: str) -> User:
    """Đổi mật khẩu: the owner chose a new one; nothing stands in the way of work any more."""
    with transaction.atomic():
        locked = lock(person)
        locked.set_password(password)
        locked.must_change_password = False
        locked.save(update_fields=["password", "must_change_password"])
        note(locked, "Tự đổi mật khẩu", _named(locked))
    return locked


# Rights --------------------------------------------------------------------------------------


def grant(
    person: User,
    right: str,
    place: models.Model,
    *,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> DatedGrant:
    """Giao quyền trên một đơn vị (or a campaign) for a time; open without a last day."""
    if by is not None and not rules.may_grant(by, person, right, place):
        raise PermissionDenied
    starts_on = starts_on or clock.today()
    with transaction.atomic():
        locked = lock(person)
        if blockers := rules.grant_blockers(locked, right, place, starts_on, ends_on):
            raise Refused(*blockers)
        row = grant_model_of(type(place))(
            user=locked,
            content_object=place,
            permission=Permission.objects.get(content_type=get_content_type(place), codename=right),
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=by,
        )
        checked(row).save()
        note(by, "Giao quyền", _told(row))
    return row


def end_grant(row: DatedGrant, *, ends_on: date, by: User | None) -> DatedGrant:
    """Kết thúc quyền: the last day on which it counts, never further back than yesterday."""
    _check_end(row, by)
    with transaction.atomic():
        locked = lock(row)
        if ends_on < locked.starts_on:
            raise Refused(
                f"Quyền này bắt đầu {locked.starts_on:%d/%m/%Y}; ngày cuối không được trước đó."
            )
        if ends_on < clock.today() - timedelta(days=1):
            raise Refused(
                "Ngày cuối không được trước hôm qua: việc đã làm bằng quyền này vẫn đứng."
            )
        if locked.ends_on is not None and ends_on > locked.ends_on:
            raise Refused(
                f"Quyền này đã có ngày cuối {locked.ends_on:%d/%m/%Y}. Kéo dài: giao quyền mới."
            )
        locked.ends_on = ends_on
        locked.save(update_fields=["ends_on"])
        note(by, "Kết thúc quyền", _told(locked))
    return locked


def stop_grant(row: DatedGrant, *, by: User | None) -> None:
    """Thu quyền ngay: yesterday was its last day; one that has not counted yet is taken back."""
    _check_end(row, by)
    with transaction.atomic():
        locked = lock(row)
        note(by, "Thu quyền ngay", _told(locked))
        if locked.starts_on >= clock.today():
            locked.delete()
        else:
            yesterday = clock.today() - timedelta(days=1)
            if locked.ends_on is None or locked.ends_on > yesterday:
                locked.ends_on = yesterday
                locked.save(update_fields=["ends_on"])


def put_in_office(person: User, office: str, *, by: User | None) -> None:
    """Giao chức vụ ở thị xã: the person joins the office's group."""
    check_right(by)
    with transaction.atomic():
        locked = lock(person)
        if blockers := rules.office_blockers(locked, office):
            raise Refused(*blockers)
        locked.groups.add(Group.objects.get(name=office))
        note(by, "Giao chức vụ", f"{_named(locked)}: {offices.OFFICES[office].spoken}")


def remove_from_office(person: User, office: str, *, by: User | None) -> None:
    """Thôi chức vụ."""
    check_right(by)
    with transaction.atomic():
        administrators = _lock_administrators()
        locked = lock(person)
        if office == offices.ADMINISTRATOR:
            _refuse_last_administrator(administrators, locked)
        locked.groups.remove(Group.objects.get(name=office))
        note(by, "Thôi chức vụ", f"{_named(locked)}: {offices.OFFICES[office].spoken}")


# ---------------------------------------------------------------------------------------------


def check_right(by: User | None) -> None:
    if by is not None and not rules.can_manage_units(by):
        raise PermissionDenied


def _check_end(row: DatedGrant, by: User | None) -> None:
    if by is not None and not rules.may_end_grant(by, row):
        raise PermissionDenied


def lock(row: models.Model) -> models.Model:
    model = row._meta.model  # the signed-in person arrives wrapped, type() would see the wrapper
    return model.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _lock_administrators() -> Group:
    # Two administrators who remove each other at the same moment must queue here.
    return Group.objects.select_for_update().get(name=offices.ADMINISTRATOR)


def _refuse_last_administrator(administrators: Group, person: User) -> None:
    active = set(administrators.user_set.filter(is_active=True).values_list("pk", flat=True))
    if active == {person.pk}:
        raise Refused(
            f"{person.full_name} là người quản trị duy nhất. "
            "Giao chức vụ quản trị cho người khác trước."
        )


def _refuse_circle(unit: Unit) -> None:
    above, seen = unit.parent_id, {unit.pk}
    while above is not None:
        if above in seen:
            raise Refused(
                f"{unit.parent} đang trực thuộc {unit.name}, không thể là cấp trên của nó."
            )
        seen.add(above)
        above = Unit.objects.values_list("parent_id", flat=True).get(pk=above)


def _set(row: models.Model, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def checked(row: models.Model) -> models.Model:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(*error.messages) from error
    return row


def _entered(by: User | None, **fields: object) -> User:
    with transaction.atomic():
        try:
            person = User.objects.create_user(**fields)
        except ValidationError as error:
            raise Refused(*error.messages) from error
        note(by, "Thêm người dùng", _named(person))
    return person


def _named(person: User) -> str:
    return f"{person.full_name} ({person.username})"


def _renamed(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _told(row: DatedGrant) -> str:
    until = f" đến {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    return (
        f"{_named(row.user)}: {row.permission.name.lower()} – {row.content_object} "
        f"từ {row.starts_on:%d/%m/%Y}{until}"
    )


def note(by: User | None, what: str, target: str) -> None:
    AdminAct.objects.create(by=by, what=what, target=target)

"""Rights on a unit for a time, and offices of the town; each change leaves one `AdminAct`.

`by` is the administrator; None is a command on the server.
"""

from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from guardian.ctypes import get_content_type

from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.sentence import About
from units import offices, rules
from units.models import (
    DatedGrant,
    User,
    grant_model_of,
)
from units.services.act import check_right, lock, named, note


def grant(
    person: User,
    right: str,
    place: models.Model,
    *,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> DatedGrant:
    """Gives a right on a unit or a campaign for a time; open without a last day."""
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
        saved(row)
        note(by, "Giao quyền", _told(row))
    return row


def end_grant(row: DatedGrant, *, ends_on: date, by: User | None) -> DatedGrant:
    """Ends a right: sets the last day on which it counts, never further back than yesterday."""
    _check_end(row, by)
    with transaction.atomic():
        locked = lock(row)
        if ends_on == locked.ends_on:
            raise AlreadyDone(f"Quyền này có hiệu lực đến hết ngày {ends_on:%d/%m/%Y}.")
        if ends_on < locked.starts_on:
            raise Refused(
                About(
                    f"Quyền này bắt đầu {locked.starts_on:%d/%m/%Y}; "
                    "ngày cuối không được trước đó.",
                    "ends_on",
                )
            )
        if ends_on < clock.today() - timedelta(days=1):
            raise Refused(
                About(
                    "Ngày cuối không được trước hôm qua: việc đã làm bằng quyền này vẫn đứng.",
                    "ends_on",
                )
            )
        if locked.ends_on is not None and ends_on > locked.ends_on:
            raise Refused(
                About(
                    f"Quyền này đã có ngày cuối {locked.ends_on:%d/%m/%Y}. "
                    "Kéo dài: giao quyền mới.",
                    "ends_on",
                )
            )
        locked.ends_on = ends_on
        locked.save(update_fields=["ends_on"])
        note(by, "Kết thúc quyền", _told(locked))
    return locked


def stop_grant(row: DatedGrant, *, by: User | None) -> None:
    """Ends a right at once: yesterday was its last day; one that has not begun is taken back."""
    _check_end(row, by)
    with transaction.atomic():
        locked = lock(row)
        yesterday = clock.today() - timedelta(days=1)
        if locked.ends_on is not None and locked.ends_on <= yesterday:
            raise AlreadyDone(f"Quyền này đã hết từ ngày {locked.ends_on:%d/%m/%Y}.")
        note(by, "Thu quyền ngay", _told(locked))
        if locked.starts_on > yesterday:
            locked.delete()
        else:
            locked.ends_on = yesterday
            locked.save(update_fields=["ends_on"])


def put_in_office(person: User, office: str, *, by: User | None) -> None:
    """Gives an office (chức vụ) of the town: the person joins the office's group."""
    check_right(by)
    with transaction.atomic():
        locked = lock(person)
        if blockers := rules.office_blockers(locked, office):
            raise Refused(*blockers)
        locked.groups.add(Group.objects.get(name=office))
        note(by, "Giao chức vụ", f"{named(locked)}: {offices.OFFICES[office].spoken}")


def remove_from_office(person: User, office: str, *, by: User | None) -> None:
    """Ends an office (chức vụ) of the town."""
    check_right(by)
    with transaction.atomic():
        administrators = lock_administrators()
        locked = lock(person)
        if office == offices.ADMINISTRATOR:
            refuse_last_administrator(administrators, locked)
        locked.groups.remove(Group.objects.get(name=office))
        note(by, "Thôi chức vụ", f"{named(locked)}: {offices.OFFICES[office].spoken}")


def end_left_behind(person: User, *, by: User | None) -> int:
    """Thu mọi quyền còn giữ ở nơi cũ, in one step; gives how many there were."""
    check_right(by)
    with transaction.atomic():
        locked = lock(person)
        left = rules.left_behind(locked)
        for told in left.grants:
            stop_grant(told.row, by=by)
        for office in left.offices:
            remove_from_office(locked, office, by=by)
    return len(left.grants) + len(left.offices)


def _check_end(row: DatedGrant, by: User | None) -> None:
    if by is not None and not rules.may_end_grant(by, row):
        raise PermissionDenied


def _told(row: DatedGrant) -> str:
    until = f" đến {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    return (
        f"{named(row.user)}: {row.permission.name.lower()} – {row.content_object} "
        f"từ {row.starts_on:%d/%m/%Y}{until}"
    )


def lock_administrators() -> Group:
    # Two administrators who remove each other at the same moment must queue here.
    return Group.objects.select_for_update().get(name=offices.ADMINISTRATOR)


def refuse_last_administrator(administrators: Group, person: User) -> None:
    active = set(administrators.user_set.filter(is_active=True).values_list("pk", flat=True))
    if active == {person.pk}:
        raise Refused(
            f"{person.full_name} là người quản trị duy nhất. "
            "Giao chức vụ quản trị cho người khác trước."
        )

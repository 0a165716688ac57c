"""Sessions are planned, changed, and attendance is noted; steps are in `transitions`."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.enums import PRESIDING_ROLES
from council.models import Attendance, CouncilSession
from council.queries import member as member_queries
from council.rules import session as session_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, saved
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line
from units.models import User


class Presence(NamedTuple):
    """What was noted of one member."""

    is_present: bool | None
    reason: str = ""


def plan(
    *, held_on: date, starts_at: time, place: str, presider: User, secretary: User, by: User
) -> CouncilSession:
    """A session on a day, with everybody invited who sits on the Council that day."""
    if not session_rules.can_keep(by):
        raise PermissionDenied
    with transaction.atomic():
        obj = CouncilSession(secretary=secretary)
        _set(obj, held_on=held_on, starts_at=starts_at, place=place, presider=presider)
        saved(obj)
        call_members(obj)
    return obj


def edit(
    obj: CouncilSession, *, held_on: date, starts_at: time, place: str, presider: User, by: User
) -> CouncilSession:
    """Another day, hour, place or presider, until it begins; whoever was invited is told again."""
    with transaction.atomic():
        locked = workflow.lock(CouncilSession, obj.pk)
        if not session_rules.can_edit(by, locked):
            raise PermissionDenied
        _set(locked, held_on=held_on, starts_at=starts_at, place=place, presider=presider)
        saved(locked)
        call_members(locked)
    return locked


def call_members(obj: CouncilSession) -> None:
    """Whoever sits on the Council on its day is on the list; whoever left before it, is not.

    Call under the lock of the session; what was noted of somebody stays.
    """
    wanted = {row.pk: row for row in member_queries.members_on(obj.held_on)}
    there = set(obj.attendance.values_list("member", flat=True))
    obj.attendance.exclude(member__in=wanted).delete()
    Attendance.objects.bulk_create(
        Attendance(session=obj, member=row) for pk, row in wanted.items() if pk not in there
    )


def note_attendance(
    obj: CouncilSession, noted: Mapping[int, Presence], *, by: User
) -> CouncilSession:
    """Who came, and why somebody did not. {row: what}; a vote that is open keeps its roll."""
    with transaction.atomic():
        locked = workflow.lock(CouncilSession, obj.pk)
        if not session_rules.can_note_attendance(by, locked):
            raise PermissionDenied
        call_members(locked)
        rows = list(locked.attendance.all())
        for row in rows:
            if row.pk in noted:
                row.is_present, row.reason = noted[row.pk][0], clean_line(noted[row.pk][1])
        Attendance.objects.bulk_update(rows, ["is_present", "reason"])
    return locked


def _set(
    obj: CouncilSession, *, held_on: date, starts_at: time, place: str, presider: User
) -> None:
    if held_on < clock.today():
        raise Refused(About("Ngày họp đã qua; chọn từ hôm nay trở đi.", "held_on"))
    member = member_queries.member_of(presider, held_on)
    if member is None or member.role not in PRESIDING_ROLES:
        told = "Chủ trì là Chủ tịch hoặc Phó Chủ tịch Hội đồng vào ngày họp."
        raise Refused(About(told, "presider"))
    obj.held_on, obj.starts_at, obj.place = held_on, starts_at, clean_line(place)
    obj.presider = presider

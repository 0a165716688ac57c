"""Sessions are planned, changed, and attendance is noted; steps are in `transitions`."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.models import Attendance, CouncilCase, CouncilSession
from council.queries import member as member_queries
from council.rules import session as session_rules
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused, saved
from nganam_awards.core.text import clean_line
from nganam_awards.core.update import update_each
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
        obj = CouncilSession(starts_at=starts_at)
        _set(obj, held_on=held_on, place=place, presider=presider, secretary=secretary)
        saved(obj)
        call_members(obj)
    return obj


def edit(
    obj: CouncilSession,
    *,
    held_on: date,
    starts_at: time,
    place: str,
    presider: User,
    secretary: User,
    by: User,
) -> CouncilSession:
    """Another day, hour, place or person, until it begins; those invited are then invited anew."""
    with transaction.atomic():
        locked = locked_for_editing(obj, by)
        locked.starts_at = starts_at
        _set(locked, held_on=held_on, place=place, presider=presider, secretary=secretary)
        saved(locked)
        call_members(locked)
    return locked


def call_members(obj: CouncilSession) -> None:
    """Whoever sits on the Council on its day is on the list; whoever left before it, is not.

    Call under the lock of the session. What was noted of somebody stays, also under another seat,
    and once the session is under way nobody is taken off: the minutes tell who was there.
    """
    there = {row.member.person_id: row for row in obj.attendance.select_related("member")}
    new = []
    for member in member_queries.members_on(obj.held_on):
        row = there.pop(member.person_id, None)
        if row is None:
            new.append(Attendance(session=obj, member=member))
        elif row.member_id != member.pk:
            row.member = member
            row.save(update_fields=["member"])
    Attendance.objects.bulk_create(new)
    if session_rules.can_be_on_agenda_of(obj):
        obj.attendance.filter(pk__in=[row.pk for row in there.values()]).delete()


def locked_for_editing(obj: CouncilSession, by: User) -> CouncilSession:
    """The session under its lock, while its day, place and agenda may still change."""
    locked = workflow.lock(CouncilSession, obj.pk)
    if not session_rules.can_keep(by):
        raise PermissionDenied
    if not session_rules.can_be_on_agenda_of(locked):
        told = locked.get_state_display().lower()
        raise Refused(f"Phiên họp {told} nên không sửa được nữa. Tải lại trang để xem.")
    return locked


def move_case(obj: CouncilSession, case: CouncilCase, *, up: bool, by: User) -> None:
    """Swaps a case with the one above or below it on the agenda."""
    with transaction.atomic():
        locked = locked_for_editing(obj, by)
        rows = workflow.lock_many(CouncilCase, locked.cases.order_by().values_list("pk", flat=True))
        rows.sort(key=lambda row: (row.order, row.pk))
        here = next((place for place, row in enumerate(rows) if row.pk == case.pk), None)
        if here is None:
            raise Refused("Vụ việc này vừa được đưa khỏi phiên họp.")
        there = here - 1 if up else here + 1
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
        for place, row in enumerate(rows, start=1):
            row.order = place
        update_each(rows, ["order"])


def note_attendance(
    obj: CouncilSession, noted: Mapping[int, Presence], *, by: User
) -> CouncilSession:
    """Who came, and why somebody did not. {row: what}; a vote that is open keeps its roll."""
    with transaction.atomic():
        locked = workflow.lock(CouncilSession, obj.pk)
        if not session_rules.can_keep(by):
            raise PermissionDenied
        if not session_rules.can_note_attendance(by, locked):
            told = locked.get_state_display().lower()
            raise Refused(f"Phiên họp {told} nên không ghi điểm danh.")
        call_members(locked)
        rows = list(locked.attendance.all())
        for row in rows:
            if row.pk in noted:
                row.is_present, row.reason = noted[row.pk][0], clean_line(noted[row.pk][1])
        update_each(rows, ["is_present", "reason"])
    return locked


def _set(
    obj: CouncilSession, *, held_on: date, place: str, presider: User, secretary: User
) -> None:
    if blockers := session_rules.plan_blockers(presider, secretary, held_on):
        raise Refused(*blockers)
    obj.held_on, obj.place = held_on, clean_line(place)
    obj.presider, obj.secretary = presider, secretary

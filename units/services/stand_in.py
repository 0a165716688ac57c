"""The Chairman names a stand-in for some days; each change leaves one `AdminAct`."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, require_note, saved
from units import offices, rules
from units.models import StandIn, User
from units.services.act import lock, named, note


def name_stand_in(
    person: User, *, starts_on: date, ends_on: date, reason: str, by: User
) -> StandIn:
    """The person does what an officer of Phòng Nội vụ does, on these days alone."""
    _check(by)
    require_note(reason, "Ghi lý do cử người thay.")
    with transaction.atomic():
        locked = lock(person)
        office = offices.HOME_AFFAIRS_OFFICER
        if blockers := rules.stand_in_blockers(locked, office, starts_on, ends_on):
            raise Refused(*blockers)
        row = StandIn(
            person=locked,
            office=Group.objects.get(name=office),
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
            named_by=by,
        )
        saved(row)
        note(by, "Cử người thay", _told(row))
    return row


def stop_stand_in(row: StandIn, *, by: User) -> None:
    """Ends it at once: yesterday was its last day; what begins today or later is taken back."""
    _check(by)
    with transaction.atomic():
        locked = lock(row)
        yesterday = clock.today() - timedelta(days=1)
        if locked.ends_on <= yesterday:
            raise AlreadyDone(f"Việc thay này đã hết từ {locked.ends_on:%d/%m/%Y}.")
        note(by, "Thôi cử người thay", _told(locked))
        if locked.starts_on > yesterday:
            locked.delete()
        else:
            locked.ends_on = yesterday
            locked.save(update_fields=["ends_on"])


def _check(by: User) -> None:
    if not rules.can_name_stand_in(by):
        raise PermissionDenied


def _told(row: StandIn) -> str:
    office = offices.OFFICES[row.office.name].spoken.lower()
    return f"{named(row.person)}: thay {office} {rules.span(row)}. {row.reason}"[:400]

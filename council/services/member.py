"""The composition of the Council as dated rows; each change leaves one `AdminAct`."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.models import CouncilMember
from council.rules import member as member_rules
from nganam_awards.core import clock, memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line
from units.models import User
from units.services.act import lock, named, note


def name(
    person: User,
    *,
    role: str,
    named_in: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
) -> CouncilMember:
    """The person sits on the Council as this from the first to the last day.

    `by` None is the set-up on the server. Votes that are open keep the roll they opened with.
    """
    _check(by)
    with transaction.atomic():
        locked = lock(person)
        _one_at_a_time()
        if blockers := member_rules.name_blockers(locked, role, starts_on, ends_on):
            raise Refused(*blockers)
        row = CouncilMember(
            person=locked,
            role=role,
            named_in=clean_line(named_in),
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by=by,
        )
        saved(row)
        note(by, "Cử vào Hội đồng", _told(row))
        after_commit(memo.forget_all)
    return row


def end(row: CouncilMember, *, ends_on: date, by: User) -> CouncilMember:
    """Sets the last day on which the person sits there, never further back than yesterday."""
    _check(by)
    with transaction.atomic():
        locked = lock(row)
        if ends_on == locked.ends_on:
            raise AlreadyDone(f"Vai trò này đến hết ngày {ends_on:%d/%m/%Y}.")
        if ends_on < max(locked.starts_on, clock.today() - timedelta(days=1)):
            raise Refused(
                About("Ngày cuối không được trước hôm qua hoặc trước ngày bắt đầu.", "ends_on")
            )
        if locked.ends_on is not None and ends_on > locked.ends_on:
            raise Refused(About("Kéo dài thì cử lại theo quyết định mới.", "ends_on"))
        locked.ends_on = ends_on
        locked.save(update_fields=["ends_on"])
        note(by, "Thôi thành viên Hội đồng", _told(locked))
        after_commit(memo.forget_all)
    return locked


def _one_at_a_time() -> None:
    """Two administrators who name two chairs at once: the second reads what the first wrote."""
    list(CouncilMember.objects.select_for_update().order_by("pk"))


def _check(by: User | None) -> None:
    if by is not None and not member_rules.can_compose(by):
        raise PermissionDenied


def _told(row: CouncilMember) -> str:
    until = f" đến {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    role = row.get_role_display()
    return f"{named(row.person)}: {role}, từ {row.starts_on:%d/%m/%Y}{until}. {row.named_in}"[:400]

"""The composition of the Council as dated rows; each change leaves one `AdminAct`."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from council.models import CouncilMember
from council.queries import member as member_queries
from council.rules import member as member_rules
from council.rules.member import NewSeat
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, saved
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
        _one_at_a_time()
        locked = lock(person)
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
    return row


def end(row: CouncilMember, *, ends_on: date, by: User) -> CouncilMember:
    """Sets the last day on which the person sits there, never further back than yesterday."""
    _check(by)
    with transaction.atomic():
        _one_at_a_time()
        locked = lock(row)
        if ends_on == locked.ends_on:
            raise AlreadyDone(f"Vai trò này đến hết ngày {ends_on:%d/%m/%Y}.")
        if blockers := member_rules.end_blockers(locked, ends_on):
            raise Refused(*blockers)
        _end(locked, ends_on, by)
    return locked


def renew(
    seats: Sequence[NewSeat], *, named_in: str, starts_on: date, by: User, seen: str | None = None
) -> list[CouncilMember]:
    """A decision on the whole Council (kiện toàn): every seat of before ends the day before, and
    those whom it names sit from the day on, whether they sat there or not.

    `seen` is the mark of the composition that the person looked at (`queries.member.mark_of`).
    """
    _check(by)
    with transaction.atomic():
        _one_at_a_time()
        standing = member_queries.standing_on(min(starts_on, clock.today()))
        if seen is not None and member_queries.mark_of(standing) != seen:
            raise Stale(
                "Thành phần Hội đồng vừa được sửa ở nơi khác, chưa có gì được ghi. "
                "Xem lại danh sách hiện nay rồi lưu."
            )
        if blockers := member_rules.renew_blockers(seats, starts_on, standing):
            raise Refused(*blockers)
        last_day = starts_on - timedelta(days=1)
        for row in standing:
            if row.ends_on is None or row.ends_on > last_day:
                _end(row, last_day, by)
        return [
            name(seat.person, role=seat.role, named_in=named_in, starts_on=starts_on, by=by)
            for seat in seats
        ]


def _end(row: CouncilMember, ends_on: date, by: User) -> None:
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    note(by, "Thôi thành viên Hội đồng", _told(row))


def _one_at_a_time() -> None:
    """Two administrators who name two chairs at once: the second reads what the first wrote.

    The whole table, whether it has a row or not, and before any of its rows; reading goes on.
    """
    with connection.cursor() as cursor:
        table = CouncilMember._meta.db_table
        cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')


def _check(by: User | None) -> None:
    if by is not None and not member_rules.can_compose(by):
        raise PermissionDenied


def _told(row: CouncilMember) -> str:
    until = f" đến {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    role = row.get_role_display()
    return f"{named(row.person)}: {role}, từ {row.starts_on:%d/%m/%Y}{until}. {row.named_in}"[:400]

"""Who keeps the composition of the Council, and what stands against a new member."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from council.enums import Role
from council.models import CouncilMember
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from units.models import User
from units.rules import can_manage_units


ONE_ONLY = (Role.CHAIR, Role.STANDING)  # of these the Council has one at a time


class NewSeat(NamedTuple):
    """Somebody whom a decision on the whole Council names; `at` is the field that says so."""

    person: User
    role: str
    at: str = ""


def can_compose(user: User) -> bool:
    """The administrator writes down what the decision on the Council says."""
    return can_manage_units(user)


def name_blockers(person: User, role: str, starts_on: date, ends_on: date | None) -> list[str]:
    """Why the person cannot sit as this from these days on."""
    if not person.is_active:
        return [About(f"Tài khoản của {person.full_name} đang khóa.", "person")]
    rows = CouncilMember.objects.overlapping(starts_on, ends_on).select_related("person")
    if twin := rows.filter(person=person).first():
        until = f" đến {twin.ends_on:%d/%m/%Y}" if twin.ends_on else ""
        told = f"{person.full_name} đã là {twin.get_role_display()} từ {twin.starts_on:%d/%m/%Y}"
        return [About(f"{told}{until}. Kết thúc vai trò cũ trước.", "person", "starts_on")]
    if role in ONE_ONLY and (other := rows.filter(role=role).first()):
        told = f"{other.get_role_display()} đang là {other.person.full_name}"
        return [About(f"{told}. Kết thúc vai trò của người đó trước.", "role", "starts_on")]
    return []


def end_blockers(row: CouncilMember, ends_on: date) -> list[str]:
    """Why the seat cannot end on this day."""
    if ends_on < max(row.starts_on, clock.today() - timedelta(days=1)):
        return [About("Ngày cuối không được trước hôm qua hoặc trước ngày bắt đầu.", "ends_on")]
    if row.ends_on is not None and ends_on > row.ends_on:
        return [About("Kéo dài thì cử lại theo quyết định mới.", "ends_on")]
    return []


def renew_blockers(
    seats: Sequence[NewSeat], starts_on: date, standing: Iterable[CouncilMember]
) -> list[str]:
    """Why a decision cannot name these from the day on; `standing` are the seats it would end."""
    standing = list(standing)
    return [
        *_day_blockers(starts_on, standing),
        *_twin_blockers(seats),
        *_role_blockers(seats),
    ]


def _day_blockers(starts_on: date, standing: list[CouncilMember]) -> list[str]:
    if standing and starts_on < clock.today():
        told = (
            "Hội đồng cũ còn quyền đến hôm nay nên Hội đồng mới bắt đầu từ hôm nay hoặc sau đó; "
            "ngày của quyết định ghi ở ô «Theo quyết định»."
        )
        return [About(told, "starts_on")]
    if later := [row for row in standing if row.starts_on >= starts_on]:
        one = later[0]
        told = f"{one.person.full_name} là {one.get_role_display()} từ {one.starts_on:%d/%m/%Y}"
        return [About(f"{told}; Hội đồng mới phải bắt đầu sau ngày đó.", "starts_on")]
    return []


def _twin_blockers(seats: Sequence[NewSeat]) -> list[str]:
    counts = Counter(seat.person.pk for seat in seats)
    found, told = [], set()
    for seat in seats:
        if not seat.person.is_active:
            found.append(About(f"Tài khoản của {seat.person.full_name} đang khóa.", seat.at))
        if counts[seat.person.pk] > 1 and seat.person.pk in told:
            found.append(About(f"{seat.person.full_name} đã có ở một dòng khác.", seat.at))
        told.add(seat.person.pk)
    return found


def _role_blockers(seats: Sequence[NewSeat]) -> list[str]:
    found = []
    for role in ONE_ONLY:
        holders = [seat for seat in seats if seat.role == role]
        for extra in holders[1:]:
            told = f"{Role(role).label} chỉ có một người, đã chọn {holders[0].person.full_name}."
            found.append(About(told, extra.at))
    if not any(seat.role == Role.CHAIR for seat in seats):
        found.append("Chọn một người làm Chủ tịch Hội đồng.")
    return found

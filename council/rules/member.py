"""Who keeps the composition of the Council, and what stands against a new member."""

from datetime import date

from council.enums import Role
from council.models import CouncilMember
from nganam_awards.core.sentence import About
from units.models import User
from units.rules import can_manage_units


ONE_ONLY = (Role.CHAIR, Role.STANDING)  # of these the Council has one at a time


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

"""What the side menu and the top of the page say about units and people."""

from nganam_awards.core.context import MenuPart, NavItem
from units import rules
from units.models import User


KEEPING = MenuPart.KEEPING


def doors(user: User) -> list[NavItem]:
    """The administrator's doors."""
    if not rules.can_manage_units(user):
        return []
    return [
        NavItem("Đơn vị", "units:unit_list", "building", order=80, part=KEEPING),
        NavItem("Cụm, khối", "units:cluster_list", "building-community", order=81, part=KEEPING),
        NavItem("Người dùng", "units:person_list", "users", order=82, part=KEEPING),
        NavItem("Nhập từ Excel", "units:imports", "file-spreadsheet", order=84, part=KEEPING),
    ]


def title_of(user: User) -> str:
    """First office of the person, else what their seat says."""
    if not user.is_authenticated:
        return ""
    if office := rules.first_office_of(user):
        return office
    seat = user.unit.short_name if user.unit_id else ""
    return ", ".join(part for part in (user.title, seat) if part)

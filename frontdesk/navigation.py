"""The first doors of the side menu."""

from frontdesk import composition
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation
from units.models import User
from units.queries.grant import holds_somewhere


def items(user: User) -> list[NavItem]:
    """Everybody begins at what waits for them; a unit's people have its page."""
    doors = [NavItem("Việc của tôi", "frontdesk:home", "home", order=0, short="Việc")]
    if holds_somewhere(user, "file_dossiers", "confirm_dossiers"):
        doors.append(
            NavItem("Đơn vị của tôi", "frontdesk:my_unit", "building", order=22, short="Đơn vị")
        )
    if composition.may_read(user):
        doors.append(
            NavItem(
                "Cơ cấu khen thưởng",
                "frontdesk:composition",
                "chart-bar",
                order=56,
                part=MenuPart.MEMORY,
                short="Cơ cấu",
            )
        )
    return doors


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)

"""Where the register stands in the side menu."""

from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation
from units import rules
from units.models import User


def doors(user: User) -> list[NavItem]:
    """The administrator's door to accounts and their records."""
    if not rules.can_manage_units(user):
        return []
    label, keeping = "Tài khoản và sổ", MenuPart.KEEPING
    return [NavItem(label, "honourees:account_list", "user-check", order=83, part=keeping)]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)

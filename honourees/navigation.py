"""Where the register stands in the side menu."""

from honourees.rules import can_merge
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation
from units import rules
from units.models import User


def pairs_door(user: User) -> list[NavItem]:
    """The officers' door to records that may be one."""
    if not can_merge(user):
        return []
    label, part = "Bản ghi trùng", MenuPart.MEMORY
    return [NavItem(label, "honourees:resemblances", "users", order=62, part=part)]


def doors(user: User) -> list[NavItem]:
    """The administrator's door to accounts and their records."""
    if not rules.can_manage_units(user):
        return []
    label, keeping = "Tài khoản và sổ", MenuPart.KEEPING
    return [NavItem(label, "honourees:account_list", "user-check", order=83, part=keeping)]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)
    navigation.add(pairs_door)

"""Where the register stands in the side menu."""

from honourees import rules
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation
from units import rules as unit_rules
from units.models import User


def pairs_door(user: User) -> list[NavItem]:
    """The officers' door to records that may be one."""
    if not rules.can_merge(user):
        return []
    label, part = "Bản ghi trùng", MenuPart.MEMORY
    return [NavItem(label, "honourees:resemblances", "users", order=62, part=part)]


def doors(user: User) -> list[NavItem]:
    """The register for who reads it; the administrator's door to accounts and their records."""
    items = []
    if rules.can_read(user):
        label, memory = "Sổ khen thưởng", MenuPart.MEMORY
        items.append(NavItem(label, "honourees:list", "award", order=50, part=memory))
    if unit_rules.can_manage_units(user):
        label, keeping = "Tài khoản và sổ", MenuPart.KEEPING
        items.append(NavItem(label, "honourees:account_list", "user-check", order=83, part=keeping))
    return items


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)
    navigation.add(pairs_door)

"""Where the law stands in the side menu."""

from law import rules
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation
from units.models import User


def items(user: User) -> list[NavItem]:
    """The law: everybody here reads it, one keeps it."""
    if rules.can_keep_catalogue(user):
        label, keeping = "Danh mục, quy định", MenuPart.KEEPING
        return [NavItem(label, "law:catalogue", "scale", order=83, part=keeping, short="Quy định")]
    return [NavItem("Quy định", "law:overview", "scale", order=70, part=MenuPart.MEMORY)]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)

"""The first door of the side menu."""

from nganam_awards.core.context import NavItem
from nganam_awards.core.registry import navigation
from units.models import User


def items(user: User) -> list[NavItem]:
    """Everybody begins at what waits for them."""
    return [NavItem("Việc của tôi", "frontdesk:home", "home", order=0)]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)

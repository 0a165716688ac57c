"""What every page needs: the side menu with what waits, the office's day, who is signed in."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.functional import cached_property

from nganam_awards.core import clock, memo, work
from nganam_awards.core.address import address
from nganam_awards.core.registry import navigation, user_titles


HOME = "frontdesk:home"  # behind this door of the menu waits everything
READING = {"GET", "HEAD", "OPTIONS"}  # methods that only read (law 5)


class MenuPart(Enum):
    """The side menu has three parts, one under the other, with a thin line between them."""

    WORK = "Việc"
    MEMORY = "Sổ và quy định"
    KEEPING = "Quản trị"


@dataclass
class NavItem:
    """One door of the side menu; `count` is what waits behind it for this person.

    `short` is what the narrow menu (rail) calls it, where the label is long.
    """

    label: str
    url_name: str
    icon: str
    order: int = 50
    count: int | None = None  # the lanes of work that name this door (core.work)
    part: MenuPart = MenuPart.WORK
    short: str = ""
    is_current: bool = False

    @cached_property
    def url(self) -> str:
        return address(self.url_name)


class Frame(NamedTuple):
    """What stands around every page of one person; holds no right, opens nothing."""

    doors: list[NavItem]
    title: str
    unread: int


class Portal:
    """Asked by the base template only as far as the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def _frame(self) -> Frame:
        """Kept between the pages that only read; the page that answers an act counts anew."""
        if self.user is None or not self.user.is_authenticated:
            return Frame([], "", 0)
        if self.request.method not in READING:
            return frame_of(self.user)
        return memo.recall(self.user.pk, lambda: frame_of(self.user))

    @cached_property
    def nav(self) -> list[NavItem]:
        """The menu of this person; the longest address that fits the page is current."""
        items = self._frame.doors
        path = self.request.path  # the home page is nobody's parent
        here = [i for i in items if path == i.url or (i.url != "/" and path.startswith(i.url))]
        if here:
            max(here, key=lambda i: len(i.url)).is_current = True
        return items

    @property
    def menu(self) -> list[tuple[str, list[NavItem]]]:
        """The doors part by part: (what the part is called, its doors); parts without are out."""
        parts = [(part.value, [i for i in self.nav if i.part is part]) for part in MenuPart]
        return [(name, items) for name, items in parts if items]

    @property
    def user_title(self) -> str:
        """Second line under the person's name: in which office they sit."""
        return self._frame.title

    @property
    def unread(self) -> int:
        """Notices not opened yet."""
        return self._frame.unread

    @cached_property
    def today(self):
        """The office's day."""
        return clock.today()

    @property
    def demonstration(self) -> bool:
        """Is this the demonstration, whose clock can be moved?"""
        return settings.IS_DEMONSTRATION


def frame_of(user: AbstractBaseUser) -> Frame:
    """Asked now: the doors in their order with what waits, the office, what is unread."""
    doors = sorted((door for ask in navigation for door in ask(user)), key=lambda door: door.order)
    found = work.counts_for(user)
    for door in doors:
        door.count = found.waiting if door.url_name == HOME else found.behind.get(door.url_name)
    title = next((said for ask in user_titles if (said := ask(user))), "")
    return Frame(doors, title, found.unread)


def portal(request: HttpRequest) -> dict:
    """Context processor."""
    return {"portal": Portal(request)}

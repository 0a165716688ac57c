"""What every page needs: the side menu with what waits, the office's day, who is signed in."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from nganam_awards.core import clock
from nganam_awards.core.registry import navigation, unread_counters, user_titles


@dataclass
class NavItem:
    """One door of the side menu; `count` is what waits behind it for this person."""

    label: str
    url_name: str
    icon: str
    count: int | None = None
    order: int = 50
    is_current: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass
class HomeTask:
    """One thing that waits for a person, with the place where it is done."""

    label: str
    url: str
    note: str = ""
    due_on: date | None = None
    tone: str = "info"
    state_label: str = ""


@dataclass
class HomeList:
    """Things of one kind that wait, oldest due first; `total` where more wait than are shown."""

    title: str
    tasks: list[HomeTask] = field(default_factory=list)
    total: int = 0
    more_url: str = ""
    order: int = 50


class Portal:
    """Asked by the base template only as far as the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @property
    def _is_known(self) -> bool:
        return self.user is not None and self.user.is_authenticated

    @cached_property
    def nav(self) -> list[NavItem]:
        """The menu of this person; the longest address that fits the page is current."""
        if not self._is_known:
            return []
        items = sorted((i for ask in navigation for i in ask(self.user)), key=lambda i: i.order)
        path = self.request.path  # the home page is nobody's parent
        here = [i for i in items if path == i.url or (i.url != "/" and path.startswith(i.url))]
        if here:
            max(here, key=lambda i: len(i.url)).is_current = True
        return items

    @cached_property
    def user_title(self) -> str:
        """Second line under the person's name: in which office they sit."""
        return next((t for ask in user_titles if (t := ask(self.user))), "")

    @cached_property
    def unread(self) -> int:
        """Notices not opened yet."""
        return sum(ask(self.user) for ask in unread_counters) if self._is_known else 0

    @cached_property
    def today(self):
        """The office's day."""
        return clock.today()

    @property
    def demonstration(self) -> bool:
        """Is this the demonstration, whose clock can be moved?"""
        return settings.IS_DEMONSTRATION


def portal(request: HttpRequest) -> dict:
    """Context processor."""
    return {"portal": Portal(request)}

"""Phòng Nội vụ as it stands today: whose rights are at hand, and who of them a list may name.

A part of who somebody is to the portal (`seat_facts`): a list that names everybody who assigns or
appraises is possible only where each of them has a record of the register, or heads a unit. Nearly
never, and then no question looks for one.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from honourees.queries.account import RECORD_COLUMNS, keep_said_of
from nganam_awards.core import clock
from nganam_awards.core.query_text import QueryText, written
from nganam_awards.core.registry import seat_facts
from units.models import UnitUserPermission, User
from units.queries.holder import Holds
from units.rules import can_name_stand_in


ASSIGN, APPRAISE = "dossiers.assign", "dossiers.appraise_any"


class Officer(NamedTuple):
    """Of one who assigns or appraises."""

    assigns: bool
    appraises: bool
    heads: bool  # confirms what some unit files
    is_recorded: bool  # of some record of the register it was said that it is they


def works_on_queues(user: User) -> bool:
    """Phòng Nội vụ: who receives, assigns or appraises."""
    return any(user.has_perm(right) for right in ("dossiers.receive", ASSIGN, APPRAISE))


def known_to(user: User) -> dict[int, Officer] | None:
    """Everybody who assigns or appraises, where the person's seat tells it."""
    return getattr(user, "office_memo", None)


def office_of_staff(user: User) -> tuple[str, dict[int, Officer]] | None:
    """For whoever works on queues or names a stand-in; asked once, with their own records."""
    if not (works_on_queues(user) or can_name_stand_in(user)):
        return None
    if known_to(user) is None:
        rows = _question(clock.today()).answer()
        keep_said_of([user], ((pk, *said) for pk, _, _, _, *said in rows if pk == user.pk))
        recorded = {pk for pk, _, _, _, is_same, *_ in rows if is_same}
        user.office_memo = {
            pk: Officer(assigns, appraises, heads, pk in recorded)
            for pk, assigns, appraises, heads, *_ in rows
            if assigns or appraises
        }
    return "office_memo", user.office_memo


def register() -> None:
    """Called once when the apps are loaded; the person's own records are told behind it."""
    seat_facts.add(office_of_staff, order=10)


@lru_cache(maxsize=2)
def _question(day: date) -> QueryText:
    """Of every account: to choose among them would gather who holds the rights once more.

    Its text holds the day by which rights are dated.
    """
    headed = UnitUserPermission.objects.in_force(day).order_by()
    headed = headed.filter(user=OuterRef("pk"), permission__codename="confirm_dossiers")
    people = User.objects.filter(is_active=True).order_by()
    records = (f"account_records__{name}" for name in RECORD_COLUMNS)
    return written(
        people.values_list(
            "pk", Holds("pk", ASSIGN), Holds("pk", APPRAISE), Exists(headed), *records
        )
    )

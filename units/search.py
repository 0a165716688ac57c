"""What the search of every page finds here, for the administrator: units and accounts."""

from urllib.parse import urlencode

from django.urls import reverse

from nganam_awards.core.registry import searches
from nganam_awards.core.search import Hit, SearchGroup, line
from units import rules
from units.models import Unit, User


def units(user: User, typed: str) -> SearchGroup | None:
    """Units (đơn vị) by name or code."""
    if not rules.can_manage_units(user):
        return None
    rows = Unit.objects.visible_to(user).matching(typed).town_first()
    return SearchGroup("Đơn vị", "building", rows, _unit, _listed("units:unit_list", typed))


def accounts(user: User, typed: str) -> SearchGroup | None:
    """Accounts (người dùng) by name or user name."""
    if not rules.can_manage_units(user):
        return None
    rows = User.objects.visible_to(user).matching(typed).select_related("unit").order_by("pk")
    return SearchGroup("Người dùng", "users", rows, _account, _listed("units:person_list", typed))


def register() -> None:
    """Called once when the apps are loaded."""
    searches.add(units, order=60)
    searches.add(accounts, order=70)


def _unit(row: Unit) -> Hit:
    return Hit(row.short_name, row.get_absolute_url(), line(row.get_kind_display(), row.code))


def _account(row: User) -> Hit:
    seat = row.unit.short_name if row.unit_id else ""
    return Hit(row.full_name, row.get_absolute_url(), line(row.title, seat, row.username))


def _listed(name: str, typed: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': typed})}"

"""What the search of every page finds here: dossiers, who is proposed in them, units that filed."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from dossiers.models import Dossier, Nomination
from dossiers.models.nomination import NOMINEE_WORDS
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.registry import searches
from nganam_awards.core.search import (
    Hit,
    SearchGroup,
    line,
    newest_of,
    very_number_first,
    with_words,
)
from units.models import Unit, User
from units.queries.grant import holds_somewhere


def dossiers(user: User, typed: str) -> SearchGroup | None:
    """Dossiers (hồ sơ) by reference, receipt code, title or unit."""
    if not _has_room(user):
        return None
    rows = newest_of(Dossier.objects.visible_to(user).called(typed)).select_related("unit")
    rows = very_number_first(rows, typed, lambda number: Q(ref__endswith=f"-{number:05d}"))
    return SearchGroup("Hồ sơ", "files", rows, _dossier, _listed(q=typed))


def nominees(user: User, typed: str) -> SearchGroup | None:
    """Persons, collectives and households by name; each line opens its dossier."""
    if not _has_room(user):
        return None
    rows = Nomination.objects.visible_to(user).on_list()
    rows = newest_of(with_words(rows, NOMINEE_WORDS, typed)).select_related("dossier__unit")
    return SearchGroup(
        "Người và tập thể", "user", rows, _nominee, _listed(q=typed), "Xem các hồ sơ có tên này"
    )


def units(user: User, typed: str) -> SearchGroup | None:
    """Units, for whoever reads what they all file: each opens its dossiers."""
    if not dossier_rules.can_view_filed(user):
        return None
    rows = Unit.objects.visible_to(user).matching(typed).town_first()
    return SearchGroup("Đơn vị", "building", rows, _unit)


def register() -> None:
    """Called once when the apps are loaded."""
    searches.add(dossiers, order=10)
    searches.add(nominees, order=20)
    searches.add(units, order=60)


def _has_room(user: User) -> bool:
    is_of_unit = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    return is_of_unit or dossier_rules.can_view_filed(user)


def _dossier(row: Dossier) -> Hit:
    note = line(row.unit.short_name, row.ref, row.one_stop_code or "")
    return Hit(row.title, row.get_absolute_url(), note, row)


def _nominee(row: Nomination) -> Hit:
    """Where the dossier stands, not what was said of the line: that is told on its own page."""
    work = row.working_unit or row.dossier.unit.short_name
    return Hit(
        row.full_name,
        f"{row.dossier.get_absolute_url()}#dong-{row.pk}",
        line(row.position, work, row.dossier.ref),
        row.dossier,
    )


def _unit(row: Unit) -> Hit:
    return Hit(row.short_name, _listed(unit=str(row.pk)), line("Các hồ sơ đã nộp", row.code))


def _listed(**fields: str) -> str:
    return f"{reverse('dossiers:list')}?{urlencode(fields)}"

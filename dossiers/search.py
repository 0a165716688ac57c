"""What the search of every page finds here: dossiers, who is proposed in them, units that filed."""

from functools import partial
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from dossiers.models import Dossier, Nomination
from dossiers.queries import edition as edition_queries, word_row as word_row_queries
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.registry import searches
from nganam_awards.core.search import (
    Hit,
    SearchGroup,
    line,
    very_number_first,
)
from units.models import Unit, User
from units.queries.grant import holds_somewhere


def dossiers(user: User, typed: str) -> SearchGroup | None:
    """Dossiers (hồ sơ) by reference, receipt code, title or unit."""
    if not _has_room(user):
        return None
    rows = word_row_queries.called(Dossier.objects.visible_to(user), typed, user)
    rows = very_number_first(rows, typed, lambda number: Q(ref__endswith=f"-{number:05d}"))
    rows = rows.select_related("unit", "supplement")
    return SearchGroup("Hồ sơ", "files", rows, partial(_dossier, user), _listed(q=typed))


def nominees(user: User, typed: str) -> SearchGroup | None:
    """Persons, collectives and households by name; each line opens its dossier."""
    if not _has_room(user):
        return None
    rows = Nomination.objects.visible_to(user).on_list()
    rows = word_row_queries.named(rows, typed, user).order_by("-pk")
    rows = rows.select_related("dossier__unit", "dossier__supplement")
    hit, listed = partial(_nominee, user), _listed(q=typed)
    return SearchGroup("Người và tập thể", "user", rows, hit, listed, "Xem các hồ sơ có tên này")


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


def _as_read(user: User, row: Dossier) -> Dossier:
    """Outside the unit in the words last sent, as its page shows it."""
    is_own = dossier_rules.is_of_unit(user, row.unit)
    return row if is_own else edition_queries.read_as_sent(row)


def _dossier(user: User, found: Dossier) -> Hit:
    row = _as_read(user, found)
    note = line(row.unit.short_name, row.ref, row.one_stop_code or "")
    return Hit(row.title, row.get_absolute_url(), note, row)


def _nominee(user: User, found: Nomination) -> Hit:
    """Where the dossier stands, not what was said of the line: that is told on its own page."""
    [row] = edition_queries.lines_of(_as_read(user, found.dossier), [found])
    work = row.working_unit or row.dossier.unit.short_name
    return Hit(
        row.full_name,
        row.list_url,
        line(row.position, work, row.dossier.ref),
        row.dossier,
    )


def _unit(row: Unit) -> Hit:
    return Hit(row.short_name, _listed(unit=str(row.pk)), line("Các hồ sơ đã nộp", row.code))


def _listed(**fields: str) -> str:
    return f"{reverse('dossiers:list')}?{urlencode(fields)}"

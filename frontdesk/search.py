"""The search of every page: each app is asked, the first few of each kind are shown."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.urls import reverse

from frontdesk import desk
from nganam_awards.core.registry import searches
from nganam_awards.core.search import Hit, SearchGroup
from nganam_awards.core.text import clean_line, search_terms
from units.models import Unit, User
from units.queries.grant import holds_somewhere


FEW, MANY = 4, 12  # of one kind: while somebody types, on the page of its own
LONGEST, MOST_WORDS = 100, 8  # of what is typed; words beyond narrow nothing


@dataclass
class FoundGroup:
    """What is shown of one kind; `has_more` where more was found."""

    title: str
    icon: str
    hits: list[Hit]
    has_more: bool
    more_url: str
    more_label: str


def asked_for(typed: str) -> str:
    """What somebody typed, as it is searched for; empty where that is too little to search."""
    words = clean_line(typed[: LONGEST * 2])[:LONGEST].strip()
    terms = search_terms(words)
    if not any(len(term) > 1 or term.isdecimal() for term in terms):
        return ""
    return words if len(terms) <= MOST_WORDS else " ".join(terms[:MOST_WORDS])


def find(user: User, words: str, shown: int) -> list[FoundGroup]:
    """Kind by kind what the person may see; kinds without anything are left out."""
    if not words:
        return []
    answers = (ask(user, words) for ask in searches)
    return [found for group in answers if group and (found := _first(group, shown)).hits]


def own_units(user: User, typed: str) -> SearchGroup | None:
    """Units for which the person files or confirms: each has its own page."""
    if not holds_somewhere(user, *desk.RIGHTS):
        return None
    rows = desk.units_of(user).matching(typed).town_first()
    return SearchGroup("Đơn vị của tôi", "building", rows, _own_unit)


def register() -> None:
    """Called once when the apps are loaded."""
    searches.add(own_units, order=55)


def _first(group: SearchGroup, shown: int) -> FoundGroup:
    rows = group.rows[: shown + 1] if isinstance(group.rows, QuerySet) else group.rows
    hits = [group.hit(row) for row in islice(rows, shown + 1)]
    return FoundGroup(
        group.title,
        group.icon,
        hits[:shown],
        len(hits) > shown,
        group.more_url,
        group.more_label,
    )


def _own_unit(unit: Unit) -> Hit:
    return Hit(unit.short_name, reverse("frontdesk:own_unit", args=[unit.code]), "Trang của đơn vị")

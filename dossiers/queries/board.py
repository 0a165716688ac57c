"""The board: all that lies in the queues of one person, read in one go and kept some seconds.

Tabs, figures beside choices, pages and «hồ sơ tiếp theo» are cut from it, so they agree and a page
reads its own rows alone. It says where a dossier waits, never what a person may see: rows are
asked of the database again, within what the person may see.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, IntegerField, Value

from campaigns.models import AwardPlan, Campaign
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.queries import queue as queue_queries
from dossiers.queries.own_line import holding_own
from law.enums import Category
from nganam_awards.core import memo
from nganam_awards.core.query_text import Blank, PreparedRows, QueryText, kept, written
from nganam_awards.core.text import whole_number
from nganam_awards.core.word_list import keys_as_rows
from units.models import Cluster, Unit, User


_LAST = date.max  # what has no day comes behind what has one
_READ = ("pk", "due_on", "filed_at", "unit", "plan", "category", "officer")


class WaitingDossier(NamedTuple):
    """A dossier as far as queues are ordered and narrowed by it; keys, no names."""

    pk: int
    due_on: date | None
    filed_at: datetime
    campaign: int | None
    cluster: int | None
    unit: int
    category: str
    officer: int | None

    @property
    def place(self) -> tuple:
        """What is due first stands on top; what has no day yet by its filing."""
        return (self.due_on or _LAST, self.filed_at, self.pk)


class Board(NamedTuple):
    """Queue by queue what waits, in its order; and the names of what it can be narrowed by."""

    queues: dict[str, list[WaitingDossier]]
    names: dict[str, dict[object, str]]


def board_of(user: User) -> Board:
    """The person's board: as it was at most some seconds ago, and never before the last step."""
    return memo.recall(user.pk, lambda: _read(user), about="board")


def rows_of(user: User, keys: Iterable[int]) -> list[Dossier]:
    """The dossiers of one page as they stand now, in this order; what one may not see is left."""
    keys = list(keys)
    if not keys:
        return []
    found = {row.pk: row for row in kept(_listed, user).answer(keys)}
    return [found[key] for key in keys if key in found]


def _listed(user: User) -> PreparedRows:
    def of_keys(keys: Blank) -> DossierQuerySet:
        return _seen_by(user).filter(pk__in=keys_as_rows(keys)).for_list()

    return PreparedRows(of_keys, ArrayField(BigIntegerField())).prepare()


def refs_of(user: User, keys: Iterable[int]) -> dict[int, str]:
    """How the pages of these dossiers are called."""
    return dict(_seen_by(user).filter(pk__in=list(keys)).order_by().values_list("pk", "ref"))


def beside(rows: list[WaitingDossier], dossier: Dossier) -> tuple[int | None, int]:
    """Where the dossier stands in the queue, from 0, and where what follows it begins.

    None where it has left the queue: what follows is then what stood behind it.
    """
    at = next((n for n, row in enumerate(rows) if row.pk == dossier.pk), None)
    if at is not None:
        return at, at + 1
    # What was received meanwhile has a day, and its queue has none.
    due = dossier.due_on if any(row.due_on for row in rows) else None
    place = (due or _LAST, dossier.filed_at, dossier.pk)
    return None, bisect_left(rows, place, key=lambda row: row.place)


def name_of(board: Board, facet: str, asked: str) -> tuple[object, str] | None:
    """(key, name) of what an address narrows by; None for nonsense.

    What nothing waits of any more keeps its name: a saved view then shows an empty list, not all.
    """
    names = board.names[facet]
    key = asked if facet == "category" else whole_number(asked)
    name = names.get(key)
    if name is None and isinstance(key, int):
        name = _name_kept(facet, key)
    return (key, name) if name else None


def _seen_by(user: User) -> DossierQuerySet:
    return Dossier.objects.visible_to(user).exclude(holding_own(user))


def _name_kept(facet: str, key: int) -> str | None:
    if facet == "unit":
        unit = Unit.objects.filter(pk=key).first()
        return unit.short_name if unit else None
    rows, column = {
        "campaign": (Campaign.objects, "name"),
        "cluster": (Cluster.objects, "name"),
        "officer": (User.objects, "full_name"),
    }[facet]
    return rows.filter(pk=key).values_list(column, flat=True).first()


def _read(user: User) -> Board:
    slugs, text = kept(_places, user, by_facts=True)
    found = text.answer()
    units = Unit.objects.filter(pk__in={row[4] for row in found}).select_related("cluster")
    unit_of = {unit.pk: unit for unit in units.order_by("sort_key", "pk")}
    plans = AwardPlan.objects.filter(pk__in={row[5] for row in found} - {None})
    campaign_of = dict(plans.order_by().values_list("pk", "campaign"))
    queues: dict[str, list[WaitingDossier]] = {slug: [] for slug in slugs}
    for number, pk, due_on, filed_at, unit, plan, category, officer in found:
        campaign, cluster = campaign_of.get(plan), unit_of[unit].cluster_id
        row = WaitingDossier(pk, due_on, filed_at, campaign, cluster, unit, category, officer)
        queues[slugs[number]].append(row)
    for rows in queues.values():
        rows.sort(key=lambda row: row.place)
    campaigns = Campaign.objects.filter(pk__in=set(campaign_of.values())).order_by("-pk")
    officers = User.objects.filter(pk__in={row[7] for row in found} - {None})
    clusters = {unit.cluster_id: unit.cluster.name for unit in unit_of.values() if unit.cluster}
    names = {
        "campaign": dict(campaigns.values_list("pk", "name")),
        "cluster": dict(sorted(clusters.items(), key=lambda pair: pair[1])),
        "unit": {unit.pk: unit.short_name for unit in unit_of.values()},
        "category": {key: str(label) for key, label in Category.choices},
        "officer": dict(officers.order_by("sort_key", "pk").values_list("pk", "full_name")),
    }
    return Board(queues, names)


def _places(user: User) -> tuple[list[str], QueryText]:
    """The question, whose text is kept: each queue by its number with what lies in it."""
    slugs = list(queue_queries.labels())
    first, *rest = (
        queue_queries.rows_of(slug, user)
        .order_by()
        .annotate(queue_number=Value(number, IntegerField()))
        .values_list("queue_number", *_READ)
        for number, slug in enumerate(slugs)
    )
    return slugs, written(first.union(*rest, all=True))

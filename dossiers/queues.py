"""Hàng chờ: what waits for whom. Menu, home page and queue pages count the same rows."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse

from dossiers.enums import DossierState
from dossiers.models import Dossier
from dossiers.models.dossier import CLOCK_RUNS, DossierQuerySet
from nganam_awards.core import clock
from units.backends import holds_somewhere
from units.models import User
from units.rules import units_with


TO_RECEIVE, TO_ASSIGN, MINE = "cho-tiep-nhan", "cho-phan-cong", "toi-tham-dinh"
APPRAISED, LATE = "da-tham-dinh", "qua-han"
LABELS = {
    TO_RECEIVE: "Chờ tiếp nhận",
    TO_ASSIGN: "Chờ phân công",
    MINE: "Tôi thẩm định",
    APPRAISED: "Đã thẩm định",
    LATE: "Quá hạn",
}


class Tab(NamedTuple):
    """One queue with how much waits in it."""

    slug: str
    label: str
    count: int

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("dossiers:queue", args=[self.slug])


def works_on_queues(user: User) -> bool:
    """Phòng Nội vụ: who receives, assigns or appraises."""
    return any(
        user.has_perm(right)
        for right in ("dossiers.receive", "dossiers.assign", "dossiers.appraise_any")
    )


def files_for_some_unit(user: User) -> bool:
    """A unit's clerk."""
    return holds_somewhere(user, "file_dossiers")


def rows_of(slug: str, user: User) -> DossierQuerySet:
    """The dossiers of one queue, oldest due first."""
    return Dossier.objects.visible_to(user).filter(_conditions(user)[slug])


def tabs_for(user: User) -> list[Tab]:
    """All queues with their counts, in one query."""
    conditions = _conditions(user)
    rows = Dossier.objects.visible_to(user).filter(state__in=[DossierState.FILED, *CLOCK_RUNS])
    counts = rows.aggregate(
        **{slug.replace("-", "_"): Count("pk", filter=q) for slug, q in conditions.items()}
    )
    return [Tab(slug, LABELS[slug], counts[slug.replace("-", "_")]) for slug in conditions]


def waiting_for(user: User, tabs: list[Tab]) -> int:
    """How many of them are this person's next work."""
    mine = {MINE}
    if user.has_perm("dossiers.receive"):
        mine.add(TO_RECEIVE)
    if user.has_perm("dossiers.assign"):
        mine.add(TO_ASSIGN)
    return sum(tab.count for tab in tabs if tab.slug in mine)


def for_clerk(user: User) -> DossierQuerySet:
    """Drafts of the units for which the person files."""
    rows = Dossier.objects.visible_to(user).filter(state=DossierState.DRAFT)
    return rows.filter(unit__in=units_with(user, "file_dossiers"))


def for_head(user: User) -> DossierQuerySet:
    """What waits for the confirmation of this head."""
    rows = Dossier.objects.visible_to(user).filter(state=DossierState.AWAITING_HEAD)
    return rows.filter(unit__in=units_with(user, "confirm_dossiers"))


def _conditions(user: User) -> dict[str, Q]:
    return {
        TO_RECEIVE: Q(state=DossierState.FILED),
        TO_ASSIGN: Q(state=DossierState.RECEIVED),
        MINE: Q(state=DossierState.APPRAISING, officer=user),
        APPRAISED: Q(state=DossierState.APPRAISED),
        LATE: Q(state__in=CLOCK_RUNS, due_on__lt=clock.today()),
    }

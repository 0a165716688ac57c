"""Queues (hàng chờ): what waits for whom. Menu, home page and queue pages count the same rows."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse

from dossiers.enums import DossierState
from dossiers.models import Dossier
from dossiers.models.dossier import CLOCK_RUNS, UNIT_STATES, DossierQuerySet
from dossiers.queries.own_line import holding_own
from nganam_awards.core import clock
from units.models import User
from units.queries.grant import holds_somewhere
from units.rules import units_with


TO_RECEIVE, TO_ASSIGN, MINE = "cho-tiep-nhan", "cho-phan-cong", "toi-tham-dinh"
APPRAISED, LATE = "da-tham-dinh", "qua-han"
AT_CLERK, AT_HEAD = "dang-soan", "cho-xac-nhan"
TO_SUPPLEMENT, WAITING = "can-bo-sung", "cho-bo-sung"
LABELS = {
    TO_RECEIVE: "Chờ tiếp nhận",
    TO_ASSIGN: "Chờ phân công",
    MINE: "Tôi thẩm định",
    APPRAISED: "Đã thẩm định",
    WAITING: "Chờ bổ sung",
    LATE: "Quá hạn",
}


class Tab(NamedTuple):
    """One queue with how much waits in it."""

    slug: str
    label: str
    count: int

    @property
    def url(self) -> str:
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
    rows, of_unit = Dossier.objects.visible_to(user), _of_unit(user)
    if slug in of_unit:
        return rows.filter(of_unit[slug])
    return rows.filter(_of_town(user)[slug]).exclude(holding_own(user))


def desk_of_clerk(user: User) -> DossierQuerySet:
    """What waits for a clerk of the unit: drafts, and what must be supplemented."""
    asked = _of_unit(user)
    return Dossier.objects.visible_to(user).filter(asked[AT_CLERK] | asked[TO_SUPPLEMENT])


def desk_of_unit(user: User) -> DossierQuerySet:
    """What waits for a clerk or a head of the person's units."""
    asked = _of_unit(user)
    return Dossier.objects.visible_to(user).filter(
        asked[AT_CLERK] | asked[TO_SUPPLEMENT] | asked[AT_HEAD]
    )


def counts_for(user: User) -> dict[str, int]:
    """How much waits in every queue and on the desks of the person's units, in one query."""
    waiting = [*UNIT_STATES, DossierState.FILED, DossierState.NEED_MORE, *CLOCK_RUNS]
    rows = Dossier.objects.visible_to(user).filter(state__in=waiting)
    asked = _conditions(user)
    counts = rows.aggregate(
        **{slug.replace("-", "_"): Count("pk", filter=q) for slug, q in asked.items()}
    )
    return {slug: counts[slug.replace("-", "_")] for slug in asked}


def tabs_for(user: User) -> list[Tab]:
    """All queues of Phòng Nội vụ with their counts."""
    counts = counts_for(user)
    return [Tab(slug, label, counts[slug]) for slug, label in LABELS.items()]


def next_work(user: User) -> DossierQuerySet:
    """Those of the queues that wait for this very person, none with a line about the person."""
    asked = _of_town(user)
    mine = asked[MINE]
    if user.has_perm("dossiers.receive"):
        mine |= asked[TO_RECEIVE]
    if user.has_perm("dossiers.assign"):
        mine |= asked[TO_ASSIGN]
    return Dossier.objects.visible_to(user).filter(mine).exclude(holding_own(user))


def _conditions(user: User) -> dict[str, Q]:
    """Each queue; those of Phòng Nội vụ without dossiers that name the person."""
    free = ~holding_own(user)
    return _of_unit(user) | {slug: q & free for slug, q in _of_town(user).items()}


def _of_unit(user: User) -> dict[str, Q]:
    return {
        AT_CLERK: Q(state=DossierState.DRAFT, unit__in=units_with(user, "file_dossiers")),
        TO_SUPPLEMENT: Q(
            state=DossierState.NEED_MORE,
            supplement__ready_at=None,
            unit__in=units_with(user, "file_dossiers"),
        ),
        AT_HEAD: Q(
            Q(state=DossierState.AWAITING_HEAD)
            | Q(state=DossierState.NEED_MORE, supplement__ready_at__isnull=False),
            unit__in=units_with(user, "confirm_dossiers"),
        ),
    }


def _of_town(user: User) -> dict[str, Q]:
    return {
        WAITING: Q(state=DossierState.NEED_MORE),
        TO_RECEIVE: Q(state=DossierState.FILED),
        TO_ASSIGN: Q(state=DossierState.RECEIVED),
        MINE: Q(state=DossierState.APPRAISING, officer=user),
        APPRAISED: Q(state=DossierState.APPRAISED),
        LATE: Q(state__in=CLOCK_RUNS, due_on__lt=clock.today()),
    }

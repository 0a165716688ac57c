"""Who is away today, and who stands in for whom: read by rules and queues alike."""

from datetime import date

from django.db.models import QuerySet

from dossiers.models import Absence, Dossier
from nganam_awards.core import clock
from units.models import User


def stood_for(user: User) -> frozenset[int]:
    """Ids of those for whom the person stands in today; asked once a person and day."""
    day = clock.today()
    memo = getattr(user, "stood_for_memo", None)
    if memo is None or memo[0] != day:  # not through __dict__: the signed-in person arrives wrapped
        away = frozenset(_away_behind(user).values_list("person", flat=True))
        memo = user.stood_for_memo = (day, away)
    return memo[1]


def desks_of(user: User) -> QuerySet:
    """The same with the person's own desk, as a question for `officer__in`."""
    own = User.objects.filter(pk=user.pk).order_by().values("pk")
    return own.union(_away_behind(user).values("person"))


def away_on(day: date) -> dict[int, Absence]:
    """{person: the absence that counts on that day}."""
    rows = Absence.objects.in_force(day).select_related("person", "stand_in")
    return {row.person_id: row for row in rows}


def is_acting_for(user: User, officer: int | None) -> bool:
    """Is this the officer's desk, or one at which the person stands in today?"""
    return officer is not None and (officer == user.pk or officer in stood_for(user))


def _away_behind(user: User) -> QuerySet[Absence]:
    return Absence.objects.in_force(clock.today()).filter(stand_in=user.pk).order_by()


def officers_of(dossier: Dossier, away: dict[int, Absence] | None = None) -> list[User]:
    """Who appraises it; on days of absence whoever stands in as well. `away`: if read already."""
    if dossier.officer is None:
        return []
    away = away_on(clock.today()) if away is None else away
    absence = away.get(dossier.officer_id)
    return [dossier.officer, absence.stand_in] if absence else [dossier.officer]

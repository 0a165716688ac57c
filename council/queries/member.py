"""Who sits on the Council on a day, and which rights follow from it."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db.models import Case, Exists, Expression, IntegerField, Q, QuerySet, Value, When

from council.enums import KEEPING_ROLES, PRESIDING_ROLES, VOTING_ROLES, Role
from council.models import CouncilMember
from nganam_awards.core import clock
from nganam_awards.core.registry import dated_holders, dated_rights
from units.models import User


# Which right follows from which role.
RIGHTS = {"vote": VOTING_ROLES, "keep": KEEPING_ROLES, "preside": PRESIDING_ROLES}


def members_on(day: date) -> QuerySet[CouncilMember]:
    """Everybody of the Council on the day, the chair first, then by given name."""
    return _ranked(CouncilMember.objects.in_force(day))


def _ranked(rows: QuerySet[CouncilMember]) -> QuerySet[CouncilMember]:
    rank = Case(
        *(When(role=role, then=Value(place)) for place, role in enumerate(Role)),
        output_field=IntegerField(),
    )
    return rows.select_related("person__unit").order_by(rank, "person__sort_key", "pk")


def voting_on(day: date) -> list[CouncilMember]:
    """Those of them who have a vote."""
    return list(members_on(day).voting())


def member_of(user: User, day: date) -> CouncilMember | None:
    """As what the person sits on the Council that day; None: not at all."""
    return members_on(day).filter(person=user.pk).first()


def standing_on(day: date) -> list[CouncilMember]:
    """Everybody who sits there that day or will, as `members_on` orders them."""
    return list(_ranked(CouncilMember.objects.overlapping(day, None)))


def mark_of(rows: Iterable[CouncilMember]) -> str:
    """What stands there, in a few letters: another composition has another mark."""
    told = ",".join(sorted(f"{row.pk}:{row.role}:{row.ends_on or ''}" for row in rows))
    return sha256(told.encode()).hexdigest()[:16]


def former_on(day: date) -> QuerySet[CouncilMember]:
    """Who sat there before the day and whose seat has ended, the last to go first."""
    rows = CouncilMember.objects.filter(ends_on__lt=day).select_related("person__unit")
    return rows.order_by("-ends_on", "-pk")


def rights_of(person: Expression, day: Expression) -> Q:
    """The permissions that follow from the person's seat that day, for the query of all rights."""
    held = CouncilMember.objects.in_force(day).filter(person=person).order_by()
    found = Q(pk__in=[])
    for codename, roles in RIGHTS.items():
        found |= Q(codename=codename) & Q(Exists(held.filter(role__in=roles)))
    return Q(content_type__app_label="council") & found


def holders_of(app: str, codename: str) -> QuerySet[CouncilMember] | None:
    """Members who have this right today, for `User.objects.holding`; None: not a right of here."""
    if app != "council":
        return None
    rows = CouncilMember.objects.in_force(clock.today())
    return rows.filter(role__in=RIGHTS[codename]).order_by()


def register() -> None:
    """Called once when the apps are loaded."""
    dated_rights.add(rights_of)
    dated_holders.add(holders_of)

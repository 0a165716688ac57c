"""Which rights a person holds today, on which units and campaigns."""

from functools import cache, partial

from django.db.models import (
    BigIntegerField,
    DateField,
    Expression,
    FilteredRelation,
    Q,
    QuerySet,
)

from nganam_awards.core import clock
from nganam_awards.core.query_text import Prepared
from units.models import DatedGrant, UnitUserPermission, User


def holds_somewhere(user: User, *codenames: str) -> bool:
    """Does the person hold one of these rights on any unit today? Asked once, with all grants."""
    held = set().union(*rights_on_units(user).values())
    return any(f"units.{codename}" in held for codename in codenames)


def rights_on_units(user: User) -> dict[int, set[str]]:
    """{unit: rights («units.file_dossiers») that grants in force today give on it}."""
    if not (user.is_authenticated and user.is_active):
        return {}
    return rights_held(user, UnitUserPermission)


def rights_held(user: User, grants: type[DatedGrant]) -> dict[int, set[str]]:
    """{row: rights that grants of one kind in force today give on it}.

    Asked in one query and kept with the person, as Django keeps `_perm_cache`.
    """
    day = clock.today()
    memo = getattr(user, "dated_grants_memo", None)
    if memo is None:  # not through __dict__: the signed-in person arrives wrapped
        memo = user.dated_grants_memo = {}
    if (grants, day) not in memo:
        found: dict[int, set[str]] = {}
        for pk, app, codename, *past in _text_of(grants).answer(user.pk, day):
            for unit in {pk, *past} - {None}:
                found.setdefault(unit, set()).add(f"{app}.{codename}")
        memo[grants, day] = found
    return memo[grants, day]


@cache
def _text_of(grants: type[DatedGrant]) -> Prepared:
    return Prepared(partial(_grants_of, grants), BigIntegerField(), DateField())


def _grants_of(grants: type[DatedGrant], person: Expression, day: Expression) -> QuerySet:
    rows = grants.objects.in_force(day).filter(user_id=person).order_by()
    columns = ["content_object_id", "permission__content_type__app_label", "permission__codename"]
    if grants is UnitUserPermission:  # of an ended body the successor's people go on
        taken = Q(content_object__took_over__starts_on__lte=day)
        rows = rows.annotate(past=FilteredRelation("content_object__took_over", condition=taken))
        columns.append("past__old_id")
    return rows.values_list(*columns)

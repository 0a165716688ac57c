"""Who may do what: by office in the whole town, by dated grant on one unit (or campaign)."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import FilteredRelation, Model, Q, QuerySet
from guardian.backends import ObjectPermissionBackend

from nganam_awards.core import clock
from units.models import DatedGrant, UnitUserPermission, User, grant_model_of


class OfficeBackend(ModelBackend):
    """Passwords, and the rights of town offices (groups). Nobody holds a right for themselves."""

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        """None: asking on every page for what cannot be there would be one query too many."""
        return Permission.objects.none()


class DatedUnitBackend(ObjectPermissionBackend):
    """guardian's backend, which also reads the calendar. What it does not know, it denies."""

    def has_perm(self, user_obj: User, perm: str, obj: Model | None = None) -> bool:
        """Does a grant in force today give this right on this row?"""
        return perm in self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """Every right («units.file_dossiers») that grants in force today give on this row."""
        if not isinstance(obj, Model) or not user_obj.is_authenticated or not user_obj.is_active:
            return set()
        grants = grant_model_of(type(obj))
        return set() if grants is None else _in_force_today(user_obj, grants).get(obj.pk, set())

    def get_group_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """Offices carry no rights on single rows."""
        return set()


def holds_somewhere(user: User, *codenames: str) -> bool:
    """Does the person hold one of these rights on any unit today? Asked once, with all grants."""
    if not (user.is_authenticated and user.is_active):
        return False
    held = set().union(*_in_force_today(user, UnitUserPermission).values())
    return any(f"units.{codename}" in held for codename in codenames)


def _in_force_today(user: User, grants: type[DatedGrant]) -> dict[int, set[str]]:
    """All of a person's grants of one kind in one query, kept as Django keeps `_perm_cache`."""
    day = clock.today()
    memo = getattr(user, "dated_grants_memo", None)
    if memo is None:  # not through __dict__: the signed-in person arrives wrapped
        memo = user.dated_grants_memo = {}
    if (grants, day) not in memo:
        rows = grants.objects.in_force(day).filter(user_id=user.pk).order_by()
        columns = ["permission__content_type__app_label", "permission__codename"]
        if grants is UnitUserPermission:  # of an ended body the successor's people go on
            taken = Q(content_object__took_over__starts_on__lte=day)
            rows = rows.annotate(
                past=FilteredRelation("content_object__took_over", condition=taken)
            )
            columns.append("past__old_id")
        found: dict[int, set[str]] = {}
        for pk, app, codename, *past in rows.values_list("content_object_id", *columns):
            for unit in {pk, *past} - {None}:
                found.setdefault(unit, set()).add(f"{app}.{codename}")
        memo[grants, day] = found
    return memo[grants, day]

"""Who may do what: by office in the whole town, by dated grant on one unit (or campaign)."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet
from guardian.backends import ObjectPermissionBackend

from nganam_awards.core import clock
from nganam_awards.core.registry import dated_rights
from units.models import StandIn, User, grant_model_of
from units.queries.grant import rights_held


class OfficeBackend(ModelBackend):
    """Passwords, and the rights of town offices (groups). Nobody holds a right for themselves."""

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        """Of offices held, of the one held for some days as a stand-in, and of dated seats."""
        stood_in = StandIn.objects.in_force(clock.today()).filter(person=user_obj.pk)
        held = Q(group__in=user_obj.groups.all())
        held |= Q(group__in=stood_in.order_by().values("office"))
        for rights_of in dated_rights:
            held |= rights_of(user_obj)
        return Permission.objects.filter(held)

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
        return set() if grants is None else rights_held(user_obj, grants).get(obj.pk, set())

    def get_group_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """Offices carry no rights on single rows."""
        return set()

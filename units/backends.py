"""Who may do what: by office in the whole town, by dated grant on one unit (or campaign)."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import BigIntegerField, DateField, Expression, Model, Q, QuerySet
from guardian.backends import ObjectPermissionBackend

from nganam_awards.core import clock
from nganam_awards.core.query_text import Prepared, PreparedRows
from nganam_awards.core.registry import dated_rights
from units.models import StandIn, User, grant_model_of
from units.queries.grant import rights_held


def _rights_of_offices(person: Expression, day: Expression) -> QuerySet[Permission]:
    """Of offices held, of the one held for some days as a stand-in, and of dated seats."""
    stood_in = StandIn.objects.in_force(day).filter(person=person).order_by()
    held = Q(group__in=Group.objects.filter(user=person).order_by().values("pk"))
    held |= Q(group__in=stood_in.values("office"))
    for rights_of in dated_rights:
        held |= rights_of(person, day)
    rows = Permission.objects.filter(held).order_by()
    return rows.values_list("content_type__app_label", "codename")


def _person(key: Expression) -> QuerySet[User]:
    return User.objects.filter(pk=key)


_OF_OFFICES = Prepared(_rights_of_offices, BigIntegerField(), DateField())
_PERSON = PreparedRows(_person, BigIntegerField())


class OfficeBackend(ModelBackend):
    """Passwords, and the rights of town offices (groups). Nobody holds a right for themselves."""

    def get_user(self, user_id: int) -> User | None:
        """Whoever is signed in, read on every page."""
        person = next(iter(_PERSON.answer(user_id)), None)
        return person if person and self.user_can_authenticate(person) else None

    def get_group_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """«app.codename» of every right in the whole town; none on single rows."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        held = getattr(user_obj, "office_rights_memo", None)
        if held is None:
            rows = _OF_OFFICES.answer(user_obj.pk, clock.today())
            held = user_obj.office_rights_memo = {f"{app}.{name}" for app, name in rows}
        return held

    def get_user_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """None: asking on every page for what cannot be there would be one query too many."""
        return set()


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

"""Who may: pure questions about people and units."""

from datetime import date

from django.db.models import QuerySet

from nganam_awards.core import clock
from units.models import AdminAct, Unit, UnitUserPermission, User
from units.offices import OFFICES


CLERK_RIGHT = "file_dossiers"
HEAD_RIGHT = "confirm_dossiers"
APPRAISE_RIGHT = "appraise"
GRANTABLE = (CLERK_RIGHT, HEAD_RIGHT, APPRAISE_RIGHT)

# Four eyes: whoever prepares a unit's papers does not confirm them, and neither appraises them.
NEVER_TOGETHER = {
    CLERK_RIGHT: (HEAD_RIGHT,),
    HEAD_RIGHT: (CLERK_RIGHT,),
    APPRAISE_RIGHT: (),
}


def can_view_unit(user: User, unit: Unit) -> bool:
    """Twin of `Unit.objects.visible_to`: colleagues see every unit."""
    return user.is_authenticated and user.is_active


def can_view_person(user: User, person: User) -> bool:
    """Twin of `User.objects.visible_to`: the administrator, and the person."""
    return can_view_unit(user, person.unit) and (can_manage_units(user) or user.pk == person.pk)


def can_manage_units(user: User) -> bool:
    """May open the administrator's pages: units, people, rights."""
    return user.has_perm("units.manage_units")


def units_with(user: User, codename: str, day: date | None = None) -> QuerySet:
    """Ids of units on which the person holds the right that day; a subquery, not yet asked.

    `Dossier.objects.filter(unit__in=units_with(user, "file_dossiers"))`.
    """
    grants = UnitUserPermission.objects.in_force(day or clock.today()).order_by()
    if not (user.is_authenticated and user.is_active):
        grants = grants.none()
    return grants.filter(user_id=user.pk, permission__codename=codename.rpartition(".")[2]).values(
        "content_object_id"
    )


def holders_of(unit: Unit, codename: str, day: date | None = None) -> QuerySet[User]:
    """Active people who hold the right on the unit that day, for notices and choices."""
    grants = UnitUserPermission.objects.in_force(day or clock.today()).filter(
        content_object=unit, permission__codename=codename.rpartition(".")[2]
    )
    return User.objects.filter(is_active=True, pk__in=grants.order_by().values("user_id"))


def offices_of(user: User) -> list[str]:
    """Who the person is, in the office's words: «Cán bộ lập hồ sơ, UBND Phường 1»."""
    if not (user.is_authenticated and user.is_active):
        return []
    town = {group.name for group in user.groups.all()}
    said = [office.spoken for name, office in OFFICES.items() if name in town]
    grants = UnitUserPermission.objects.in_force(clock.today()).filter(user_id=user.pk)
    rows = grants.select_related("content_object", "permission")
    said += [
        spoken_grant(g.permission.codename, g.content_object)
        for g in sorted(rows, key=lambda g: (GRANTABLE.index(g.permission.codename), g.pk))
    ]
    return list(dict.fromkeys(said))  # the head of Phòng Nội vụ holds both and is named once


def spoken_grant(codename: str, unit: Unit) -> str:
    """A right on a unit as the office it stands for."""
    match codename:
        case "file_dossiers":
            return f"Cán bộ lập hồ sơ, {unit.short_name}"
        case "confirm_dossiers":
            return unit.head_office
    return f"Thẩm định hồ sơ của {unit.short_name}"


def visible_acts(user: User) -> QuerySet[AdminAct]:
    """The administrator's own log."""
    acts = AdminAct.objects.select_related("by")
    return acts if can_manage_units(user) else acts.none()

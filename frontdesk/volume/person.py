"""The accounts that a town of this size works with: a clerk and a head a unit, ten officers."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

from frontdesk.demonstration.people import CLERK, HEAD, PASSWORD, enter_people
from law.enums import Capacity
from law.models import Authority, Signatory
from nganam_awards.core import clock
from units import offices
from units.models import Unit, UnitUserPermission, User


OFFICERS = 10
FIRST_DAY = date(2017, 10, 1)
CLUSTERS = "cluster"


class UnitDesk(NamedTuple):
    """A unit that files: who writes its dossiers, who confirms them."""

    unit: int
    clerk: int
    head: int


def seat(wanted: int) -> list[UnitDesk]:
    """So many units with a clerk and a head, those of the demonstration first."""
    if not User.objects.filter(is_demonstration=True).exists():
        enter_people()
    _sign_since(FIRST_DAY)
    clerks, heads = _holders(CLERK), _holders(HEAD)
    units = list(Unit.objects.exclude(kind=CLUSTERS).filter(valid_to=None).order_by("pk"))
    units.sort(key=lambda unit: (unit.pk not in clerks, unit.pk not in heads, unit.pk))
    units = units[:wanted]
    _enter_officers()
    _enter("canbo", "Cán bộ thi đua", CLERK, [unit for unit in units if unit.pk not in clerks])
    _enter("lanhdao", "Thủ trưởng", HEAD, [unit for unit in units if unit.pk not in heads])
    clerks, heads = _holders(CLERK), _holders(HEAD)
    return [UnitDesk(unit.pk, clerks[unit.pk], heads[unit.pk]) for unit in units]


def _holders(right: str) -> dict[int, int]:
    rows = UnitUserPermission.objects.in_force(clock.today()).filter(
        permission__codename=right, user__is_active=True
    )
    return dict(rows.order_by("-pk").values_list("content_object_id", "user_id"))


def _enter(prefix: str, title: str, right: str, units: list[Unit]) -> None:
    """An account and its grant for each unit, two statements for all."""
    people = _accounts(
        [(f"{prefix}.{unit.code.lower()}", f"{title} {unit.name}", title, unit) for unit in units]
    )
    permission = Permission.objects.get(codename=right, content_type__app_label="units")
    UnitUserPermission.objects.bulk_create(
        UnitUserPermission(
            user=person, content_object=person.unit, permission=permission, starts_on=FIRST_DAY
        )
        for person in people
    )


def _enter_officers() -> None:
    seats = User.objects.holding("dossiers.appraise_any").count()
    unit, title = Unit.objects.get(code="PNV"), "Chuyên viên Phòng Nội vụ"
    numbers = range(seats + 1, OFFICERS + 1)
    people = _accounts(
        [(f"chuyenvien{n}", f"Chuyên viên Nội vụ {n}", title, unit) for n in numbers]
    )
    Group.objects.get(name=offices.HOME_AFFAIRS_OFFICER).user_set.add(*people)


def _accounts(wanted: list[tuple[str, str, str, Unit]]) -> list[User]:
    """One password for all, hashed once, for it takes its time on purpose."""
    password = _password()
    return User.objects.bulk_create(
        User(
            username=username[:40],
            full_name=full_name[:120],
            title=title,
            unit=unit,
            password=password,
            must_change_password=False,
            is_demonstration=True,
        )
        for username, full_name, title, unit in wanted
    )


def _password() -> str:
    """The one that the README prints."""
    if known := User.objects.filter(username="chutich", is_demonstration=True).first():
        return known.password
    return make_password(PASSWORD)


def _sign_since(day: date) -> None:
    """Whoever signs today signed the papers of earlier years too."""
    authority = Authority.objects.get(code="UBND_TX")
    rows = Signatory.objects.filter(authority=authority, capacity=Capacity.HEAD)
    if rows.filter(starts_on__lte=day).exists():
        return
    first = rows.order_by("starts_on").first()
    Signatory.objects.filter(pk=first.pk).update(starts_on=day)

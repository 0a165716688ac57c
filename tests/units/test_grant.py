"""Rights with dates: the backend, the subquery and the row say the same on every day."""

from datetime import date, datetime, time

import pytest
from django.contrib.auth.models import AnonymousUser
from guardian.utils import get_user_obj_perms_model

from nganam_awards.core import clock
from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from units import rules
from units.backends import DatedUnitBackend
from units.models import Unit, UnitUserPermission, User, grant_model_of


pytestmark = pytest.mark.django_db

STARTS, ENDS = date(2023, 3, 1), date(2023, 10, 31)
DAYS = [
    (date(2023, 2, 28), False),
    (STARTS, True),
    (date(2023, 6, 15), True),
    (ENDS, True),
    (date(2023, 11, 1), False),
]


def last_hour(day: date) -> datetime:
    """In Greenwich it is still the afternoon."""
    return datetime.combine(day, time(23, 30))


@pytest.mark.parametrize(("day", "counts"), DAYS)
def test_a_right_counts_from_its_first_to_its_last_day(at, day, counts):
    grant = GrantFactory(starts_on=STARTS, ends_on=ENDS)
    person, unit = grant.user, grant.content_object
    at(last_hour(day))
    assert person.has_perm("units.file_dossiers", unit) is counts
    assert (unit.pk in rules.units_with(person, "file_dossiers")) is counts
    assert rules.holders_of(unit, "units.file_dossiers").contains(person) is counts
    assert bool(rules.offices_of(person)) is counts
    assert grant.counts_on(day) is counts
    assert UnitUserPermission.objects.in_force(day).contains(grant) is counts


def test_a_right_without_a_last_day_goes_on(at):
    grant = GrantFactory(starts_on=STARTS)
    at(date(2040, 1, 1))
    assert grant.user.has_perm("units.file_dossiers", grant.content_object)


def test_the_office_day_begins_at_midnight_in_the_town_not_in_greenwich(at):
    grant = GrantFactory(starts_on=STARTS)
    at(datetime.combine(STARTS, time(0, 30)))  # 28/02 17:30 UTC
    assert grant.user.has_perm("units.file_dossiers", grant.content_object)


def test_the_same_person_object_is_asked_anew_on_another_day(at):
    grant = GrantFactory(starts_on=STARTS, ends_on=ENDS)
    person, unit = grant.user, grant.content_object
    at(last_hour(ENDS))
    assert person.has_perm("units.file_dossiers", unit)
    at(date(2023, 11, 1))
    assert not person.has_perm("units.file_dossiers", unit)


def test_a_right_is_for_one_unit_and_one_thing():
    person = UserFactory(clerk=True)
    assert person.has_perm("units.file_dossiers", person.unit)
    assert not person.has_perm("units.confirm_dossiers", person.unit)
    assert not person.has_perm("units.file_dossiers", UnitFactory())
    assert not person.has_perm("units.file_dossiers")


def test_ten_questions_of_one_person_are_one_query(django_assert_num_queries):
    person = UserFactory(clerk=True)
    units = [person.unit, *UnitFactory.create_batch(9)]
    person = User.objects.get(pk=person.pk)
    with clock.held_still(), django_assert_num_queries(1):
        assert [person.has_perm("units.file_dossiers", u) for u in units].count(True) == 1


def test_a_locked_account_and_a_stranger_hold_nothing():
    person = UserFactory(clerk=True)
    unit = person.unit
    person.is_active = False
    person.save()
    locked = User.objects.get(pk=person.pk)
    for who in (locked, AnonymousUser()):
        assert not who.has_perm("units.file_dossiers", unit)
        assert rules.units_with(who, "file_dossiers") == []
        assert rules.offices_of(who) == []
    assert not rules.holders_of(unit, "file_dossiers").exists()


def test_what_the_backend_does_not_know_it_denies():
    person = UserFactory(clerk=True)
    backend = DatedUnitBackend()
    assert not backend.has_perm(person, "dossiers.vote", person.unit)
    assert not backend.has_perm(person, "file_dossiers", person)
    assert not backend.has_perm(person, "units.file_dossiers", "PNV")
    assert backend.get_all_permissions(person, person.unit) == {"units.file_dossiers"}
    assert backend.get_group_permissions(person, person.unit) == set()
    assert backend.authenticate(None, username="x", password="y") is None


def test_guardian_knows_our_table():
    assert get_user_obj_perms_model(UnitFactory()) is UnitUserPermission
    assert grant_model_of(Unit) is UnitUserPermission
    assert grant_model_of(User) is None


def test_spans_overlap_when_they_share_a_day():
    grant = GrantFactory(starts_on=STARTS, ends_on=ENDS)
    overlapping = UnitUserPermission.objects.overlapping
    assert overlapping(ENDS, None).contains(grant)
    assert overlapping(date(2023, 1, 1), STARTS).contains(grant)
    assert not overlapping(date(2023, 11, 1), None).contains(grant)
    assert not overlapping(date(2023, 1, 1), date(2023, 2, 28)).contains(grant)

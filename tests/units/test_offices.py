"""Town offices: six groups with exactly the rights of the table."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from units.offices import CLERICAL, OFFICES
from units.setup import make_offices, make_offices_after_migration


pytestmark = pytest.mark.django_db


def rights_of(group: Group) -> set[str]:
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("name", OFFICES)
def test_migration_gives_each_office_its_rights(name):
    assert rights_of(Group.objects.get(name=name)) == set(OFFICES[name].permissions)


def test_a_second_run_asks_twice_and_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(5):  # permissions, groups, their rights, the savepoint
        make_offices()


def test_a_right_added_by_hand_does_not_stay():
    group = Group.objects.get(name=CLERICAL)
    group.permissions.add(Permission.objects.get(codename="manage_units"))
    make_offices()
    assert rights_of(group) == {"law.enter_number"}


def test_a_lost_office_comes_back_with_the_next_migration():
    Group.objects.all().delete()
    for config in apps.get_app_configs():
        make_offices_after_migration(sender=config, using="default")
    assert set(Group.objects.values_list("name", flat=True)) == set(OFFICES)

"""Whoever moves to another unit is shown with the rights still held, ended in one step."""

import pytest

from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from units import offices, rules
from units.models import AdminAct, UnitUserPermission
from units.services import person as person_services


pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


@pytest.fixture
def moved(admin):
    """A clerk of a ward who sits in another one now."""
    old, new = UnitFactory(), UnitFactory()
    person = UserFactory(clerk=True, unit=old)
    person_services.change_person(person, by=admin, unit=new)
    person.refresh_from_db()
    return person


def test_who_stays_in_the_unit_is_not_listed():
    person = UserFactory(clerk=True, unit=UnitFactory())
    assert rules.left_behind(person) == ([], [])


def test_the_page_shows_and_one_step_ends(moved, admin, client_of):
    GrantFactory(user=moved, unit=moved.unit, right="file_dossiers")
    browser = client_of(admin)
    page = browser.get(moved.get_absolute_url())
    assert "còn giữ quyền ở nơi khác" in page.text
    page = browser.post(f"{moved.get_absolute_url()}thu-quyen-cu/", follow=True)
    assert "Đã thu 1 quyền" in page.text
    assert "còn giữ quyền ở nơi khác" not in page.text
    [kept] = [row for row in UnitUserPermission.objects.filter(user=moved) if not row.ends_on]
    assert kept.content_object == moved.unit
    assert AdminAct.objects.filter(by=admin, what="Thu quyền ngay").count() == 1
    again = browser.post(f"{moved.get_absolute_url()}thu-quyen-cu/", follow=True)
    assert "không còn giữ quyền nào ở nơi cũ" in again.text


def test_the_desk_of_home_affairs_is_left_behind_too(admin, client_of):
    person = UserFactory(officer=True, unit=UnitFactory(home_affairs=True))
    assert rules.left_behind(person).offices == []
    person_services.change_person(person, by=admin, unit=UnitFactory())
    person.refresh_from_db()
    assert rules.left_behind(person).offices == [offices.HOME_AFFAIRS_OFFICER]
    client_of(admin).post(f"{person.get_absolute_url()}thu-quyen-cu/")
    assert not person.groups.exists()


def test_only_the_administrator_ends_them(moved, client_of):
    answer = client_of(moved).post(f"{moved.get_absolute_url()}thu-quyen-cu/")
    assert answer.status_code == 404

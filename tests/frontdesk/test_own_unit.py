"""The page of a unit: dossiers, places, people, past honours; its head names the clerks."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from honourees.services.award import enter_awards
from honourees.services.honouree import find_or_enter
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory
from tests.honourees.test_match import person
from tests.honourees.test_register import award
from units.models import UnitUserPermission
from units.rules import CLERK_RIGHT, HEAD_RIGHT
from units.services import grant as grant_services


pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return UnitFactory(name="Ủy ban nhân dân Phường 1")


@pytest.fixture
def head(ward):
    return UserFactory(head=True, unit=ward, full_name="Võ Quốc Ưng")


@pytest.fixture
def clerk(ward):
    return UserFactory(clerk=True, unit=ward, full_name="Lê Thị Cẩm Tú")


@pytest.fixture
def colleague(ward):
    return UserFactory(unit=ward, full_name="Trần Văn Út")


def address(name, ward, *args):
    return reverse(f"frontdesk:{name}", args=[ward.code, *args])


def test_a_clerk_sees_dossiers_places_people_and_past_honours(ward, clerk, head, client):
    plan = AwardPlanFactory(approved=True, campaign__organiser=ward)
    DossierFactory(plan=plan, created_by=clerk)
    [honouree] = find_or_enter([person("Dương Chí Sang", 1964)], unit=ward)
    enter_awards([award(honouree)])
    client.force_login(clerk)
    answer = client.get(reverse("frontdesk:my_unit"), follow=True)
    assert answer.redirect_chain == [(address("own_unit", ward), 302)]
    for words in (
        "Đang soạn",
        plan.campaign.name,
        "Võ Quốc Ưng",
        "Lê Thị Cẩm Tú",
        "Dương Chí Sang",
        "412/QĐ-UBND",
    ):
        assert words in answer.text
    assert "Giao việc lập hồ sơ" not in answer.text


def test_who_works_for_two_units_chooses(ward, clerk, client):
    other = UnitFactory(name="Trường Mầm non Phường 1")
    grant_services.grant(clerk, CLERK_RIGHT, other, by=None)
    client.force_login(clerk)
    page = client.get(reverse("frontdesk:my_unit")).text
    assert ward.name in page
    assert other.name in page


def test_strangers_find_no_page(ward, client, head):
    for person_ in (UserFactory(clerk=True), UserFactory(officer=True)):
        client.force_login(person_)
        for name in ("own_unit", "own_honours"):
            assert client.get(address(name, ward)).status_code == 404
        assert client.post(address("add_clerk", ward)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse("frontdesk:my_unit")).status_code == 404


def test_the_head_lets_somebody_of_the_unit_write_dossiers(ward, head, colleague, client):
    client.force_login(head)
    typed = {"person": colleague.pk, "ends_on": "2023-12-31"}
    page = client.post(address("add_clerk", ward), typed, follow=True).text
    assert "Đã giao Trần Văn Út lập hồ sơ của đơn vị." in page
    row = UnitUserPermission.objects.get(user=colleague)
    assert (row.permission.codename, row.ends_on) == (CLERK_RIGHT, date(2023, 12, 31))
    assert row.granted_by == head
    page = client.post(address("end_clerk", ward, row.pk), follow=True).text
    assert "Trần Văn Út không còn lập hồ sơ của đơn vị." in page
    assert not UnitUserPermission.objects.filter(user=colleague).exists()


def test_four_eyes_hold_for_the_head_too(ward, head, client):
    client.force_login(head)
    answer = client.post(address("add_clerk", ward), {"person": head.pk})
    assert answer.status_code == 422
    assert "không được đồng thời là người xác nhận" in answer.text


def test_nobody_of_another_unit_can_be_chosen(ward, head, client):
    client.force_login(head)
    answer = client.post(address("add_clerk", ward), {"person": UserFactory().pk})
    assert answer.status_code == 422
    assert not UnitUserPermission.objects.filter(permission__codename=CLERK_RIGHT).exists()


def test_a_head_gives_no_other_right_and_no_right_elsewhere(ward, head, colleague):
    for right, place, whom in (
        (HEAD_RIGHT, ward, colleague),
        ("appraise", ward, colleague),
        (CLERK_RIGHT, UnitFactory(), colleague),
        (CLERK_RIGHT, ward, UserFactory()),
    ):
        with pytest.raises(PermissionDenied):
            grant_services.grant(whom, right, place, by=head)


def test_a_head_ends_no_other_right(ward, head, client):
    row = UnitUserPermission.objects.get(user=head)
    with pytest.raises(PermissionDenied):
        grant_services.stop_grant(row, by=head)
    client.force_login(head)
    assert client.post(address("end_clerk", ward, row.pk)).status_code == 404


def test_a_clerk_manages_nobody(ward, clerk, colleague, client):
    client.force_login(clerk)
    assert client.post(address("add_clerk", ward), {"person": colleague.pk}).status_code == 404
    with pytest.raises(PermissionDenied):
        grant_services.grant(colleague, CLERK_RIGHT, ward, by=clerk)


def test_past_honours_are_found_without_accents(ward, clerk, client):
    people = find_or_enter([person("Dương Chí Sang"), person("Trần Thị Lụa")], unit=ward)
    enter_awards([award(one) for one in people])
    client.force_login(clerk)
    page = client.get(address("own_honours", ward), {"q": "chi sang"}).text
    assert "Dương Chí Sang" in page
    assert "Trần Thị Lụa" not in page
    assert "Không tìm thấy ai" in client.get(address("own_honours", ward), {"q": "xyz"}).text


def test_the_page_costs_the_same_however_much_there_is(ward, clerk, client):
    plan = AwardPlanFactory(approved=True, campaign__organiser=ward)
    client.force_login(clerk)
    costs = []
    for more in (1, 4):
        DossierFactory.create_batch(more, plan=plan, created_by=clerk)
        people = find_or_enter([person(f"Trần Văn {more}{n}") for n in range(more)], unit=ward)
        enter_awards([award(one) for one in people])
        UserFactory.create_batch(more, clerk=True, unit=ward)
        client.get(address("own_unit", ward))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("own_unit", ward))
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 18

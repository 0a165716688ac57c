"""Which record of the register is whose account: the administrator links, everything is logged."""

import pytest
from django.urls import reverse

from honourees.models import AccountRecord, Honouree
from honourees.queries import account as account_queries
from honourees.services.account import link_account
from law.enums import HonoureeKind
from nganam_awards.core.refusals import Refused
from tests.factories.units import UnitFactory, UserFactory
from units.models import AdminAct


pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def person():
    return UserFactory(unit=UnitFactory(), full_name="Nguyễn Hoàng Ân")


def record(person, **fields):
    usual = {"kind": HonoureeKind.PERSON, "full_name": person.full_name, "unit": person.unit}
    return Honouree.objects.create(**(usual | fields))


def test_same_folded_name_and_unit_is_proposed(person):
    meant = record(person, full_name="NGUYỄN HOÀNG AN")
    household = record(person, kind=HonoureeKind.HOUSEHOLD)
    record(person, unit=UnitFactory())
    record(person, full_name="Nguyễn Hoàng Anh")
    record(person, kind=HonoureeKind.COLLECTIVE)
    assert list(account_queries.proposed(person)) == [meant, household]


def test_the_page_links_and_takes_back(person, administrator, client_of):
    meant, browser = record(person), client_of(administrator)
    page = browser.get(reverse("honourees:account_list"))
    assert "Có người cùng tên, cùng đơn vị" in page.text
    at_home = reverse("honourees:account", args=[person.username])
    assert "Cùng họ tên, cùng đơn vị" in browser.get(at_home).text
    page = browser.post(reverse("honourees:link", args=[person.username, meant.pk]), follow=True)
    assert "Đã nối tài khoản" in page.text
    row = AccountRecord.objects.get()
    assert (row.user, row.honouree, row.is_same, row.said_by) == (
        person,
        meant,
        True,
        administrator,
    )
    assert "Cùng họ tên, cùng đơn vị" not in page.text
    browser.post(reverse("honourees:unlink", args=[person.username, meant.pk]))
    assert not AccountRecord.objects.exists()
    logged = AdminAct.objects.filter(by=administrator).values_list("what", flat=True)
    assert set(logged) == {"Nối tài khoản với sổ", "Bỏ nối tài khoản với sổ"}


def test_the_register_is_searched_without_accents(person, administrator, client_of):
    other = record(person, full_name="Trần Thị Ánh", unit=UnitFactory())
    address = reverse("honourees:account", args=[person.username])
    page = client_of(administrator).get(address, {"q": "tran thi anh"})
    assert page.context["found"] == [other]


def test_a_record_is_one_account(person, administrator):
    meant = record(person)
    link_account(person, meant, by=administrator)
    with pytest.raises(Refused, match="đã nối với tài khoản"):
        link_account(UserFactory(), meant, by=administrator)


@pytest.mark.parametrize("name", ["account_list", "account"])
def test_the_pages_are_the_administrators(name, person, client_of):
    args = [person.username] if name == "account" else []
    assert client_of(person).get(reverse(f"honourees:{name}", args=args)).status_code == 404


def test_nobody_links_himself_by_the_administrators_door(person, client_of):
    meant = record(person)
    address = reverse("honourees:link", args=[person.username, meant.pk])
    assert client_of(person).post(address).status_code == 404
    assert not AccountRecord.objects.exists()

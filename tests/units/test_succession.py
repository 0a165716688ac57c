"""A body comes to an end: who goes on, what is refused, what the administrator sees."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nganam_awards.core.refusals import Refused
from tests.factories.units import UnitFactory, UserFactory
from tests.second_look import mark
from units import rules
from units.models import AdminAct, Unit, UnitSuccession, UnitUserPermission, User
from units.services import body as body_services


pytestmark = pytest.mark.django_db
LAST_DAY, AFTER = date(2023, 11, 30), date(2023, 12, 1)


@pytest.fixture
def desk(client_of):
    return client_of(UserFactory(administrator=True))


def ended(old, *new):
    return body_services.end_unit(old, last_day=LAST_DAY, successors=new, by=None)


def test_rights_end_with_the_body_and_the_successors_people_hold_theirs_there(at):
    old, new = UnitFactory(), UnitFactory()
    clerk, heir = UserFactory(clerk=True, unit=old), UserFactory(clerk=True, unit=new)
    ended(old, new)
    old = Unit.objects.get(pk=old.pk)
    for day, one, another in ((LAST_DAY, clerk, heir), (AFTER, heir, clerk)):
        at(day)
        holder, other = User.objects.get(pk=one.pk), User.objects.get(pk=another.pk)
        assert holder.has_perm("units.file_dossiers", old)
        assert not other.has_perm("units.file_dossiers", old)
        assert list(rules.holders_of(old, "file_dossiers")) == [holder]
        assert old.pk in rules.units_with(holder, "file_dossiers")
        assert old.pk not in rules.units_with(other, "file_dossiers")


def test_a_grant_on_an_ended_body_says_so_itself():
    old = UnitFactory()
    UserFactory(clerk=True, unit=old)
    ended(old)
    row = UnitUserPermission.objects.select_related("content_object").get()
    for day, counts in ((LAST_DAY, True), (AFTER, False)):
        assert row.counts_on(day) is counts
        assert UnitUserPermission.objects.in_force(day).contains(row) is counts


def test_a_successor_that_ends_passes_on_all_it_took_over():
    first, second, third = UnitFactory.create_batch(3)
    ended(first, second)
    body_services.end_unit(second, last_day=date(2024, 6, 30), successors=[third], by=None)
    pairs = UnitSuccession.objects.filter(new=third).values_list("old", "starts_on")
    assert set(pairs) == {(first.pk, date(2024, 7, 1)), (second.pk, date(2024, 7, 1))}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"valid_to": date(2022, 12, 31)}, "không hoạt động ngày 01/12/2023"),
        ({"valid_from": date(2024, 1, 1)}, "không hoạt động ngày 01/12/2023"),
    ],
)
def test_a_successor_exists_on_the_day_after(fields, told):
    with pytest.raises(Refused, match=told):
        ended(UnitFactory(), UnitFactory(**fields))


def test_a_body_ends_once_and_its_last_day_stays():
    old, new = UnitFactory(), UnitFactory()
    ended(old, new)
    with pytest.raises(Refused, match="không ghi lại được"):
        ended(old, UnitFactory())
    with pytest.raises(Refused, match="giữ nguyên"):
        body_services.change_unit(old, by=None, valid_to=None)
    with pytest.raises(Refused):
        ended(UnitFactory(home_affairs=True), new)


def test_only_the_administrator_ends_a_body():
    with pytest.raises(PermissionDenied):
        body_services.end_unit(
            UnitFactory(), last_day=LAST_DAY, by=UserFactory(home_affairs_head=True)
        )


def test_the_administrator_ends_a_body_on_its_page(desk, client_of):
    old, new = UnitFactory(name="Ủy ban nhân dân Phường 2"), UnitFactory(name="Phường Ngã Năm")
    address = f"{old.get_absolute_url()}ngung-hoat-dong/"
    assert address in desk.get(old.get_absolute_url()).text
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 404
    wrong = desk.post(address, {"last_day": "", "kind": "merged", "successors": [new.pk]})
    assert wrong.status_code == 422
    assert "Ghi ngày cuối cùng đơn vị hoạt động" in wrong.text
    assert "checked" in wrong.text
    sent = {"last_day": "2023-11-30", "kind": "merged", "successors": [new.pk]}
    asked = desk.post(address, sent)
    assert "hết ngày 30/11/2023 (Thứ Năm). Nhận tiếp công việc: Phường Ngã Năm." in asked.text
    assert not AdminAct.objects.filter(what="Ngừng hoạt động đơn vị").exists()
    page = desk.post(address, sent | {"looked": mark(asked)}, follow=True).text
    assert "hoạt động đến hết ngày 30/11/2023" in page
    assert new.get_absolute_url() in page
    assert address not in page
    assert "Kế thừa\n" in desk.get(new.get_absolute_url()).text
    assert AdminAct.objects.filter(what="Ngừng hoạt động đơn vị").count() == 1

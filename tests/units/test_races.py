"""The administrator's forms sent four times at once: one row, and words for the others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from law.models import Holiday
from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from tests.second_look import mark
from units.models import AdminAct, Cluster, Unit, UnitUserPermission, User


pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 4
UNIT = {
    "code": "TTDV",
    "name": "Trung tâm Dịch vụ",
    "kind": "public_service",
    "symbol": "TTDV",
    "head_title": "Giám đốc",
}
CLUSTER = {"code": "CUM-9", "name": "Cụm thi đua số 9", "kind": "area"}
PERSON = {"username": "moi", "full_name": "Trần Thị Mới", "title": "Chuyên viên"}


def posted_at_once(person, url, data):
    """The answers to one form (or one each), sent by the same person at the same moment."""
    urls = url if isinstance(url, list) else [url] * CLICKS
    typed = data if isinstance(data, list) else [data] * CLICKS
    ready = Barrier(CLICKS)
    clients = [Client(raise_request_exception=False) for _ in range(CLICKS)]
    for client in clients:
        client.force_login(person)

    def post(client, url, data):
        try:
            ready.wait()
            return client.post(url, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(post, clients, urls, typed))


@pytest.fixture
def admin() -> User:
    with transaction.atomic():
        return UserFactory(administrator=True)


@pytest.mark.parametrize(
    ("name", "typed", "rows"),
    [
        ("unit_create", UNIT, lambda: Unit.objects.filter(code="TTDV")),
        ("cluster_create", CLUSTER, lambda: Cluster.objects.filter(code="CUM-9")),
        ("person_create", PERSON, lambda: User.objects.filter(username="moi")),
    ],
)
def test_a_new_row_is_made_once(name, typed, rows, admin):
    unit = UnitFactory()
    typed = typed | ({"unit": unit.pk} if name == "person_create" else {})
    answers = posted_at_once(admin, reverse(f"units:{name}"), typed)
    assert rows().count() == 1
    assert set(answers) <= {200, 302, 422}
    assert sum(status != 422 for status in answers) == 1
    assert AdminAct.objects.count() == 1


def test_two_units_never_take_one_name(admin):
    units = [UnitFactory() for _ in range(CLICKS)]
    urls = [reverse("units:unit_edit", args=[unit.code]) for unit in units]
    answers = posted_at_once(admin, urls, [UNIT | {"code": unit.code} for unit in units])
    assert sorted(answers) == [302, 422, 422, 422]
    assert Unit.objects.filter(name=UNIT["name"]).count() == 1


@pytest.mark.parametrize("starts_on", [date(2023, 11, 1), date(2023, 11, 20), date(2023, 12, 1)])
@pytest.mark.parametrize("name", ["grant_end", "grant_stop"])
def test_a_right_ends_once(name, starts_on, admin):
    with transaction.atomic():
        row = GrantFactory(starts_on=starts_on)
    typed = {"ends_on": "31/12/2023"} if name == "grant_end" else {}
    answers = posted_at_once(admin, reverse(f"units:{name}", args=[row.pk]), typed)
    assert set(answers) <= {302, 404}
    assert AdminAct.objects.count() == 1
    left = UnitUserPermission.objects.filter(pk=row.pk).first()
    assert left is None or left.ends_on is not None


def test_a_right_is_given_once(admin):
    with transaction.atomic():
        unit, person = UnitFactory(), UserFactory()
    typed = {"person": person.pk, "right": "file_dossiers", "starts_on": "20/11/2023"}
    answers = posted_at_once(admin, reverse("units:grant_on_unit", args=[unit.code]), typed)
    assert set(answers) <= {302, 422}
    assert UnitUserPermission.objects.filter(user=person, content_object=unit).count() == 1


def test_a_unit_ends_once(admin):
    with transaction.atomic():
        unit, heir = UnitFactory(), UnitFactory()
    typed = {"last_day": "31/12/2023", "kind": "merged", "successors": [heir.pk]}
    url, desk = reverse("units:unit_end", args=[unit.code]), Client()
    desk.force_login(admin)
    sure = typed | {"looked": mark(desk.post(url, typed))}
    answers = posted_at_once(admin, url, sure)
    assert set(answers) <= {302, 422}
    assert unit.successions.count() == 1


def test_a_day_off_is_added_once(admin):
    typed = {"day": "22/12/2023", "name": "Nghỉ bù", "kind": "off", "citation": "QĐ 1"}
    answers = posted_at_once(admin, reverse("law:add", args=["ngay-nghi"]), typed)
    assert set(answers) <= {302, 422}
    assert Holiday.objects.filter(day=date(2023, 12, 22)).count() == 1

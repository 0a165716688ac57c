"""Doors of the side menu, and what waits behind them."""

import pytest

from dossiers.navigation import KIND
from nganam_awards.core import work
from nganam_awards.core.context import frame_of
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
DOORS = {"dossiers:list", "dossiers:appraisal_queue"}


def menu(person):
    doors = [door for door in frame_of(person).doors if door.url_name in DOORS]
    return [(door.label, door.url, door.count) for door in doors]


def test_everyone_has_their_own_doors(town):
    DossierFactory(draft=True, plan=town.plan)
    DossierFactory(awaiting_head=True, plan=town.plan)
    DossierFactory(filed=True, plan=town.plan)
    DossierFactory(received=True, plan=town.plan)
    DossierFactory.create_batch(2, appraising=True, plan=town.plan, officer=town.officer)
    assert menu(town.clerk) == [("Hồ sơ của đơn vị", "/ho-so/", 1)]
    assert menu(town.head) == [("Hồ sơ của đơn vị", "/ho-so/", 1)]
    assert menu(town.stranger) == [("Hồ sơ của đơn vị", "/ho-so/", 0)]
    assert menu(town.officer) == [
        ("Hồ sơ", "/ho-so/", None),
        ("Thẩm định", "/tham-dinh/", 3),
    ]
    assert menu(town.officer2)[1] == ("Thẩm định", "/tham-dinh/", 1)
    assert menu(town.chief) == [("Hồ sơ", "/ho-so/", 0), ("Thẩm định", "/tham-dinh/", 2)]
    assert menu(town.chairman) == [("Hồ sơ", "/ho-so/", None)]
    assert menu(UserFactory()) == []


def test_the_table_names_the_dossier_and_who_is_in_it(town):
    given = DossierFactory(
        appraising=True, plan=town.plan, officer=town.officer, persons=2, collectives=1
    )
    refs = [ref for ref in work.waiting_of(town.officer).refs if ref.lane.kind == KIND]
    [task] = work.tasks_of(refs)
    assert task.title == given.title
    assert task.note == f"Hồ sơ {given.ref} · 1 tập thể, 2 cá nhân"
    assert task.unit == town.ward.short_name
    assert (task.url, str(task.due_on)) == (f"/ho-so/{given.ref}/#danh-sach", "2023-12-04")

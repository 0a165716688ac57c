"""Doors of the side menu, cards of the home page."""

import pytest

from dossiers import navigation
from dossiers.navigation import doors
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def menu(person):
    return [(item.label, item.url, item.count) for item in doors(person)]


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


CARDS = ("to_confirm", "drafts", "mine", "to_receive", "to_assign")


def cards(person):
    found = {name: getattr(navigation, name)(person) for name in CARDS}
    return {
        name: [task.note.split(" · ")[1] for task in card.tasks]
        for name, card in found.items()
        if card
    }


def test_the_home_page_shows_what_waits(town):
    draft = DossierFactory(draft=True, plan=town.plan)
    waiting = DossierFactory(awaiting_head=True, plan=town.plan)
    filed = DossierFactory(filed=True, plan=town.plan)
    received = DossierFactory(received=True, plan=town.plan)
    given = DossierFactory(appraising=True, plan=town.plan, officer=town.officer)
    assert cards(town.clerk) == {"drafts": [draft.ref]}
    assert cards(town.head) == {"to_confirm": [waiting.ref]}
    assert cards(town.officer) == {"mine": [given.ref], "to_receive": [filed.ref]}
    assert cards(town.chief) == {"to_receive": [filed.ref], "to_assign": [received.ref]}
    assert cards(town.chairman) == cards(town.stranger) == {}
    task = navigation.mine(town.officer).tasks[0]
    assert (task.url, str(task.due_on)) == (given.get_absolute_url(), "2023-12-04")


def test_long_queues_are_cut_and_counted(town):
    DossierFactory.create_batch(10, draft=True, plan=town.plan, persons=0)
    card = navigation.drafts(town.clerk)
    assert (len(card.tasks), card.total, card.more_url) == (8, 10, "/ho-so/")

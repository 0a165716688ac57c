"""Doors of the side menu: all that waits behind them is one question."""

import re
from collections import Counter

import pytest

from nganam_awards.core import work
from nganam_awards.core.context import HOME, MenuPart, frame_of
from nganam_awards.core.pages import COUNTED_TO, counts_beside
from nganam_awards.notices.models import Notice
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import OFFICES, UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("office", OFFICES)
def test_all_doors_are_counted_as_each_counts_alone(office):
    ward = UnitFactory()
    for mark in ("draft", "awaiting_head", "filed", "received"):
        DossierFactory(**{mark: True}, unit=ward)
    for mark in ("awaiting_head", "submitted", "appraised"):
        AwardPlanFactory(**{mark: True}, campaign__organiser=ward)
    person = UserFactory(**{office: True} | ({"unit": ward} if office in {"clerk", "head"} else {}))
    alone, lanes = Counter(), work.lanes_of(person)
    for lane in lanes:
        alone[lane.door] += lane.rows.count()
    doors = {door.url_name: door.count for door in frame_of(person).doors}
    assert {name: count for name, count in doors.items() if count} == {
        HOME: alone.total(),
        **{name: count for name, count in alone.items() if count},
    } or not alone.total()
    assert alone.total() or office in {"clerical", "administrator", "council_member"}


@pytest.mark.parametrize("office", OFFICES)
def test_the_menu_has_only_rooms_that_open_part_by_part(office, client_of):
    browser = client_of(UserFactory(**{office: True}))
    page = browser.get("/").text
    menu = page[page.index('id="menu"') : page.index('class="who"')]
    parts = re.findall(r'<ul class="menu" aria-label="([^"]+)">(.*?)</ul>', menu, re.S)
    names = [name for name, _ in parts]
    assert names == [part.value for part in MenuPart if part.value in names]
    assert names[0] == "Việc"
    assert ("Quản trị" in names) == (office == "administrator")
    for _, doors in parts:
        for address in re.findall(r'<a href="([^"]+)"', doors):
            assert browser.get(address, follow=True).status_code == 200, address


def test_counts_stop_where_the_menu_says_no_more():
    clerk = UserFactory(clerk=True)
    rows = [Notice(user=clerk, text="x", url="/", event_key=str(n)) for n in range(COUNTED_TO + 1)]
    Notice.objects.bulk_create(rows)
    kept = Notice.objects.order_by().values("pk")
    lists = [kept, kept.none(), kept.filter(event_key="7")]
    assert counts_beside(clerk, lists).get() == (
        COUNTED_TO,
        None,
        1,
    )  # an empty question is not asked

"""What the side menu, the home page and a dossier's page say of decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions import navigation
from decisions.enums import DecisionState
from nganam_awards.core.registry import dossier_papers
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory, recommended
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def door(user):
    """(is there a door, what waits behind it)."""
    found = navigation.items(user)
    return (found[0].url, found[0].count) if found else None


def test_the_door_counts_what_waits(officer, dossier):
    DecisionFactory(dossier=dossier)
    DecisionFactory(dossier=dossier, returned=True)
    DecisionFactory(dossier=dossier, submitted=True)
    assert door(officer) == ("/quyet-dinh/", 2)
    assert door(chairman()) == ("/quyet-dinh/", 1)
    assert door(UserFactory(clerical=True)) == ("/quyet-dinh/", 0)
    assert door(UserFactory(clerk=True, unit=dossier.unit)) == ("/quyet-dinh/", None)


@pytest.mark.parametrize("who", ["council_member", "administrator"])
def test_whoever_has_nothing_to_do_with_decisions_has_no_door(who):
    assert door(UserFactory(**{who: True})) is None


def test_the_chairmans_home_leads_straight_to_signing(dossier):
    decision = DecisionFactory(dossier=dossier, submitted=True, persons=2, collectives=1)
    card = navigation.card(DecisionState.SUBMITTED, chairman())
    [task] = card.tasks
    assert card.title == "Quyết định chờ ký"
    assert task.url == f"/quyet-dinh/{decision.pk}/ky/"
    assert task.label == "Tặng Giấy khen cho 01 tập thể, 02 cá nhân"
    assert task.note.startswith("2.160.000 đồng · đã có thành tích xuất sắc")
    assert navigation.card(DecisionState.DRAFTED, chairman()) is None


def test_more_than_five_are_counted_not_listed(officer, dossier):
    for _ in range(6):
        DecisionFactory(dossier=dossier)
    card = navigation.card(DecisionState.DRAFTED, officer)
    assert (len(card.tasks), card.total) == (5, 6)
    assert card.more_url == "/quyet-dinh/?state=drafted"


def test_phong_noi_vu_is_told_what_waits_for_a_decision(officer, dossier):
    assert navigation.free_card(officer) is None
    recommended(dossier, persons=3)
    [task] = navigation.free_card(officer).tasks
    assert task.label == str(dossier.plan)
    assert task.note == "3 trường hợp được Phòng Nội vụ đề nghị khen thưởng"
    assert task.url.startswith("/quyet-dinh/soan/?nhom=thematic-")
    assert navigation.free_card(chairman()) is None


def test_a_dossier_is_told_of_its_papers(officer, dossier):
    drafted = DecisionFactory(dossier=dossier)
    issued = DecisionFactory(dossier=dossier, issued=True)
    DecisionFactory(dossier=dossier, discarded=True)
    clerk = UserFactory(clerk=True, unit=dossier.unit)

    def papers(user):
        return [paper for ask in dossier_papers for paper in ask(user, dossier)]

    paper = (
        "Quyết định số 01/QĐ-UBND ngày 20/11/2023",
        issued.document.get_absolute_url(),
        issued.document,
    )
    assert papers(clerk) == [paper]
    assert papers(officer) == [
        ("Dự thảo: Tặng Giấy khen", drafted.get_absolute_url(), drafted),
        paper,
    ]
    assert papers(UserFactory(clerk=True)) == []


def test_a_dossier_in_no_decision_asks_no_more_than_that(officer, dossier):
    navigation.papers_of(officer, dossier)  # rights are asked once a request
    with CaptureQueriesContext(connection) as asked:
        assert navigation.papers_of(officer, dossier) == []
    tables = [query["sql"].split(" FROM ")[1].split()[0] for query in asked.captured_queries]
    assert tables.count('"decisions_decision"') == 0
    assert tables.count('"decisions_decisionline"') == 1

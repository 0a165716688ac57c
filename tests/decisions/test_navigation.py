"""What the side menu, the home page and a dossier's page say of decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions import navigation
from nganam_awards.core import clock, work
from nganam_awards.core.context import frame_of
from nganam_awards.core.registry import dossier_papers
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory, recommended
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def door(user):
    """(is there a door, what waits behind it)."""
    found = [item for item in frame_of(user).doors if item.url_name == "decisions:list"]
    return (found[0].url, found[0].count) if found else None


def tasks(person):
    """Lines of the table of work that are decisions."""
    mine = {lane.head[:2] for lane in navigation.lanes(person)}
    return work.tasks_of(ref for ref in work.waiting_of(person).refs if ref.lane[:2] in mine)


def test_the_door_counts_what_waits(officer, dossier):
    DecisionFactory(dossier=dossier, officer=officer)
    DecisionFactory(dossier=dossier, returned=True, officer=officer)
    DecisionFactory(dossier=dossier, submitted=True, officer=officer)
    assert door(officer) == ("/quyet-dinh/", 2)
    assert door(UserFactory(officer=True)) == ("/quyet-dinh/", 0)
    assert door(UserFactory(home_affairs_head=True)) == ("/quyet-dinh/", 2)
    assert door(chairman()) == ("/quyet-dinh/", 1)
    assert door(UserFactory(clerical=True)) == ("/quyet-dinh/", 0)
    assert door(UserFactory(clerk=True, unit=dossier.unit)) == ("/quyet-dinh/", None)


@pytest.mark.parametrize("who", ["council_member", "administrator"])
def test_whoever_has_nothing_to_do_with_decisions_has_no_door(who):
    assert door(UserFactory(**{who: True})) is None


def test_the_chairmans_home_leads_straight_to_signing(dossier):
    decision = DecisionFactory(dossier=dossier, submitted=True, persons=2, collectives=1)
    [task] = tasks(chairman())
    assert task.url == f"/quyet-dinh/{decision.pk}/ky/"
    assert task.title.startswith("Tặng Giấy khen cho 01 tập thể, 02 cá nhân đã có thành tích")
    assert task.note == "Quyết định · 2.160.000 đồng"
    assert task.unit == dossier.unit.short_name
    assert task.due_on == dossier.due_on


def test_phong_noi_vu_is_told_what_waits_for_a_decision(officer, dossier):
    assert tasks(officer) == []
    recommended(dossier, persons=3)
    [task] = tasks(officer)
    assert (task.title, task.step) == (str(dossier.plan), "Soạn quyết định")
    assert task.note == "Quyết định · 3 trường hợp đã được đề nghị khen thưởng"
    assert task.url.startswith("/quyet-dinh/soan/?nhom=thematic-")
    assert task.due_on == dossier.due_on
    assert tasks(chairman()) == []


def test_a_paper_that_the_machine_gave_up_waits_for_phong_noi_vu(officer, dossier):
    paper = DecisionFactory(dossier=dossier, issued=True).document
    rendering = {"state": "rendering", "lease_until": clock.machine_now()}
    Document.objects.filter(pk=paper.pk).update(**rendering)
    gone = {"lease_until": None, "next_try_at": clock.machine_now(), "failure": "hết bộ nhớ"}
    Document.objects.filter(pk=paper.pk).update(state="failed", tries=MAX_TRIES, **gone)
    [task] = [task for task in tasks(officer) if task.step == "Kết xuất lại"]
    assert (task.title, task.note) == (paper.title, "Văn bản · hết bộ nhớ")
    assert task.url == paper.get_absolute_url()


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

"""What follows an issue: notices to those not awarded, extracts of units, delivery by download."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from decisions import tasks
from decisions.models import Decision, ResultAnnouncement, UnitExtract
from decisions.queries import word_row as word_row_queries
from decisions.services import (
    announcement as announcement_services,
    delivery as delivery_services,
    extract as extract_services,
)
from dossiers.enums import DossierState
from dossiers.models import Dossier, Nomination
from dossiers.transitions import nominee as nominee_transitions
from honourees.services.account import link_account
from nganam_awards.core.models import Reading
from nganam_awards.core.refusals import AlreadyDone, Stale
from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from nganam_awards.notices.models import Notice
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory, decline_afterwards
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
SECOND = "Ủy ban nhân dân Phường 2"


# --- thông báo không khen thưởng ----------------------------------------------------------------


@pytest.fixture
def refused(dossier, head):
    """A dossier with two lines that the head of Nội vụ closed, one of them a household."""
    rows = [
        NominationFactory(dossier=dossier, not_recommended=True),
        NominationFactory(dossier=dossier, household=True, not_recommended=True),
    ]
    return nominee_transitions.decline_lines(rows, by=head)


def test_the_unit_is_told_who_was_not_awarded_and_why(dossier, refused, head):
    clerk = UserFactory(clerk=True, unit=dossier.unit)
    notice = announcement_services.issue(dossier, by=head)
    assert notice.document.symbol == "01/TB-PNV"
    paper = notice.document.context
    assert "01 cá nhân, 01 hộ gia đình không được khen thưởng" in paper["paragraphs"][0]
    rows = [row for section in paper["annexes"][0]["sections"] for row in section["rows"]]
    assert {row["name"] for row in rows} == {line.addressed for line in refused}
    assert {row["achievement"] for row in rows} == {"Đã được khen cho cùng thành tích trong năm."}
    told = Notice.objects.get(user=clerk)
    assert "01/TB-PNV" in told.text
    assert told.url == notice.document.get_absolute_url()


def test_nobody_is_told_twice(dossier, refused, head):
    announcement_services.issue(dossier, by=head)
    with pytest.raises(AlreadyDone):
        announcement_services.issue(dossier, by=head)
    assert announcement_services.waiting(head) == []
    assert ResultAnnouncement.objects.count() == 1


def test_only_the_head_of_noi_vu_signs_what_the_office_tells(dossier, refused, officer):
    with pytest.raises(PermissionDenied):
        announcement_services.issue(dossier, by=officer)


def test_the_page_lists_whom_to_tell_and_what_was_told(dossier, refused, head, officer, client_of):
    address = reverse("decisions:announcements")
    assert "Ra thông báo" not in client_of(officer).get(address).text
    desk = client_of(head)
    assert dossier.ref in desk.get(address).text
    issue = reverse("decisions:announcement_issue", args=[dossier.ref])
    assert "Đã ra thông báo" in desk.post(issue, follow=True).text
    assert "Thông báo số 01/TB-PNV" in desk.get(address).text
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 403
    assert client_of(UserFactory(clerk=True)).post(issue).status_code == 404


def test_the_notice_is_read_by_the_unit_and_by_nobody_elses(dossier, refused, head, client_of):
    page = announcement_services.issue(dossier, by=head).document.get_absolute_url()
    clerk = client_of(UserFactory(clerk=True, unit=dossier.unit))
    assert clerk.get(page).status_code == 200
    assert "Thông báo số 01/TB-PNV" in clerk.get(dossier.get_absolute_url()).text
    assert client_of(UserFactory(clerk=True)).get(page).status_code == 404


@pytest.fixture
def unclosed(dossier):
    """The same before its head closed it."""
    return [
        NominationFactory(dossier=dossier, not_recommended=True),
        NominationFactory(dossier=dossier, household=True, not_recommended=True),
    ]


def test_one_press_closes_what_was_not_recommended_and_tells_the_unit(
    dossier, unclosed, head, client_of
):
    desk, address = client_of(head), reverse("decisions:announcements")
    page = desk.get(address)
    [row] = page.context["unclosed"]
    assert (row.dossier.ref, row.first, row.rest) == (dossier.ref, unclosed, [])
    [seen] = re.findall(r'name="seen" value="(\d+)"', page.text)
    assert f"{unclosed[0].full_name}</b>: {unclosed[0].verdict_reason}" in page.text
    close = reverse("decisions:announcement_close", args=[dossier.ref])
    assert "và ra thông báo" in desk.post(close, {"seen": seen}, follow=True).text
    notice = ResultAnnouncement.objects.get()
    assert set(notice.nominations.values_list("state", flat=True)) == {"declined"}
    assert notice.nominations.count() == 2
    assert "không còn trường hợp nào chờ kết thúc" in desk.post(close, follow=True).text
    assert ResultAnnouncement.objects.count() == 1


def test_a_word_of_meanwhile_closes_nobody(dossier, unclosed, head):
    [row] = announcement_services.to_close(announcement_services.unclosed(head), head)
    NominationFactory(dossier=dossier, not_recommended=True)
    with pytest.raises(Stale):
        announcement_services.close_and_issue(dossier, by=head, seen=row.seen)
    assert not dossier.nominations.filter(state="declined").exists()
    assert not ResultAnnouncement.objects.exists()


def test_a_page_that_does_not_say_what_it_showed_closes_nobody(dossier, unclosed, head, client_of):
    close = reverse("decisions:announcement_close", args=[dossier.ref])
    for posted in ({}, {"seen": "gì đó"}):
        assert "vừa thay đổi" in client_of(head).post(close, posted, follow=True).text
    assert not dossier.nominations.filter(state="declined").exists()


def test_only_the_head_closes_and_never_his_own_dossier(
    dossier, unclosed, head, officer, client_of
):
    with pytest.raises(PermissionDenied):
        announcement_services.close_and_issue(dossier, by=officer)
    close = reverse("decisions:announcement_close", args=[dossier.ref])
    assert client_of(officer).post(close).status_code == 403
    link_account(head, unclosed[0].honouree, by=UserFactory(administrator=True))
    assert "chưa kết thúc được ở đây" in client_of(head).post(close, follow=True).text
    assert not ResultAnnouncement.objects.exists()


# --- trích sao ----------------------------------------------------------------------------------


@pytest.fixture
def of_two_units():
    """One issued decision with three people of one ward and two of another."""
    plan = AwardPlanFactory(approved=True, persons=20)
    other = UnitFactory(name=SECOND, code="UBND_P2X")
    plan.participants.add(other)
    dossiers = [
        DossierFactory(appraised=True, persons=0, plan=plan),
        DossierFactory(appraised=True, persons=0, plan=plan, unit=other),
    ]
    rows = [*recommended(dossiers[0], 3), *recommended(dossiers[1], 2)]
    return DecisionFactory(dossier=dossiers[0], nominations=rows, issued=True)


def names_in(document):
    sections = document.context["annexes"][0]["sections"]
    return [row["name"] for section in sections for row in section["rows"]]


def test_each_unit_gets_its_own_names_under_the_decisions_words(of_two_units):
    tasks.order_extracts()
    tasks.order_extracts()  # delivered twice
    whole = of_two_units.document
    made = {e.unit.name: e.document for e in UnitExtract.objects.select_related("unit")}
    assert len(made) == 2
    second = made[SECOND]
    assert len(names_in(second)) == 2
    assert set(names_in(second)) < set(names_in(whole))
    assert sorted(name for d in made.values() for name in names_in(d)) == sorted(names_in(whole))
    assert second.context["articles"] == whole.context["articles"]
    assert (second.symbol, second.issued_on) == (whole.symbol, whole.issued_on)
    assert second.context["extract"] == f"Trích sao phần danh sách của {SECOND}"


def test_an_extract_is_for_its_unit(of_two_units, client_of):
    tasks.order_extracts()
    own = UnitExtract.objects.select_related("unit", "document").get(unit__name=SECOND)
    clerk = client_of(UserFactory(clerk=True, unit=own.unit))
    page = clerk.get(of_two_units.get_absolute_url())
    assert own.document.get_absolute_url() in page.text
    others = UnitExtract.objects.exclude(pk=own.pk).get().document
    assert others.get_absolute_url() not in page.text
    assert clerk.get(own.document.get_absolute_url()).status_code == 200
    assert clerk.get(others.get_absolute_url()).status_code == 404


def test_a_decision_about_one_unit_is_its_own_extract():
    DecisionFactory(issued=True, persons=5)
    assert not extract_services.missing().exists()


# --- trả kết quả --------------------------------------------------------------------------------


@pytest.fixture
def issued(dossier):
    decision = DecisionFactory(dossier=dossier, persons=2, issued=True)
    render(decision.document_id)
    assert Document.objects.get(pk=decision.document_id).state == DocumentState.READY
    return Decision.objects.get(pk=decision.pk)


def download(document, client):
    answer = client.get(reverse("documents:download", args=[document.code]))
    assert answer.status_code == 200
    b"".join(answer.streaming_content)


def state():
    tasks.deliver_fetched()
    tasks.deliver_fetched()  # delivered twice
    return Dossier.objects.get().state


def test_the_units_first_download_delivers_the_dossier(issued, dossier, client_of):
    assert state() == DossierState.CONCLUDED
    download(issued.document, client_of(UserFactory(clerk=True, unit=dossier.unit)))
    assert state() == DossierState.DELIVERED
    event = dossier.events.newest_first().first()
    assert (event.action, event.by) == ("deliver", None)


def test_a_look_at_the_page_or_a_download_by_the_office_delivers_nothing(
    issued, dossier, client_of, officer
):
    client_of(UserFactory(clerk=True, unit=dossier.unit)).get(issued.get_absolute_url())
    download(issued.document, client_of(officer))
    assert Reading.objects.filter(how=Reading.How.DOWNLOAD).count() == 1
    assert state() == DossierState.CONCLUDED


def test_an_extract_delivers_only_the_dossier_of_its_unit(of_two_units, client_of):
    tasks.order_extracts()
    own = UnitExtract.objects.select_related("unit", "document").get(unit__name=SECOND)
    render(own.document_id)
    download(own.document, client_of(UserFactory(head=True, unit=own.unit)))
    delivery_services.deliver_fetched()
    states = dict(Dossier.objects.values_list("unit__name", "state"))
    assert states.pop(SECOND) == DossierState.DELIVERED
    assert set(states.values()) == {DossierState.CONCLUDED}


def test_a_unit_whose_lines_are_all_declined_afterwards_is_named_no_longer(of_two_units):
    rows = Nomination.objects.filter(
        decision_lines__decision=of_two_units, dossier__unit__name=SECOND
    )
    named = of_two_units.named_units
    assert named.count() == 2
    with transaction.atomic():
        decline_afterwards(rows)
        assert named.get().unit.name != SECOND
        assert not [one for one in word_row_queries.recount_words() if one.kind == "units"]
        transaction.set_rollback(True)  # no event tells of it

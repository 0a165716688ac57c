"""Phiếu kiểm soát quá trình: who held a dossier from when to when, in office hours."""

from datetime import date, datetime

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.papers.custody import hours
from dossiers.queries import custody as custody_queries
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.documents import rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.decisions.hands import approve
from tests.factories.decisions import DecisionFactory


pytestmark = pytest.mark.django_db
HOME = "Phòng Nội vụ"


def url(name, dossier):
    return reverse(f"dossiers:{name}", args=[dossier.ref])


def held(dossier):
    found = custody_queries.of(Dossier.objects.get(pk=dossier.pk))
    return [(one.office, one.person, one.work, hours(one.minutes)) for one in found.holdings]


def slips():
    return Document.objects.filter(kind=custody_queries.CUSTODY)


@pytest.fixture
def week(town, at):
    """Filed on a Monday at eight, received at nine, assigned on Tuesday at ten."""
    at(datetime(2023, 11, 20, 8, tzinfo=OFFICE_ZONE))
    dossier = town.filed(persons=2)
    at(datetime(2023, 11, 20, 9, tzinfo=OFFICE_ZONE))
    dossier_transitions.receive(dossier, by=town.officer2)
    at(datetime(2023, 11, 21, 10, tzinfo=OFFICE_ZONE))
    return dossier_transitions.assign(dossier, officer=town.officer, by=town.chief)


def test_each_hand_is_a_row_with_its_office_hours(week, town, at):
    at(datetime(2023, 11, 27, 8, 30, tzinfo=OFFICE_ZONE))
    assert held(week) == [
        (HOME, "", "Chờ tiếp nhận", "1 giờ"),
        (HOME, town.officer2.full_name, "Chờ phân công", "9 giờ"),
        (HOME, town.officer.full_name, "Thẩm định", "30 giờ 30 phút"),
    ]


def test_while_the_unit_supplements_the_clock_stands_still(week, town, at):
    at(datetime(2023, 11, 22, 7, tzinfo=OFFICE_ZONE))
    supplement_transitions.ask_more(
        week, words="Thiếu biên bản.", until=date(2023, 11, 27), by=town.officer
    )
    at(datetime(2023, 11, 22, 9, tzinfo=OFFICE_ZONE))
    found = custody_queries.of(Dossier.objects.get(pk=week.pk))
    last = found.holdings[-1]
    assert (last.office, last.is_paused, last.minutes) == (town.ward.name, True, 120)
    assert found.minutes == sum(one.minutes for one in found.holdings) - 120


def test_an_apology_gives_it_into_nobodys_hand(week, town):
    before = held(week)
    apology_transitions.apologise(
        week, reason="Chờ thanh tra.", until=date(2023, 12, 11), by=town.officer
    )
    assert held(week) == before


def test_what_is_with_the_chairman_is_held_by_the_chairman(at):
    at(datetime(2023, 11, 20, 8, tzinfo=OFFICE_ZONE))
    decision = DecisionFactory(submitted=True)
    dossier = decision.lines.first().nomination.dossier
    at(datetime(2023, 11, 21, 8, tzinfo=OFFICE_ZONE))
    approve(decision)
    offices = [office for office, *_ in held(dossier)]
    assert "Chủ tịch UBND thị xã" in offices
    [chair] = [row for row in held(dossier) if row[0] == "Chủ tịch UBND thị xã"]
    assert chair[2:] == ("Xem xét, ký", "8 giờ")
    assert offices[-1] == HOME
    assert held(dossier)[-1][2] == "Trả kết quả"


def test_a_draft_and_what_was_recalled_are_held_by_nobody_of_the_town(town):
    assert held(town.draft()) == []
    dossier = town.filed()
    dossier_transitions.recall(dossier, by=town.head, note="Sửa lại.")
    assert held(dossier) == []


def test_the_slip_orders_itself_when_the_dossier_ends(week, town, at):
    nominee_transitions.give_verdicts(
        week,
        {line.pk: ("not_recommend", "Chưa đủ.") for line in week.nominations.all()},
        by=town.officer,
    )
    dossier_transitions.finish(week, by=town.officer)
    at(datetime(2023, 11, 24, 8, tzinfo=OFFICE_ZONE))
    nominee_transitions.decline_lines(list(week.nominations.all()), by=town.chief)
    assert not slips().exists()
    at(datetime(2023, 11, 24, 15, tzinfo=OFFICE_ZONE))
    dossier_transitions.deliver(week, by=town.officer)
    slip = slips().get()
    render(slip.pk)
    with slips().get().file.open("rb") as file:
        text = " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
    for words in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {week.one_stop_code}",
        f"Mã trên cổng: {week.ref}",
        town.ward.name,
        town.officer.full_name,
        "Trước hạn",
        "Cộng, không kể thời gian đồng hồ dừng",
    ):
        assert words in text
    assert slip.context["rows"][0][1:] == [
        "08 giờ 00, 20/11/2023",
        "09 giờ 00, 20/11/2023",
        "1 giờ",
    ]


@pytest.mark.parametrize("is_received", [True, False])
def test_one_that_is_withdrawn_has_it_only_if_it_was_taken_in(is_received, town):
    dossier = town.received() if is_received else town.filed()
    dossier_transitions.withdraw(dossier, by=town.head, note="Gộp hồ sơ.")
    assert slips().count() == int(is_received)


def test_the_page_is_the_towns_and_makes_one_paper_a_day(week, town, client_of, at):
    for who in (town.clerk, town.stranger):
        assert client_of(who).get(url("custody", week)).status_code == 404
        assert client_of(who).post(url("custody_order", week)).status_code == 404
        assert url("custody", week) not in client_of(who).get(reverse("dossiers:list")).text
    client = client_of(town.chief)
    assert url("custody", week) in client.get(week.get_absolute_url()).text
    page = client.get(url("custody", week)).text
    for words in ("Chưa có kết quả", town.officer.full_name, "đang giữ", "Lập phiếu kiểm soát"):
        assert words in page
    for _ in range(2):
        made = client.post(url("custody_order", week))
    slip = slips().get()
    assert made.url == slip.get_absolute_url()
    assert client.get(slip.get_absolute_url()).status_code == 200
    assert rules.can_read(town.officer2, slip)
    assert not rules.can_read(town.clerk, slip)
    at(datetime(2023, 11, 22, 8, tzinfo=OFFICE_ZONE))
    client_of(town.chief).post(url("custody_order", week))
    assert slips().count() == 2


def test_a_dossier_of_many_names_costs_as_many_queries_as_one_of_two(town):
    costs = []
    for persons in (2, 2, 8):  # the first reads rights that are kept
        dossier = town.appraising(persons=persons)
        with CaptureQueriesContext(connection) as captured:
            custody_queries.of(dossier)
        costs.append(len(captured))
    assert costs[1] == costs[2]

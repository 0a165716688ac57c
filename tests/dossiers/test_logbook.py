"""Sổ theo dõi hồ sơ: what was received in a period, on screen, as Excel and on paper."""

import io
from datetime import date
from unicodedata import normalize
from urllib.parse import urlencode

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dossiers.models import Dossier
from dossiers.papers import logbook as logbook_papers
from dossiers.queries import logbook as logbook_queries
from dossiers.services import logbook as logbook_services
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.factories.dossiers import DossierFactory


pytestmark = pytest.mark.django_db
URL, ORDER = reverse("dossiers:logbook"), reverse("dossiers:logbook_order")
NOVEMBER = {"tu": "01/11/2023", "den": "30/11/2023"}
DAYS = (date(2023, 11, 1), date(2023, 11, 30))


def address(**days):
    return f"{URL}?{urlencode(days or NOVEMBER)}"


def book(user, days=DAYS):
    return logbook_queries.entries(logbook_queries.received_in(*days, user))


@pytest.fixture
def three(town, at):
    """One given back in time, one put off, one that its unit has to supplement."""
    done, later, asked = town.appraised("not_recommend"), town.appraising(), town.appraising()
    apology_transitions.apologise(
        later, reason="Chờ kết luận thanh tra.", until=date(2023, 12, 11), by=town.officer
    )
    supplement_transitions.ask_more(
        asked, words="Thiếu biên bản.", until=date(2023, 11, 27), by=town.officer
    )
    at(date(2023, 11, 24))
    nominee_transitions.decline_lines(list(done.nominations.all()), by=town.chief)
    dossier_transitions.deliver(done, by=town.officer)
    return done, later, asked


def test_each_row_tells_both_days_what_came_of_it_and_when(three, town):
    done, later, asked = book(town.chief)
    assert [entry.dossier.pk for entry in (done, later, asked)] == [row.pk for row in three]
    assert (done.returned_on, done.notes) == (
        date(2023, 11, 24),
        ["Trước hạn, có kết quả 24/11/2023"],
    )
    assert (later.first_due_on, later.due_again_on) == (date(2023, 12, 4), date(2023, 12, 11))
    assert asked.notes == ["Yêu cầu bổ sung 20/11, hạn 27/11/2023"]
    assert (asked.due_again_on, asked.returned_on) == (None, None)


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ((date(2023, 11, 20), date(2023, 11, 20)), 3),
        ((date(2023, 11, 1), date(2023, 11, 19)), 0),
        ((date(2023, 11, 21), date(2023, 11, 30)), 0),
    ],
)
def test_a_period_holds_its_first_and_its_last_day(days, count, three, town):
    assert len(book(town.chief, days)) == count


def test_what_was_never_taken_in_stands_in_no_book(town):
    town.filed()
    dossier_transitions.refuse(town.filed(), by=town.officer, note="Sai loại hình.")
    assert book(town.chief) == []


def test_the_page_shows_the_month_by_itself_and_leads_to_usual_days(three, town, client_of):
    page = client_of(town.officer).get(URL)
    assert page.status_code == 200
    for words in (three[0].one_stop_code, "trước đó 04/12/2023", "Tháng trước", "Quý này"):
        assert words in page.text
    assert page.context["period"] == (date(2023, 11, 1), date(2023, 11, 24))
    assert "Không có hồ sơ nào trong những ngày này" in (
        client_of(town.officer).get(address(tu="01/10/2023", den="31/10/2023")).text
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"tu": "30/11/2023", "den": "01/11/2023"}, "den", "trở đi"),
        ({"tu": "31/02/2023", "den": "01/11/2023"}, "tu", ""),
        ({"tu": "01/11/2023"}, "den", "Chọn ngày cuối"),
        ({"den": "01/11/2023"}, "tu", "Chọn ngày đầu"),
        ({"tu": "hôm qua", "den": "hôm nay"}, "tu", ""),
    ],
)
def test_days_that_are_none_are_told_beside_their_field(typed, field, words, town, client_of):
    client = client_of(town.officer)
    for answer, status in ((client.get(address(**typed)), 200), (client.post(ORDER, typed), 422)):
        assert answer.status_code == status
        [told] = answer.context["form"].errors[field]
        assert words in told
        assert told in answer.text
        for value in typed.values():
            assert f'value="{value}"' in answer.text
    assert (
        client.get(f"{reverse('core:sheet', args=['so-theo-doi'])}?{urlencode(typed)}").status_code
        == 404
    )


@pytest.mark.parametrize("who", ["clerk", "head", "stranger"])
def test_whoever_does_not_read_all_that_was_filed_finds_no_book(who, three, town, client_of):
    client = client_of(getattr(town, who))
    assert client.get(address()).status_code == 404
    assert client.post(ORDER, NOVEMBER).status_code == 404
    assert client.get(reverse("core:sheet", args=["so-theo-doi"])).status_code == 404
    assert "Sổ theo dõi hồ sơ" not in client.get(reverse("dossiers:list")).text


def test_the_book_goes_into_excel_with_numbers_and_days(three, town, client_of):
    sheet = reverse("core:sheet", args=["so-theo-doi"])
    answer = client_of(town.officer).get(f"{sheet}?{urlencode(NOVEMBER)}")
    read = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = read.get_sheet_by_index(0).to_python()
    titles = [normalize("NFC", str(title)) for title in head]
    found = [dict(zip(titles, row, strict=True)) for row in rows]
    assert [row["STT"] for row in found] == [1, 2, 3]
    assert [row["Mã hồ sơ"] for row in found] == [row.one_stop_code for row in three]
    assert (found[1]["Hẹn trả kết quả"], found[1]["Hẹn lại"]) == (
        date(2023, 12, 4),
        date(2023, 12, 11),
    )
    assert found[0]["Trả kết quả"] == date(2023, 11, 24)


def test_the_paper_lies_across_a4_and_reading_the_same_is_one(three, town, client_of):
    client = client_of(town.officer)
    made = [client.post(ORDER, NOVEMBER).url for _ in range(2)]
    document = Document.objects.get(kind=logbook_papers.LOGBOOK)
    assert made == [document.get_absolute_url()] * 2
    assert client.get(made[0]).status_code == 200
    render(document.pk)
    document = Document.objects.get(pk=document.pk)
    with document.file.open("rb") as file, pdfplumber.open(io.BytesIO(file.read())) as paper:
        page = paper.pages[0]
        text = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
    assert page.width > page.height
    assert "Hồ sơ tiếp nhận từ 01/11/2023 đến 30/11/2023" in text
    for entry in three:
        assert entry.ref in text
    assert rules.can_read(town.chairman, document)
    assert not rules.can_read(town.clerk, document)


def test_an_empty_or_endless_book_is_not_printed(town, monkeypatch, three, client_of):
    nothing = {"tu": "01/10/2023", "den": "31/10/2023"}
    answer = client_of(town.officer).post(ORDER, nothing, follow=True)
    assert answer.request["PATH_INFO"] == URL
    assert "nên chưa có gì để in" in answer.text
    with pytest.raises(Refused, match="chưa có gì để in"):
        logbook_services.order_for(date(2023, 10, 1), date(2023, 10, 31), by=town.chief)
    monkeypatch.setattr(logbook_services, "MOST_PRINTED", 2)
    with pytest.raises(Refused, match="Chọn khoảng ngày ngắn hơn, hoặc tải Excel"):
        logbook_services.order_for(*DAYS, by=town.chief)


def test_a_long_book_costs_as_many_queries_as_a_short_one(three, town):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            book(town.chief)
        return len(captured)

    cost()  # reads rights that are kept
    before = cost()
    for _ in range(5):
        DossierFactory(appraising=True, plan=town.plan, unit=town.ward, persons=1)
    assert Dossier.objects.count() == 8
    assert cost() == before

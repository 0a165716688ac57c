"""Reports of many nominees, written one after another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.services import unit_paper as unit_paper_services
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db

DEED = "[nội dung thành tích]"  # from the list, never dropped


def address(dossier, line=None):
    url = reverse("dossiers:reports", args=[dossier.ref])
    return f"{url}?nguoi={line.pk}" if line else url


def typed(page, **changes):
    form = page.context["form"]
    return {one.key: form[one.key].value() for one in form.paragraphs} | {
        "version": page.context["version"],
        **changes,
    }


def test_three_reports_take_three_presses_and_the_last_leads_back(town, client_of):
    draft = town.draft(persons=3)
    client = client_of(town.clerk)
    page = client.get(address(draft))
    for number in (1, 2, 3):
        assert page.context["missing"] == 4 - number
        words = typed(page, results=f"{DEED}\nViệc thứ {number}")
        page = client.post(address(draft, page.context["here"].line), words, follow=True)
    assert "Đã soạn đủ 3 báo cáo." in page.text
    assert page.redirect_chain[-1][0] == reverse("dossiers:papers", args=[draft.ref])
    reports = draft.written.filter(kind="report").order_by("line__order")
    assert [report.wording["results"] for report in reports] == [
        f"{DEED}\nViệc thứ 1",
        f"{DEED}\nViệc thứ 2",
        f"{DEED}\nViệc thứ 3",
    ]
    assert [report.version for report in reports] == [1, 1, 1]


def test_saving_alone_stays_with_the_same_person(town, client_of):
    draft = town.draft(persons=2)
    client = client_of(town.clerk)
    page = client.get(address(draft))
    here = page.context["here"].line
    page = client.post(
        address(draft, here), typed(page, results=f"{DEED}\nHai việc", stay="1"), follow=True
    )
    assert page.context["here"].line == here
    assert page.context["form"]["results"].value() == f"{DEED}\nHai việc"
    assert f"Đã lưu báo cáo của {here.full_name}." in page.text


def test_a_colleagues_words_are_shown_beside_and_not_written_over(town, client_of):
    draft = town.draft(persons=1)
    line = draft.nominations.get()
    client = client_of(town.clerk)
    page = client.get(address(draft, line))
    report = unit_paper_services.write(draft, "report", line=line, by=town.clerk)
    unit_paper_services.reword(report, {"results": f"{DEED}\nLời của đồng nghiệp"}, by=town.clerk)
    answer = client.post(address(draft, line), typed(page, results=f"{DEED}\nLời của tôi"))
    assert answer.status_code == 409
    assert "Lời của đồng nghiệp" in answer.text
    assert "Lời của tôi" in answer.text
    report.refresh_from_db()
    assert report.wording["results"] == f"{DEED}\nLời của đồng nghiệp"


def test_a_lost_place_is_told_at_its_field_and_what_was_typed_stays(town, client_of):
    draft = town.draft(persons=1)
    client = client_of(town.clerk)
    page = client.get(address(draft))
    words = typed(page, about="Đề nghị cho [đối tượng] có [thành tích]", results="Đã gõ")
    answer = client.post(address(draft), words)
    assert answer.status_code == 422
    assert "about" in answer.context["form"].errors
    assert "Đã gõ" in answer.text
    assert not draft.written.exists()


def test_only_the_unit_writes_and_only_where_reports_are_asked(town, client_of):
    draft = town.draft(persons=1)
    for person in (town.officer, town.stranger):
        assert client_of(person).get(address(draft)).status_code == 404
    other = NominationFactory(dossier=town.draft(persons=0))
    assert client_of(town.clerk).get(address(draft, other)).status_code == 404
    assert client_of(town.clerk).get(address(town.draft(persons=0))).status_code == 404


def test_many_nominees_cost_what_few_cost(town, client_of):
    client = client_of(town.clerk)

    def cost(persons):
        draft = town.draft(persons=persons)
        client.get(address(draft))
        with CaptureQueriesContext(connection) as asked:
            client.get(address(draft))
        return len(asked)

    assert cost(2) == cost(20)

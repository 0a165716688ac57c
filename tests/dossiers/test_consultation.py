"""Hiệp y: a body is asked about nominees, and answers once."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.enums import Opinion
from dossiers.models import Consultation, ConsultationPaper
from dossiers.queries import consultation as consultation_queries
from dossiers.rules import line_note as line_note_rules
from dossiers.services import consultation as consultation_services
from dossiers.services.consultation import Word
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from law.models import AwardType
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.notices.models import Notice
from tests.factories.files import TINY_PDF
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
DUE = date(2023, 11, 27)
QUESTION = "Có đang bị xem xét kỷ luật không?"


@pytest.fixture
def police():
    unit = UnitFactory(name="Công an thị xã")
    unit.head = UserFactory(head=True, unit=unit)
    unit.clerk = UserFactory(clerk=True, unit=unit)
    return unit


@pytest.fixture
def dossier(town):
    return town.appraising(persons=3)


@pytest.fixture
def asked(town, dossier, police):
    return ask(town, dossier, unit=police)


def ask(town, dossier, **fields):
    fields = {
        "lines": list(dossier.nominations.order_by("pk")),
        "unit": None,
        "body": "",
        "question": QUESTION,
        "due_on": DUE,
        "by": town.officer,
    } | fields
    return consultation_services.ask(dossier, **fields)


def said(consultation, *opinions):
    rows = consultation.lines.order_by("pk")
    return {row.pk: Word(*word) for row, word in zip(rows, opinions, strict=False)}


def told(dossier):
    lines = list(dossier.nominations.select_related("award_type").order_by("pk"))
    for line in lines:
        line.dossier = dossier
    found = line_note_rules.of_lines(dossier, lines)
    return [[note.text for note in found.get(line.pk, [])] for line in lines]


CLEAR, ADVERSE = (Opinion.CLEAR,), (Opinion.ADVERSE, "Đang bị xác minh đơn thư.")


def test_what_was_asked_and_answered_is_a_finding_of_its_line(asked, dossier, police, at):
    assert told(dossier) == [["Chưa có ý kiến hiệp y của Công an thị xã, hạn 27/11/2023."]] * 3
    at(date(2023, 11, 28))
    assert "đã quá hạn" in told(dossier)[0][0]
    consultation_services.answer(
        asked, words=said(asked, CLEAR, ADVERSE, CLEAR), symbol="9/CA", by=police.head
    )
    assert told(dossier) == [
        [],
        ["Công an thị xã có ý kiến không thuận (văn bản số 9/CA): Đang bị xác minh đơn thư."],
        [],
    ]
    [sentence] = consultation_queries.sentences(dossier)
    second = dossier.nominations.order_by("pk")[1]
    assert f"không thuận về 1 trường hợp ({second.full_name}: Đang bị xác minh" in sentence


def test_the_law_says_for_which_awards_others_are_asked(town):
    dossier = town.appraising(persons=1)
    assert told(dossier) == [[]]
    dossier.nominations.update(award_type=AwardType.objects.get(code="BK_T"))
    assert "Chưa hỏi ý kiến hiệp y; danh hiệu, hình thức này cần hỏi." in told(dossier)[0]


def test_an_answer_about_whom_was_struck_meanwhile_is_refused_and_the_rest_stays(
    town, asked, dossier, client_of
):
    struck = dossier.nominations.order_by("pk")[0]
    struck.dossier = dossier
    nominee_transitions.remove_line(struck, by=town.head, note="Chuyển công tác.")
    browser, rows = client_of(town.officer), list(asked.lines.order_by("pk"))
    data = {f"opinion-{row.pk}": "clear" for row in rows} | {
        "symbol": "412/CAT-ANCT",
        "letter_on": "20/11/2023",
        "file": SimpleUploadedFile("Trả lời.pdf", TINY_PDF),
    }
    page = browser.post(asked.get_absolute_url(), data)
    assert page.status_code == 422
    assert f"{struck.full_name} nay ở trạng thái «Đã rút khỏi danh sách»" in page.text
    assert 'value="412/CAT-ANCT"' in page.text
    still = [
        row.pk for row in rows if re.search(rf'name="opinion-{row.pk}"[^>]*checked', page.text)
    ]
    assert still == [rows[1].pk, rows[2].pk]
    assert not Consultation.objects.exclude(answered_at=None).exists()

    del data[f"opinion-{rows[0].pk}"]
    data["file"] = SimpleUploadedFile("Trả lời.pdf", TINY_PDF)
    assert browser.post(asked.get_absolute_url(), data).status_code == 302
    asked.refresh_from_db()
    assert [row.opinion for row in asked.lines.order_by("pk")] == ["", "clear", "clear"]
    assert ConsultationPaper.objects.get().consultation == asked


def test_an_answer_twice_is_one(town, asked, police):
    words = said(asked, CLEAR, CLEAR, CLEAR)
    consultation_services.answer(asked, words=words, by=police.head)
    with pytest.raises(AlreadyDone, match="đã được ghi trước đó"):
        consultation_services.answer(asked, words=words, by=police.head)
    with pytest.raises(Stale, match=police.head.full_name):
        consultation_services.answer(asked, words=words, by=town.officer)
    with pytest.raises(Stale, match="được ghi"):
        consultation_services.end(asked, reason="Nhầm.", by=town.officer)


@pytest.mark.parametrize(
    ("opinions", "why"),
    [
        ((CLEAR, CLEAR), "Chọn ý kiến về"),
        ((CLEAR, CLEAR, (Opinion.ADVERSE, "  ")), "Ghi nội dung ý kiến không thuận về"),
    ],
)
def test_every_nominee_needs_a_word(asked, police, opinions, why):
    with pytest.raises(Refused, match=why):
        consultation_services.answer(asked, words=said(asked, *opinions), by=police.head)
    assert not asked.lines.exclude(opinion="").exists()


def test_the_rest_is_clear_where_one_says_so(asked, police):
    consultation_services.answer(
        asked, words=said(asked, ADVERSE), rest_is_clear=True, by=police.head
    )
    assert [row.opinion for row in asked.lines.order_by("pk")] == ["adverse", "clear", "clear"]


def test_what_came_on_paper_has_its_number_and_its_file(town, asked):
    with pytest.raises(Refused) as refusal:
        consultation_services.answer(asked, words={}, rest_is_clear=True, by=town.officer)
    assert list(refusal.value.reasons) == [
        "Ghi số, ký hiệu và ngày văn bản trả lời.",
        "Đính kèm văn bản trả lời đã nhận.",
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"lines": []}, "Chọn ít nhất một trường hợp"),
        ({"due_on": date(2023, 11, 20)}, "phải sau hôm nay"),
        ({"due_on": date(2023, 11, 25)}, "không làm việc"),
        ({"due_on": date(2024, 6, 3)}, "không quá 60 ngày"),
    ],
)
def test_what_cannot_be_asked(town, dossier, fields, why):
    with pytest.raises(Refused, match=why):
        ask(town, dossier, body="Chi cục Thuế", **fields)


def test_the_filing_unit_says_nothing_about_its_own(town, dossier):
    with pytest.raises(Refused, match="không tự cho ý kiến"):
        ask(town, dossier, unit=town.ward)


@pytest.mark.parametrize("who", ["officer2", "chief", "chairman", "head", "stranger"])
def test_asking_is_for_the_officer_in_charge(town, dossier, who):
    with pytest.raises(PermissionDenied):
        ask(town, dossier, body="Chi cục Thuế", by=getattr(town, who))


def test_who_reads_and_who_answers(town, asked, police, client_of):
    url = asked.get_absolute_url()
    readers = {
        police.head: 200,
        police.clerk: 200,
        town.officer: 200,
        town.chairman: 200,
        town.head: 404,
        town.stranger: 404,
    }
    assert {who: client_of(who).get(url).status_code for who in readers} == readers
    page = client_of(police.head).get(url).text
    assert "Xác nhận và trả lời" in page
    assert asked.dossier.get_absolute_url() not in page
    assert client_of(police.clerk).post(url, {}).status_code == 403
    assert list(Notice.objects.filter(url=url).values_list("user", flat=True)) in (
        [police.head.pk, police.clerk.pk],
        [police.clerk.pk, police.head.pk],
    )


def test_the_question_is_taken_back_with_its_reason(town, asked, dossier, client_of, police):
    url = reverse("dossiers:consultation_end", args=[asked.pk])
    assert client_of(town.officer).post(url, {"reason": ""}).status_code == 422
    assert client_of(town.officer).post(url, {"reason": "Hỏi nhầm nơi."}).status_code == 302
    assert told(dossier) == [[], [], []]
    assert "Hỏi nhầm nơi." in client_of(police.head).get(asked.get_absolute_url()).text


def test_nobody_waits_for_a_dossier_that_was_withdrawn(town, asked, dossier, police):
    assert list(consultation_queries.needed()) == [asked]
    dossier_transitions.withdraw(dossier, by=town.head, note="Gộp hồ sơ.")
    assert list(consultation_queries.needed()) == []
    with pytest.raises(Refused, match="Không còn trường hợp nào"):
        consultation_services.answer(asked, words={}, rest_is_clear=True, by=police.head)


def test_the_page_that_asks_keeps_what_was_typed(town, dossier, client_of, police):
    url, browser = reverse("dossiers:consultation_ask", args=[dossier.ref]), client_of(town.officer)
    dossier.nominations.filter(pk=dossier.nominations.first().pk).update(full_name="Đặng Thị Ớt")
    found = browser.get(f"{url}?ten=dang+ot").context["form"].fields["lines"].queryset
    assert [line.full_name for line in found] == ["Đặng Thị Ớt"]
    lines = [str(line.pk) for line in dossier.nominations.all()]
    typed = {"question": "Có nợ thuế không?", "due_on": "27/11/2023", "lines": lines}
    page = browser.post(url, typed)
    assert page.status_code == 422
    assert "Chọn cơ quan cần hỏi" in page.text
    assert "Có nợ thuế không?" in page.text
    assert browser.post(url, typed | {"body": "Chi cục Thuế khu vực"}).status_code == 302
    row = Consultation.objects.get()
    assert (row.body, row.unit, row.lines.count()) == ("Chi cục Thuế khu vực", None, 3)
    assert browser.post(url, typed | {"body": "Chi cục Thuế khu vực"}).status_code == 302
    assert Consultation.objects.count() == 1
    assert client_of(town.stranger).get(url).status_code == 404
    assert "Chi cục Thuế khu vực" in browser.get(dossier.get_absolute_url()).text
    assert "Hiệp y" not in client_of(town.head).get(dossier.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(town, dossier, client_of, django_assert_max_num_queries, count):
    for number in range(count):
        ask(town, dossier, body=f"Cơ quan thứ {'ABC'[number]}")
    browser = client_of(town.officer)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("dossiers:consultations"))
    assert page.text.count("row-link") == count

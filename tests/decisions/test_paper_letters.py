"""Tờ trình, thông báo, trích sao: what their words say, and that their codes are known."""

from datetime import date

import pytest
from django.urls import reverse

from decisions import tasks, transitions
from decisions.models import UnitExtract
from decisions.services import announcement as announcement_services
from dossiers.transitions import nominee as nominee_transitions
from law.models import AwardType
from tests.decisions import hands
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory, answered, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def merit():
    return DossierFactory(appraised=True, merit=True)


def put(decision, head, number="112/TTr-PNV"):
    """Submitted with this number; the letter's words."""
    answered([line.nomination for line in decision.lines.all()], by=head)
    transitions.submit(decision, by=head, letter_number=number, letter_on=date(2023, 11, 20))
    decision.refresh_from_db()
    return decision.letter.context


def test_one_name_stands_in_the_sentence_that_asks_for_it(dossier, head):
    decision = DecisionFactory(nominations=recommended(dossier))
    (name,) = (line.nomination.addressed for line in decision.lines.all())
    words = put(decision, head)
    assert f"cho 01 cá nhân: {name}, " in words["paragraphs"][1]
    assert decision.reason in words["paragraphs"][1]
    assert not words["annexes"]
    assert name not in words["about"]


def test_two_titles_of_one_person_are_told_apart_in_the_letter(merit, head):
    titles = [AwardType.objects.get(code=code) for code in ("LDTT", "CSTDCS")]
    who = NominationFactory(dossier=merit, recommended=True, award_type=titles[0])
    other = NominationFactory(dossier=merit, recommended=True, award_type=titles[1])
    words = put(DecisionFactory(nominations=[who, other]), head)
    points = [line for line in words["paragraphs"] if line[:3] in {"1. ", "2. "}]
    assert [any(title.bare_name in line for line in points) for title in titles] == [True, True]


def test_the_chairman_is_not_asked_to_award_what_the_province_awards(merit, head):
    award = AwardType.objects.get(code="BK_T")
    rows = NominationFactory.create_batch(4, dossier=merit, recommended=True, award_type=award)
    words = put(DecisionFactory(nominations=rows), head)
    [asked] = [said for said in words["paragraphs"] if "kính trình Chủ tịch" in said]
    assert "ký Tờ trình của Ủy ban nhân dân thị xã Ngã Năm đề nghị tặng Bằng khen" in asked
    assert "quyết định tặng" not in asked
    assert words["about"].startswith("Về việc đề nghị tặng Bằng khen")
    assert not any("tiền thưởng" in line for line in words["paragraphs"])
    assert words["annexes"][0]["columns"]["prize"] == ""


def test_a_number_under_ten_has_its_zero_wherever_the_letter_is_named(dossier, head):
    decision = DecisionFactory(nominations=recommended(dossier, 4))
    words = put(decision, head, number="5/TTr-PNV")
    assert "Kèm theo Tờ trình số 05/TTr-PNV ngày 20" in words["annexes"][0]["attached"]
    hands.approve(decision)
    decision.refresh_from_db()
    assert "tại Tờ trình số 05/TTr-PNV ngày 20" in decision.document.context["grounds"][-1]


def test_the_notice_asks_to_pass_it_on_and_says_where_to_ask(dossier, head):
    row = NominationFactory(dossier=dossier, household=True, not_recommended=True)
    nominee_transitions.decline_lines([row], by=head)
    _, pass_on, ask = announcement_services.issue(dossier, by=head).document.context["paragraphs"]
    assert pass_on.endswith("báo lại cho hộ gia đình có tên trong danh sách")
    assert "trao đổi với Phòng Nội vụ thị xã Ngã Năm" in ask


def test_a_letter_sent_again_bears_its_new_number_and_the_same_one_is_kept(dossier, head):
    decision = DecisionFactory(nominations=recommended(dossier, 2))
    put(decision, head)
    first = decision.letter
    transitions.recall(decision, by=head)
    put(decision, head)
    assert decision.letter == first
    transitions.recall(decision, by=head)
    put(decision, head, number="113/TTr-PNV")
    assert decision.letter.symbol == "113/TTr-PNV"
    assert decision.letter.title == "Tờ trình số 113/TTr-PNV"


def test_a_number_longer_than_the_paper_keeps_is_told_to_the_head(dossier, head, client_of):
    decision = DecisionFactory(nominations=recommended(dossier, 2))
    typed = {"letter_number": "1" * 41, "letter_on": "20/11/2023"}
    page = client_of(head).post(reverse("decisions:submit", args=[decision.pk]), typed)
    assert page.status_code == 422
    assert typed["letter_number"] in page.text


# --- mã tra cứu ---------------------------------------------------------------------------------


def told_of(client, document):
    answer = client.get(f"/xac-minh/{document.code}/")
    return answer.status_code, " ".join(answer.text.split())


def test_the_code_of_a_notice_is_known_and_names_nobody(client, dossier, head):
    row = NominationFactory(dossier=dossier, not_recommended=True)
    nominee_transitions.decline_lines([row], by=head)
    status, told = told_of(client, announcement_services.issue(dossier, by=head).document)
    assert status == 200
    assert "01/TB-PNV" in told
    assert "Phòng Nội vụ thị xã Ngã Năm" in told
    assert row.full_name not in told


def test_the_code_of_an_extract_answers_for_its_decision(client):
    plan = AwardPlanFactory(approved=True, persons=20)
    other = UnitFactory(name="Ủy ban nhân dân Phường 2", code="UBND_P2X")
    plan.participants.add(other)
    dossiers = [
        DossierFactory(appraised=True, persons=0, plan=plan),
        DossierFactory(appraised=True, persons=0, plan=plan, unit=other),
    ]
    rows = [row for dossier in dossiers for row in recommended(dossier, 2)]
    DecisionFactory(dossier=dossiers[0], nominations=rows, issued=True)
    tasks.order_extracts()
    for extract in UnitExtract.objects.select_related("document"):
        status, told = told_of(client, extract.document)
        assert status == 200
        assert "Trích sao Quyết định số 01/QĐ-UBND" in told
        assert "04 cá nhân" in told
        assert not any(row.full_name in told for row in rows)


def test_the_code_of_a_letter_is_known_until_another_replaces_it(client, dossier, head):
    decision = DecisionFactory(nominations=recommended(dossier, 2))
    put(decision, head)
    first = decision.letter
    assert told_of(client, first)[0] == 200
    transitions.recall(decision, by=head)
    put(decision, head, number="113/TTr-PNV")
    assert decision.letter_id != first.pk
    assert told_of(client, first)[0] == 404
    assert told_of(client, decision.letter)[0] == 200


def test_the_code_of_the_letter_to_the_province_is_known(client, merit):
    award = AwardType.objects.get(code="BK_T")
    row = NominationFactory(dossier=merit, recommended=True, award_type=award)
    letter = DecisionFactory(nominations=[row], issued=True)
    status, told = told_of(client, letter.document)
    assert status == 200
    assert "01/TTr-UBND" in told

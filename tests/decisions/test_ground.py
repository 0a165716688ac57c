"""Căn cứ typed by hand against the law of the day; merit and decision under two laws."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.enums import EditedPart
from decisions.models import Decision, DecisionEdit
from decisions.queries import ground as ground_queries
from decisions.services import decision as decision_services
from law.models import LegalBasis
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.registry import words_of
from tests.decisions.hands import reasons, submit
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory


pytestmark = pytest.mark.django_db
OLD, NEW = date(2023, 11, 20), date(2024, 1, 15)
FOLLOWED = "áp dụng tiêu chuẩn của Luật năm 2003 vì thành tích lập trong năm 2023"
LAW, DECREE = "06/2022/QH15", "98/2023/NĐ-CP"


@pytest.fixture
def decision(db):
    return DecisionFactory()


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", LAW),
        ("Căn cứ Luật thi đua khen thưởng 2003", LAW),
        ("Căn cứ Luật TĐKT năm 2003", LAW),
        ("Căn cứ Luật số 15/2003/QH11", LAW),
        ("Căn cứ Luật sửa đổi, bổ sung Luật Thi đua, khen thưởng ngày 14/6/2005", LAW),
        ("Căn cứ NĐ 91/2017", DECREE),
        ("Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31/7/2017", DECREE),
        ("Căn cứ nghị định 91 ngày 31/7/2017 của Chính phủ", DECREE),
    ],
)
def test_a_law_that_ended_is_refused_with_the_one_that_holds(line, instead, decision):
    [told] = ground_queries.blockers(decision, [line], NEW)
    assert "hết hiệu lực sau ngày 31/12/2023" in told
    assert instead in told
    [there] = ground_queries.blockers(decision, [line], OLD)
    assert "đã có sẵn" in there


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Nghị quyết số 5",
        "Căn cứ Thông tư 91/2017/TT-BTC",
        "Theo kết luận của Thị ủy tại Thông báo số 98/TB ngày 12/06/2022",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 26/11/2003",
    ],
)
def test_what_the_portal_does_not_know_is_the_officers_own(line, decision):
    assert ground_queries.blockers(decision, [line], NEW) == []
    assert ground_queries.own([line]) == [line]


@pytest.mark.parametrize(
    "line", ["Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Quyết định 1635/QĐ-UBND"]
)
def test_a_law_without_its_year_and_a_paper_of_two_rows_stand_there_already(line, decision):
    [told] = ground_queries.blockers(decision, [line], NEW)
    assert "đã có sẵn" in told


def test_a_law_that_is_still_to_come_is_told_so(decision):
    [told] = ground_queries.blockers(decision, ["Căn cứ Nghị định 98/2023/NĐ-CP"], OLD)
    assert "có hiệu lực từ 01/01/2024" in told


def test_a_row_may_still_govern_what_was_received_before_its_end(decision):
    line = ["Căn cứ Nghị định 91/2017/NĐ-CP"]
    row = LegalBasis.objects.filter(code="ND_91_2017")
    row.update(governs_earlier=True)
    assert ground_queries.blockers(decision, line, NEW) == []
    row.update(valid_to=date(2023, 1, 1))
    assert ground_queries.blockers(decision, line, NEW)


def test_the_form_refuses_at_the_box_and_keeps_what_was_typed(at, decision, officer, client_of):
    at(NEW)
    url = reverse("decisions:edit", args=[decision.pk])
    client = client_of(officer)
    page = client.get(url)
    assert "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in page.text
    initial = page.context["form"].initial.items()
    typed = {name: value for name, value in initial if value not in {None, ""}}
    answer = client.post(url, typed | {"grounds": "Căn cứ NĐ 91/2017"})
    assert answer.status_code == 422
    assert DECREE in answer.text
    assert "Căn cứ NĐ 91/2017</textarea>" in answer.text
    saved = client.post(url, typed | {"grounds": "Căn cứ Nghị quyết số 5"}, follow=True)
    assert "căn cứ do anh/chị tự ghi" in saved.text
    kept = DecisionEdit.objects.get(part=EditedPart.GROUNDS)
    assert kept.after == "Căn cứ Nghị quyết số 5 (tự ghi, ngoài danh mục)"
    assert kept.by == officer


def test_what_ended_meanwhile_is_found_again_at_the_submission(at, decision, head):
    decision.wording = {"grounds": "Căn cứ Nghị định 91/2017/NĐ-CP"}
    decision.standards = FOLLOWED
    decision.save()
    at(NEW)
    with pytest.raises(Refused) as refused:
        submit(decision, head)
    assert DECREE in reasons(refused)


def test_two_laws_ask_whose_standards_and_tell_the_chairman(at, decision, officer, head, client_of):
    at(NEW)
    with pytest.raises(Refused) as refused:
        submit(decision, head)
    assert "thuộc «Luật Thi đua, khen thưởng 2003" in reasons(refused)
    page = client_of(officer).get(reverse("decisions:edit", args=[decision.pk])).text
    assert "Áp dụng tiêu chuẩn của luật nào" in page
    decision_services.edit(decision, standards=FOLLOWED, by=officer)
    submit(decision, head)
    now = Decision.objects.get(pk=decision.pk)
    assert any(FOLLOWED[1:] in line for line in words_of(now.letter)["paragraphs"])
    assert not any("2003" in line for line in words_of(now.draft)["grounds"])
    signing = client_of(chairman()).get(reverse("decisions:sign", args=[now.pk])).text
    assert FOLLOWED in signing


def test_under_one_law_nobody_asks(decision, officer, head, client_of):
    page = client_of(officer).get(reverse("decisions:edit", args=[decision.pk])).text
    assert "Áp dụng tiêu chuẩn của luật nào" not in page
    assert submit(decision, head)

"""Phiếu thẩm định: every item answered and met, nothing typed lost, two officers at once."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.enums import AppraisalItem as I, PlanState
from campaigns.models import AppraisalAnswer, AwardPlan
from campaigns.queries import comparison as comparison_queries
from campaigns.rules import appraisal as appraisal_rules
from campaigns.services.appraisal import save_answers
from campaigns.transitions import plan as plan_transitions
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, QuotaFactory, answered
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
ALL_MET = dict.fromkeys(I.values, (True, ""))


@pytest.fixture
def plan(people, at):
    """A plan of the ward that was sent on 10/02 and lies with Phòng Nội vụ on 20/02."""
    at(date(2023, 2, 20))
    return AwardPlanFactory(submitted=True, campaign__organiser=people.ward)


@pytest.fixture
def late_plan(people, at):
    """Sent on 12/05/2023, after the cut-off."""
    at(date(2023, 5, 12))
    made = AwardPlanFactory(awaiting_head=True, campaign__organiser=people.ward)
    plan_transitions.confirm(made, by=people.head)
    return made


def sheet(plan, do="ket-luan", **changed):
    """The form with every item met, but for what is changed."""
    fields = {f"{item}_met": "dat" for item in I.values} | {f"{item}_note": "" for item in I.values}
    shown = appraisal_rules.newest(appraisal_rules.lines(plan))
    return fields | {"do": do, "seen": seen_mark(plan), "shown": shown, "note": ""} | changed


def address(plan):
    return reverse("campaigns:appraise", args=[plan.pk])


def html(response):
    return response.content.decode()


# the conclusion ---------------------------------------------------------------------------------


def test_an_unanswered_sheet_is_not_concluded(plan, people):
    save_answers(plan, {I.THEME: (True, "")}, by=people.officer)
    with pytest.raises(Refused, match="còn 5 nội dung chưa trả lời: Nội dung thi đua thiết thực"):
        plan_transitions.appraise(plan, by=people.officer)


def test_an_unmet_item_is_given_back_or_refused(plan, people):
    answered(plan, criteria="Tiêu chí thứ hai không đo được.")
    with pytest.raises(Refused, match="không đo được"):
        plan_transitions.appraise(plan, by=people.officer)
    assert plan.events.count() == 2


def test_a_full_sheet_goes_to_the_chairman(plan, people):
    save_answers(plan, ALL_MET, by=people.officer)
    assert plan_transitions.appraise(plan, by=people.officer).state == PlanState.APPRAISED


def test_a_late_plan_says_so_and_goes(late_plan, people):
    with pytest.raises(Refused, match="gửi ngày 12/05/2023, sau thời hạn 31/03/2023"):
        save_answers(late_plan, ALL_MET, by=people.officer)
    save_answers(late_plan, ALL_MET | {I.YEAR: (False, "Gửi ngày 12/05.")}, by=people.officer)
    assert plan_transitions.appraise(late_plan, by=people.officer).state == PlanState.APPRAISED


def test_a_plan_sent_in_time_is_not_let_through_as_late(plan, people):
    answered(plan, year="Tổng kết vào năm sau.")
    with pytest.raises(Refused, match="Tổng kết vào năm sau"):
        plan_transitions.appraise(plan, by=people.officer)


def test_each_submission_is_looked_at_anew(plan, people):
    answered(plan, criteria="Không đo được.")
    plan_transitions.ask_back(plan, by=people.officer, note="Sửa tiêu chí.")
    plan_transitions.hand_over(plan, by=people.clerk)
    plan_transitions.confirm(plan, by=people.head)
    assert [line.answer for line in appraisal_rules.lines(plan)] == [None] * 6
    assert AppraisalAnswer.objects.count() == 6  # the first sheet is kept


# writing ----------------------------------------------------------------------------------------


def test_only_phong_noi_vu_fills_the_sheet(plan, people):
    for name, person in people.all().items():
        if name not in {"officer", "chief"}:
            with pytest.raises(PermissionDenied):
                save_answers(plan, ALL_MET, by=person)
    assert not AppraisalAnswer.objects.exists()


@pytest.mark.parametrize("state", ["appraised", "approved", "refused"])
def test_the_sheet_is_closed_once_the_plan_moved_on(state, people):
    made = AwardPlanFactory(**{state: True}, campaign__organiser=people.ward)
    with pytest.raises(Refused, match="không sửa được nữa"):
        save_answers(made, ALL_MET, by=people.officer)


def test_an_answer_that_stays_keeps_its_hand(plan, people):
    save_answers(plan, ALL_MET, by=people.officer)
    save_answers(plan, ALL_MET | {I.NUMBER: (False, "Quá nhiều.")}, by=people.chief, shown=10**9)
    assert {line.item: line.answer.by for line in appraisal_rules.lines(plan)} == {
        item: people.chief if item == I.NUMBER else people.officer for item in I
    }


def test_a_colleagues_answer_is_shown_before_it_is_written_over(plan, people):
    save_answers(plan, {I.NUMBER: (False, "Quá nhiều.")}, by=people.chief)
    with pytest.raises(Stale, match="Phạm Thị Kiều Oanh vừa trả lời «chưa đạt"):
        save_answers(plan, ALL_MET, by=people.officer, shown=0)
    newest = appraisal_rules.newest(appraisal_rules.lines(plan))
    save_answers(plan, ALL_MET, by=people.officer, shown=newest)
    assert appraisal_rules.unmet(appraisal_rules.lines(plan)) == []


def test_a_sheet_of_an_earlier_submission_is_stale(plan, people):
    seen = seen_mark(plan)
    plan_transitions.ask_back(plan, by=people.officer, note="Sửa tiêu chí.")
    plan_transitions.hand_over(plan, by=people.clerk)
    plan_transitions.confirm(plan, by=people.head)
    with pytest.raises(Stale, match="Đơn vị đã gửi lại"):
        save_answers(plan, ALL_MET, by=people.officer, seen=seen)


# the page ---------------------------------------------------------------------------------------


def test_one_button_saves_and_concludes(plan, people, client_of):
    answer = client_of(people.officer).post(
        address(plan), sheet(plan, note="Đủ điều kiện trình."), follow=True
    )
    assert "đang chờ Chủ tịch duyệt" in html(answer)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED
    assert "Đủ điều kiện trình." in html(client_of(people.chairman).get(plan.get_absolute_url()))


def test_a_sheet_can_wait_half_filled(plan, people, client_of):
    officer = client_of(people.officer)
    half = sheet(plan, "luu", criteria_met="", standards_met="", number_note="Vừa với phường.")
    assert "Đã lưu phiếu thẩm định." in html(officer.post(address(plan), half, follow=True))
    assert "Vừa với phường." in html(officer.get(plan.get_absolute_url()))
    answer = officer.post(address(plan), sheet(plan, criteria_met="", standards_met=""))
    assert answer.status_code == 422
    assert "còn 2 nội dung chưa trả lời" in html(answer)


def test_what_was_typed_survives_every_refusal(plan, people, client_of):
    officer = client_of(people.officer)
    typed = sheet(
        plan, criteria_met="chua-dat", number_note="Vừa với phường.", note="Lời cho đơn vị."
    )
    answer = officer.post(address(plan), typed)  # unmet without a word why
    assert answer.status_code == 422
    assert "Ghi rõ vì sao chưa đạt." in html(answer)
    typed["criteria_note"] = "Không đo được."
    refused = officer.post(address(plan), typed)  # unmet cannot be concluded
    assert refused.status_code == 422
    for text in (html(answer), html(refused)):
        assert "Vừa với phường." in text
        assert "Lời cho đơn vị." in text
    (told,) = appraisal_rules.unmet(appraisal_rules.lines(plan))
    assert told == "Có tiêu chí rõ, kiểm tra được: Không đo được."


def test_a_colleague_who_was_faster_costs_no_words(plan, people, client_of):
    page = sheet(plan, number_note="Ý kiến của tôi.")
    save_answers(plan, {I.NUMBER: (False, "Quá nhiều.")}, by=people.chief)
    answer = client_of(people.officer).post(address(plan), page)
    assert answer.status_code == 409
    assert "Ý kiến của tôi." in html(answer)
    assert "Quá nhiều." in html(answer)


def test_given_back_with_the_unmet_items_when_no_word_is_typed(plan, people, client_of):
    fields = sheet(plan, "tra-lai", criteria_met="chua-dat", criteria_note="Không đo được.")
    client_of(people.officer).post(address(plan), fields)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert plan.events.newest_first().first().note == (
        "Có tiêu chí rõ, kiểm tra được: Không đo được."
    )
    text = html(client_of(people.clerk).get(plan.get_absolute_url()))
    assert "Phiếu thẩm định của Phòng Nội vụ" in text


def test_given_back_without_any_reason_is_refused(plan, people, client_of):
    answer = client_of(people.officer).post(address(plan), sheet(plan, "tra-lai"))
    assert answer.status_code == 422
    assert "Ghi rõ lý do" in html(answer)


def asked(text: str) -> list[str]:
    """Items of the sheet in the order of the page."""
    return re.findall(r'name="(\w+)_met" value="dat"', text)


def test_each_question_stands_beside_what_the_plan_says_to_it(late_plan, people, client_of):
    plan = late_plan
    plan.content = "Vận động 500 hộ dân chỉnh trang 12 tuyến đường."
    plan.save(update_fields=["content"])
    plan.criteria.update(text="Số tuyến đường", evidence="Biên bản nghiệm thu")
    answer = client_of(people.officer).get(plan.get_absolute_url())
    facts = {row["item"]: row["facts"] for row in answer.context["appraisal_form"].rows()}
    assert facts[I.CONTENT] == [(plan.content, "", False)]
    assert [(fact.text, fact.is_doubtful) for fact in facts[I.CRITERIA]] == [
        ("Số tuyến đường", False)
    ]
    assert "inh chứng: Biên bản nghiệm thu" in facts[I.CRITERIA][0].detail
    assert facts[I.YEAR][0] == (
        "Gửi ngày 12/05/2023, sau thời hạn 42 ngày",
        "Thời hạn đầu năm: 31/03/2023",
        True,
    )
    doubtful = {item for item, rows in facts.items() if any(fact.is_doubtful for fact in rows)}
    assert I.YEAR in doubtful
    assert set(asked(html(answer))[: len(doubtful)]) == doubtful  # these are asked first


def test_a_gap_of_the_plan_is_a_doubt_at_its_question(plan, people, client_of):
    plan.criteria.update(is_measurable=False, evidence="")
    AwardPlan.objects.filter(pk=plan.pk).update(serves_conference=True, content="Ra sức thi đua.")
    officer = client_of(people.officer)
    answer = officer.get(plan.get_absolute_url())
    doubts = {
        row["item"]: [fact.text for fact in row["facts"] if fact.is_doubtful]
        for row in answer.context["appraisal_form"].rows()
    }
    assert doubts[I.CRITERIA] == [plan.criteria.get().text]
    assert doubts[I.CONTENT] == ["Nội dung không có con số nào."]
    assert "Đơn vị trả lời: Có" in doubts[I.THEME]
    assert not doubts[I.STANDARDS]
    refused = officer.post(address(plan), sheet(plan, criteria_met="chua-dat"))
    assert "Nội dung không có con số nào." in html(refused)  # a refused sheet keeps its facts


def test_who_sees_the_sheet(plan, people, client_of):
    answered(plan, criteria="Không đo được.")
    for name, person in people.all().items():
        answer = client_of(person).get(plan.get_absolute_url())
        if answer.status_code == 200:
            sees = name in {"officer", "chief", "chairman"}
            assert ("Không đo được." in html(answer)) == sees, name


def test_strangers_get_nothing(plan, people, client_of):
    for name, person in people.all().items():
        if name in {"officer", "chief"}:
            continue
        expected = 403 if name in {"clerk", "head", "chairman"} else 404
        assert client_of(person).post(address(plan), sheet(plan)).status_code == expected, name


# the years before -------------------------------------------------------------------------------


def past(people, year, *, asked, approved, used, organiser=None):
    made = AwardPlanFactory(
        closed=True, bare=True, review_year=year, campaign__organiser=organiser or people.ward
    )
    QuotaFactory(plan=made, asked=asked, limit=approved, awarded=used - 1, awarded_on_paper=1)
    return made


def test_earlier_years_are_told_newest_first(plan, people):
    past(people, 2021, asked=10, approved=10, used=9)
    past(people, 2022, asked=20, approved=15, used=12)
    past(people, 2019, asked=1, approved=1, used=1)  # too long ago
    past(people, 2022, asked=9, approved=9, used=9, organiser=UnitFactory())
    found = comparison_queries.earlier_of([plan])[plan.pk]
    assert [(row.plan.review_year, row.asked, row.approved, row.used) for row in found] == [
        (2022, 20, 15, 12),
        (2021, 10, 10, 9),
    ]
    assert comparison_queries.line(plan, found) == "Năm 2022: đề nghị 20, duyệt 15, đã khen 12."


def test_the_same_campaign_is_compared_with_itself(people):
    campaign = CampaignFactory(organiser=people.ward)
    past(people, 2022, asked=90, approved=90, used=90)
    earlier = AwardPlanFactory(closed=True, review_year=2022, campaign=campaign)
    plan = AwardPlanFactory(submitted=True, campaign=campaign)
    found = comparison_queries.earlier_of([plan])[plan.pk]
    assert comparison_queries.last_year(plan, found).plan == earlier
    assert comparison_queries.line(plan, found) == "Năm 2022: đề nghị 23, duyệt 23, đã khen 0."


def test_a_first_plan_has_nothing_to_compare(plan):
    assert (
        comparison_queries.line(plan, []) == "Chưa có kế hoạch nào được duyệt trong ba năm trước."
    )


def remarks(plan, units=1):
    found = comparison_queries.earlier_of([plan])[plan.pk]
    return comparison_queries.observations(plan, plan.quotas.all(), units, found)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"asked": 15, "approved": 15, "used": 14}, "nhiều hơn 53 %"),
        ({"asked": 40, "approved": 40, "used": 12}, "được duyệt 40 nhưng chỉ khen 12"),
    ],
)
def test_growth_and_little_use_are_remarked(figures, words, plan, people):
    past(people, 2022, **figures)
    (found,) = [remark for remark in remarks(plan, units=9) if words in remark.text]
    assert "khen thưởng tràn lan" in found.citation


def test_composition_is_remarked(people):
    only_persons = AwardPlanFactory(submitted=True, collectives=0)
    many = AwardPlanFactory(submitted=True, collectives=2, persons=15)
    even = AwardPlanFactory(
        submitted=True, content="Khen người trực tiếp lao động.", collectives=4, persons=6
    )
    assert any("không có tập thể nào" in remark.text for remark in remarks(only_persons))
    assert any("15 cá nhân nhưng chỉ 2 tập thể" in remark.text for remark in remarks(many, 9))
    assert remarks(even) == []


def test_many_places_for_few_units_are_remarked(plan):
    assert any("bình quân trên 10" in remark.text for remark in remarks(plan, units=2))
    assert not any("bình quân" in remark.text for remark in remarks(plan, units=3))


def test_remarks_are_for_the_desks_alone(plan, people, client_of):
    past(people, 2022, asked=15, approved=15, used=14)
    for person, sees in ((people.officer, True), (people.chairman, True), (people.clerk, False)):
        text = html(client_of(person).get(plan.get_absolute_url()))
        assert ("So với các năm trước" in text) == sees
        assert ("nhiều hơn 53 %" in text) == sees


@pytest.mark.parametrize("count", [1, 3, 40])
def test_many_comparisons_cost_two_queries(count, people, django_assert_num_queries):
    organisers = [UnitFactory() for _ in range(count)]
    for organiser in organisers:
        past(people, 2022, asked=3, approved=3, used=2, organiser=organiser)
        AwardPlanFactory(submitted=True, campaign__organiser=organiser)
    plans = list(AwardPlan.objects.filter(review_year=2023).select_related("campaign"))
    with django_assert_num_queries(2):
        found = comparison_queries.earlier_of(plans)
    assert all(len(rows) == 1 for rows in found.values())

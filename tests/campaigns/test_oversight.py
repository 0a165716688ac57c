"""Phòng Nội vụ on plans of others: a word on each phrase, longer time for one unit."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns import guard, oversight, transitions, windows
from campaigns.enums import Exclusion, HintVerdict, PlanState
from campaigns.models import FilingExtension, HintRuling
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, answered
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
LAW = "Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin"
JOINT = "Phục vụ Hội nghị sơ kết chương trình phối hợp Mặt trận – Công an"


@pytest.fixture
def suspicious(people):
    return AwardPlanFactory(submitted=True, campaign__organiser=people.ward, campaign__name=LAW)


def office(*moment):
    return datetime(*moment, tzinfo=OFFICE_ZONE)


def rule(plan, by, verdict=HintVerdict.CLEARED, note=""):
    for question in guard.questions(plan):
        oversight.rule_on_hint(
            plan,
            exclusion=question.exclusion,
            phrase=question.phrase,
            verdict=verdict,
            note=note,
            by=by,
        )


def test_a_phrase_without_a_word_holds_the_appraisal_and_names_itself(suspicious, people):
    answered(suspicious, by=people.officer)
    with pytest.raises(Refused, match="cụm từ chưa có kết luận: «"):
        transitions.appraise(suspicious, by=people.officer)
    rule(suspicious, people.officer)
    transitions.appraise(suspicious, by=people.officer)
    suspicious.refresh_from_db()
    assert suspicious.state == PlanState.APPRAISED


def test_a_confirmed_phrase_is_refused_with_its_code_and_a_notice(suspicious, people):
    """Scenario 7: EX_LUAT, the notice says why."""
    rule(suspicious, people.officer, HintVerdict.CONFIRMED)
    answered(suspicious, by=people.officer)
    with pytest.raises(Refused, match="Từ chối kế hoạch, hoặc trả lại đơn vị"):
        transitions.appraise(suspicious, by=people.officer)
    assert guard.reasons_to_refuse(suspicious) == [Exclusion.LAW]
    refused = transitions.refuse(
        suspicious, by=people.chief, exclusions=[Exclusion.LAW], note="Triển khai Luật."
    )
    assert refused.exclusions == ["EX_LUAT"]
    [notice] = refused.notices.all()
    assert Exclusion.LAW.label in str(notice.document.context)


def test_a_conference_of_a_joint_programme_carries_two_codes(people):
    """Scenario 8: EX_HOI_NGHI and EX_PHOI_HOP."""
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward, campaign__name=JOINT)
    rule(plan, people.officer, HintVerdict.CONFIRMED)
    assert guard.reasons_to_refuse(plan) == [Exclusion.CONFERENCE, Exclusion.JOINT_PROGRAMME]


def test_a_word_stays_for_the_same_phrase_when_the_plan_comes_back(suspicious, people):
    rule(suspicious, people.officer, note="Phong trào thật.")
    transitions.ask_back(suspicious, by=people.officer, note="Ghi rõ tiêu chuẩn.")
    transitions.hand_over(suspicious, by=people.clerk)
    transitions.confirm(suspicious, by=people.head)
    assert all(question.ruling for question in guard.questions(suspicious))


def test_only_a_phrase_that_stands_there_is_ruled_on_and_the_last_word_counts(suspicious, people):
    with pytest.raises(Refused, match="không còn trong kế hoạch"):
        oversight.rule_on_hint(
            suspicious, exclusion="EX_LUAT", phrase="khác", verdict="cleared", by=people.officer
        )
    rule(suspicious, people.officer)
    rule(suspicious, people.chief, HintVerdict.CONFIRMED)
    assert set(HintRuling.objects.values_list("verdict", "by")) == {("confirmed", people.chief.pk)}


@pytest.mark.parametrize("who", ["clerk", "head", "chairman", "administrator", "nobody"])
def test_neither_word_nor_extension_by_another_hand(who, suspicious, people):
    person = people.all()[who]
    [question, *_] = guard.questions(suspicious)
    with pytest.raises(PermissionDenied):
        oversight.rule_on_hint(
            suspicious,
            exclusion=question.exclusion,
            phrase=question.phrase,
            verdict="cleared",
            by=person,
        )
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    with pytest.raises(PermissionDenied):
        oversight.extend_filing(
            plan, unit=people.ward, closes_on=date(2023, 12, 31), reason="Bão.", by=person
        )


def test_the_officer_rules_on_the_page_and_sees_the_matched_words(suspicious, people, client_of):
    browser = client_of(people.officer)
    page = browser.get(suspicious.get_absolute_url()).content.decode()
    assert "<mark>" in page
    [question, *_] = guard.questions(suspicious)
    answer = browser.post(
        reverse("campaigns:rule_on_hint", args=[suspicious.pk]),
        {
            "exclusion": question.exclusion,
            "phrase": question.phrase,
            "verdict": "cleared",
            "note": "Phong trào thật.",
        },
        follow=True,
    )
    assert "Phong trào thật." in answer.content.decode()


# Filing window


@pytest.fixture
def windowed(people):
    return AwardPlanFactory(
        approved=True,
        campaign__organiser=people.ward,
        filing_opens_on=date(2023, 11, 1),
        filing_closes_on=date(2023, 11, 20),
    )


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (office(2023, 10, 31, 23, 59, 59), False),
        (office(2023, 11, 1, 0, 0, 0), True),
        (office(2023, 11, 20, 23, 59, 59), True),
        (office(2023, 11, 21, 0, 0, 0), False),
    ],
)
def test_filing_is_open_to_the_last_second_of_its_last_day(windowed, people, at, moment, is_open):
    at(moment)
    assert (windows.blockers(windowed, people.ward) == []) is is_open


def test_an_extension_opens_for_its_unit_alone_and_says_why(windowed, people, at):
    other = UnitFactory()
    windowed.participants.add(other)
    oversight.extend_filing(
        windowed,
        unit=people.ward,
        closes_on=date(2023, 11, 25),
        reason="Mưa bão.",
        by=people.officer,
    )
    at(date(2023, 11, 25))
    assert windows.blockers(windowed, people.ward) == []
    assert "gia hạn cho đơn vị" in windows.blockers(windowed, other)[0]
    at(date(2023, 11, 26))
    assert windows.blockers(windowed, people.ward)


@pytest.mark.parametrize(
    ("closes_on", "words"),
    [
        (date(2024, 1, 5), "không thuộc năm xét 2023"),
        (date(2023, 11, 19), "đã qua"),
        (date(2023, 11, 20), "đã được nộp đến hết ngày 20/11/2023"),
    ],
)
def test_what_is_no_extension(windowed, people, closes_on, words):
    with pytest.raises(Refused, match=words):
        oversight.extend_filing(
            windowed, unit=people.ward, closes_on=closes_on, reason="Bão.", by=people.officer
        )


def test_a_unit_outside_the_plan_gets_no_extension(windowed, people):
    with pytest.raises(Refused, match="không có trong danh sách đơn vị tham gia"):
        oversight.extend_filing(
            windowed,
            unit=UnitFactory(),
            closes_on=date(2023, 12, 1),
            reason="Bão.",
            by=people.officer,
        )


def test_the_officer_extends_on_the_page_and_a_mistake_keeps_what_was_typed(
    windowed, people, client_of
):
    browser = client_of(people.officer)
    where = reverse("campaigns:extend_filing", args=[windowed.pk])
    typed = {"unit": people.ward.pk, "closes_on": "", "reason": "Mưa bão ngập đường."}
    answer = browser.post(where, typed)
    assert answer.status_code == 422
    assert "Mưa bão ngập đường." in answer.content.decode()
    browser.post(where, typed | {"closes_on": "2023-12-01"})
    browser.post(where, typed | {"closes_on": "2023-12-01"})
    [row] = FilingExtension.objects.all()
    assert (row.unit, row.granted_by) == (people.ward, people.officer)
    assert "01/12/2023" in client_of(people.clerk).get(windowed.get_absolute_url()).content.decode()

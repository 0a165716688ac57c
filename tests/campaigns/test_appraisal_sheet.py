"""Phòng Nội vụ on plans of others: a word on each phrase, longer time for one unit."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from campaigns.enums import Exclusion, HintVerdict, PlanState
from campaigns.models import FilingExtension, HintRuling
from campaigns.queries import window as window_queries
from campaigns.rules import plan as plan_rules, purpose as purpose_rules
from campaigns.services import appraisal as appraisal_services, plan as plan_services
from campaigns.transitions import plan as plan_transitions
from campaigns.workflow import PlanAction
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.notices.models import Notice, OutgoingEmail
from tests.factories.campaigns import AwardPlanFactory, answered
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
LAW = "Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin"
JOINT = "Phục vụ Hội nghị sơ kết chương trình phối hợp Mặt trận – Công an"


@pytest.fixture
def suspicious(people):
    return AwardPlanFactory(submitted=True, campaign__organiser=people.ward, campaign__name=LAW)


def office(*moment):
    return datetime(*moment, tzinfo=OFFICE_ZONE)


def rule(plan, by, verdict=HintVerdict.CLEARED, note=""):
    for question in purpose_rules.questions(plan):
        appraisal_services.rule_on_hint(
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
        plan_transitions.appraise(suspicious, by=people.officer)
    rule(suspicious, people.officer)
    plan_transitions.appraise(suspicious, by=people.officer)
    suspicious.refresh_from_db()
    assert suspicious.state == PlanState.APPRAISED


def test_a_confirmed_phrase_is_refused_with_its_code_and_a_notice(suspicious, people):
    """Scenario 7: EX_LUAT, the notice says why."""
    rule(suspicious, people.officer, HintVerdict.CONFIRMED)
    answered(suspicious, by=people.officer)
    with pytest.raises(Refused, match="Từ chối kế hoạch, hoặc trả lại đơn vị"):
        plan_transitions.appraise(suspicious, by=people.officer)
    assert purpose_rules.reasons_to_refuse(suspicious) == [Exclusion.LAW]
    refused = plan_transitions.refuse(
        suspicious, by=people.chief, exclusions=[Exclusion.LAW], note="Triển khai Luật."
    )
    assert refused.exclusions == ["EX_LUAT"]
    [notice] = refused.announcements.all()
    assert Exclusion.LAW.label in str(notice.document.context)


def test_a_conference_of_a_joint_programme_carries_two_codes(people):
    """Scenario 8: EX_HOI_NGHI and EX_PHOI_HOP."""
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward, campaign__name=JOINT)
    rule(plan, people.officer, HintVerdict.CONFIRMED)
    assert purpose_rules.reasons_to_refuse(plan) == [
        Exclusion.CONFERENCE,
        Exclusion.JOINT_PROGRAMME,
    ]


def test_a_word_stays_for_the_same_phrase_when_the_plan_comes_back(suspicious, people):
    rule(suspicious, people.officer, note="Phong trào thật.")
    plan_transitions.ask_back(suspicious, by=people.officer, note="Ghi rõ tiêu chuẩn.")
    plan_transitions.hand_over(suspicious, by=people.clerk)
    plan_transitions.confirm(suspicious, by=people.head)
    assert all(question.ruling for question in purpose_rules.questions(suspicious))


def test_only_a_phrase_that_stands_there_is_ruled_on_and_the_last_word_counts(suspicious, people):
    with pytest.raises(Refused, match="không còn trong kế hoạch"):
        appraisal_services.rule_on_hint(
            suspicious, exclusion="EX_LUAT", phrase="khác", verdict="cleared", by=people.officer
        )
    rule(suspicious, people.officer)
    rule(suspicious, people.chief, HintVerdict.CONFIRMED)
    assert set(HintRuling.objects.values_list("verdict", "by")) == {("confirmed", people.chief.pk)}


def test_a_colleagues_word_is_not_written_over_unseen(suspicious, people):
    [question, *_] = purpose_rules.questions(suspicious)
    words = {"exclusion": question.exclusion, "phrase": question.phrase}
    appraisal_services.rule_on_hint(
        suspicious, verdict="confirmed", shown="", by=people.officer, **words
    )
    with pytest.raises(Stale, match="Nguyễn Hoàng Ân vừa kết luận «đúng là trường hợp loại trừ»"):
        appraisal_services.rule_on_hint(
            suspicious, verdict="cleared", shown="", by=people.chief, **words
        )
    appraisal_services.rule_on_hint(
        suspicious, verdict="cleared", shown="confirmed", by=people.chief, **words
    )
    assert HintRuling.objects.get().by == people.chief


def test_the_same_word_again_keeps_its_hand(suspicious, people):
    rule(suspicious, people.officer)
    rule(suspicious, people.chief)
    assert set(HintRuling.objects.values_list("by", flat=True)) == {people.officer.pk}


@pytest.mark.parametrize("state", [s for s in PlanState.values if s != PlanState.SUBMITTED])
def test_phrases_are_ruled_on_while_the_plan_lies_with_the_office(state, people):
    marks = {} if state == PlanState.DRAFT else {state: True}
    plan = AwardPlanFactory(campaign__organiser=people.ward, campaign__name=LAW, **marks)
    with pytest.raises(Refused, match="chưa làm việc này được"):
        rule(plan, people.officer)


def test_the_refusal_comes_with_the_confirmed_codes_ticked(people, client_of):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward, campaign__name=JOINT)
    browser = client_of(people.chief)

    def ticked():
        buttons = browser.get(plan.get_absolute_url()).context["buttons"]
        [button] = [button for button in buttons if button.step.action == PlanAction.REFUSE]
        return list(button.form["exclusions"].value() or [])

    assert ticked() == []
    rule(plan, people.officer, HintVerdict.CONFIRMED)
    assert ticked() == [Exclusion.CONFERENCE, Exclusion.JOINT_PROGRAMME]


def test_the_unit_is_told_before_it_sends_and_not_after(people, client_of):
    plan = AwardPlanFactory(campaign__organiser=people.ward, campaign__name=LAW)
    for person in (people.clerk, people.head):
        page = client_of(person).get(plan.get_absolute_url()).content.decode()
        assert "Phòng Nội vụ sẽ xem kỹ các cụm từ này" in page
        assert "cleared" not in page  # the word is not theirs
    plan_transitions.hand_over(plan, by=people.clerk)
    plan_transitions.confirm(plan, by=people.head)
    page = client_of(people.clerk).get(plan.get_absolute_url()).content.decode()
    assert "<mark>" not in page


def test_the_chairman_reads_what_was_said_of_each_phrase(suspicious, people, client_of):
    rule(suspicious, people.officer, note="Phong trào thật.")
    plan_transitions.appraise(answered(suspicious, people.officer), by=people.officer)
    page = client_of(people.chairman).get(suspicious.get_absolute_url()).content.decode()
    assert "<mark>Tổng kết 5 năm thực hiện Luật</mark>" in page
    assert "Phong trào thật." in page
    assert 'name="verdict"' not in page


@pytest.mark.parametrize("who", ["clerk", "head", "chairman", "administrator", "nobody"])
def test_neither_word_nor_extension_by_another_hand(who, suspicious, people):
    person = people.all()[who]
    [question, *_] = purpose_rules.questions(suspicious)
    with pytest.raises(PermissionDenied):
        appraisal_services.rule_on_hint(
            suspicious,
            exclusion=question.exclusion,
            phrase=question.phrase,
            verdict="cleared",
            by=person,
        )
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    with pytest.raises(PermissionDenied):
        appraisal_services.extend_filing(
            plan, unit=people.ward, closes_on=date(2023, 12, 31), reason="Bão.", by=person
        )


def test_the_officer_rules_on_the_page_and_sees_the_matched_words(suspicious, people, client_of):
    browser = client_of(people.officer)
    page = browser.get(suspicious.get_absolute_url()).content.decode()
    assert "<mark>" in page
    [question, *_] = purpose_rules.questions(suspicious)
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
    assert (window_queries.blockers(windowed, people.ward) == []) is is_open


def test_an_extension_opens_for_its_unit_alone_and_says_why(windowed, people, at):
    other = UnitFactory()
    windowed.participants.add(other)
    appraisal_services.extend_filing(
        windowed,
        unit=people.ward,
        closes_on=date(2023, 11, 25),
        reason="Mưa bão.",
        by=people.officer,
    )
    at(date(2023, 11, 25))
    assert window_queries.blockers(windowed, people.ward) == []
    assert "gia hạn cho đơn vị" in window_queries.blockers(windowed, other)[0]
    at(date(2023, 11, 26))
    assert window_queries.blockers(windowed, people.ward)


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
        appraisal_services.extend_filing(
            windowed, unit=people.ward, closes_on=closes_on, reason="Bão.", by=people.officer
        )


@pytest.mark.parametrize("is_extended", [True, False])
@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (office(2023, 11, 20, 23, 59, 59), True),
        (office(2023, 11, 21, 0, 0, 0), None),
        (office(2023, 11, 25, 23, 59, 59), None),
        (office(2023, 11, 26, 0, 0, 0), False),
    ],
)
def test_clerk_and_head_file_to_the_last_second(
    *, windowed, people, at, moment, is_open, is_extended
):
    """Both hands are held to the window; an extension moves it for its unit (None: only then)."""
    if is_extended:
        appraisal_services.extend_filing(
            windowed,
            unit=people.ward,
            closes_on=date(2023, 11, 25),
            reason="Mưa bão.",
            by=people.officer,
        )
    fields = {"plan": windowed, "created_by": people.clerk, "persons": 1, "papers": True}
    handed, fresh = DossierFactory(**fields), DossierFactory(**fields)
    dossier_transitions.hand_over(handed, by=people.clerk)
    at(moment)
    for take in (
        lambda: dossier_transitions.hand_over(fresh, by=people.clerk),
        lambda: dossier_transitions.confirm(handed, by=people.head),
    ):
        if is_extended if is_open is None else is_open:
            take()
        else:
            with pytest.raises(Refused, match="Kế hoạch nhận hồ sơ đến hết ngày"):
                take()


def test_too_early_and_too_late_say_the_days_and_what_to_do(windowed, people, at):
    at(date(2023, 10, 20))
    [early] = window_queries.blockers(windowed, people.ward)
    assert "từ 01/11/2023 đến hết 20/11/2023" in early
    assert "Bản nháp vẫn còn đây; chuyển đi từ ngày 01/11/2023." in early
    at(date(2023, 11, 21))
    [late] = window_queries.blockers(windowed, people.ward)
    assert "đề nghị Phòng Nội vụ gia hạn cho đơn vị" in late


def test_a_plan_without_a_window_is_open_all_its_year(people, at):
    plan = AwardPlanFactory(
        approved=True,
        campaign__organiser=people.ward,
        filing_opens_on=None,
        filing_closes_on=None,
    )
    at(office(2023, 12, 31, 23, 59, 59))
    assert window_queries.blockers(plan, people.ward) == []
    at(office(2024, 1, 1))
    assert window_queries.blockers(plan, people.ward)


def test_the_window_is_asked_before_the_plan_leaves_and_lies_in_its_year(people, at):
    plan = AwardPlanFactory(
        campaign__organiser=people.ward, filing_opens_on=None, filing_closes_on=None
    )
    assert [item.field for item in plan_rules.missing(plan)] == [
        "filing_opens_on",
        "filing_closes_on",
    ]
    with pytest.raises(Refused, match="05/01/2024 không thuộc năm xét 2023"):
        plan_services.edit_plan(plan, by=people.clerk, filing_closes_on=date(2024, 1, 5))
    days = {"filing_opens_on": date(2023, 6, 2), "filing_closes_on": date(2023, 6, 1)}
    with pytest.raises(Refused, match="Ngày bắt đầu nhận hồ sơ không được sau ngày cuối"):
        plan_services.edit_plan(plan, by=people.clerk, **days)


def test_a_window_that_is_over_is_named_while_the_unit_writes(people, at):
    plan = AwardPlanFactory(campaign__organiser=people.ward, filing_closes_on=date(2023, 2, 1))
    at(date(2023, 2, 1))
    assert plan_rules.missing(plan) == []
    at(date(2023, 2, 2))
    assert [item.text for item in plan_rules.missing(plan)] == [
        "Ngày cuối nhận hồ sơ 01/02/2023 đã qua."
    ]


def test_the_unit_is_told_once_with_the_reason(windowed, people):
    UserFactory(clerk=True, unit=people.ward, email="canbo@ngam.test")
    for _ in range(2):
        appraisal_services.extend_filing(
            windowed,
            unit=people.ward,
            closes_on=date(2023, 11, 25),
            reason="Mưa bão.",
            by=people.officer,
        )
    told = Notice.objects.order_by("pk")
    assert {people.clerk, people.head} < {notice.user for notice in told}
    assert told.count() == 3
    assert "gia hạn nộp hồ sơ đến hết ngày 25/11/2023. Lý do: Mưa bão." in told[0].text
    assert OutgoingEmail.objects.get().to == "canbo@ngam.test"


def test_everybody_who_sees_the_plan_reads_who_gave_more_time_and_why(windowed, people, client_of):
    appraisal_services.extend_filing(
        windowed,
        unit=people.ward,
        closes_on=date(2023, 11, 25),
        reason="Mưa bão.",
        by=people.officer,
    )
    for person in people.all().values():
        page = client_of(person).get(windowed.get_absolute_url()).content.decode()
        for words in ("25/11/2023", "Mưa bão.", "Nguyễn Hoàng Ân"):
            assert words in page
        may = person in {people.officer, people.chief}
        assert ("Gia hạn cho một đơn vị" in page) == may


def test_what_was_granted_is_never_rewritten(windowed, people):
    extension = appraisal_services.extend_filing(
        windowed,
        unit=people.ward,
        closes_on=date(2023, 11, 25),
        reason="Mưa bão.",
        by=people.officer,
    )
    rows = FilingExtension.objects.filter(pk=extension.pk)
    for write in (lambda: rows.update(reason="Khác"), rows.delete):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            write()


def test_a_plan_page_costs_the_same_with_many_extensions(
    windowed, people, client_of, django_assert_max_num_queries
):
    client, costs = client_of(people.nobody), []
    client.get(windowed.get_absolute_url())
    for day in (22, 24, 26):
        appraisal_services.extend_filing(
            windowed,
            unit=people.ward,
            closes_on=date(2023, 11, day),
            reason="Mưa bão.",
            by=people.officer,
        )
        with django_assert_max_num_queries(30) as told:
            client.get(windowed.get_absolute_url())
        costs.append(len(told))
    assert len(set(costs)) == 1


def test_a_unit_outside_the_plan_gets_no_extension(windowed, people):
    with pytest.raises(Refused, match="không có trong danh sách đơn vị tham gia"):
        appraisal_services.extend_filing(
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

"""Each step of an amendment: taken, blocked, refused to the wrong hand; the plan meanwhile."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from campaigns.enums import AmendmentState as S, HintVerdict, PlanState
from campaigns.models import PlanAmendment, Standard
from campaigns.queries import diff as diff_queries
from campaigns.queries.diff import PlaceOfPlan, place_of
from campaigns.rules import amendment as amendment_rules, purpose as purpose_rules
from campaigns.services import amendment as amendment_services, appraisal as appraisal_services
from campaigns.services.amendment import AmendmentWords, NewRow
from campaigns.transitions import amendment as amendment_transitions
from campaigns.workflow import AMENDMENT_FLOW, AmendmentAction as A
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory, town_certificate
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
TAKE = {
    A.HAND_OVER: amendment_transitions.hand_over,
    A.TAKE_BACK: amendment_transitions.take_back,
    A.SEND_BACK: amendment_transitions.send_back,
    A.CONFIRM: amendment_transitions.confirm,
    A.ASK_BACK: amendment_transitions.ask_back,
    A.APPRAISE: amendment_transitions.appraise,
    A.REFUSE: amendment_transitions.refuse,
    A.RETURN: amendment_transitions.return_plan,
    A.APPROVE: amendment_transitions.approve,
    A.WITHDRAW: amendment_transitions.withdraw,
}
NOTES = {
    A.SEND_BACK: {"note": "Sửa lại chỉ tiêu."},
    A.ASK_BACK: {"note": "Ghi rõ lý do."},
    A.RETURN: {"note": "Giữ 14 người."},
    A.REFUSE: {"note": "Chưa có căn cứ."},
}
HANDS = {
    A.HAND_OVER: {"clerk"},
    A.TAKE_BACK: {"clerk"},
    A.SEND_BACK: {"head"},
    A.CONFIRM: {"head"},
    A.ASK_BACK: {"officer", "chief"},
    A.APPRAISE: {"officer", "chief"},
    A.REFUSE: {"chief"},
    A.RETURN: {"chairman"},
    A.APPROVE: {"chairman"},
    A.WITHDRAW: {"clerk"},
}
EVERY_ARROW = [
    (action, source)
    for action, arrow in AMENDMENT_FLOW.arrows.items()
    for source in arrow.sources
    if arrow.right
]
CLOSING = date(2023, 12, 5)


@pytest.fixture
def plan(people):
    return AwardPlanFactory(approved=True, campaign__organiser=people.ward)


def words_of(plan, **changed):
    fields = {
        "reason": "Sáp nhập khóm 3 và khóm 4.",
        "content": plan.content,
        "review_on": plan.review_on,
        "filing_opens_on": plan.filing_opens_on,
        "filing_closes_on": plan.filing_closes_on,
        **changed,
    }
    return AmendmentWords(**fields)


def person_row(plan):
    return plan.quotas.get(honouree_kind=HonoureeKind.PERSON)


def taken(plan, awarded, with_chairman):
    """So many awarded and with the Chairman, as real lines of one dossier."""
    dossier = DossierFactory(appraised=True, plan=plan, persons=0)
    for state, count in (("awarded", awarded), ("with_chairman", with_chairman)):
        for _ in range(count):
            NominationFactory(dossier=dossier, state=state)
    return dossier


# the road


def test_every_step_has_a_hand():
    assert set(HANDS) == set(TAKE) == set(A) - {A.LAPSE}


@pytest.mark.parametrize(("action", "source"), EVERY_ARROW)
def test_every_arrow_for_every_person(action, source, people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=source)
    for name, person in people.all().items():
        if name not in HANDS[action]:
            assert not amendment_rules.can_take(person, action, amendment)
            with pytest.raises(PermissionDenied):
                TAKE[action](amendment, by=person, **NOTES.get(action, {}))
    amendment.refresh_from_db()
    assert amendment.state == source

    who = people.all()[sorted(HANDS[action])[0]]
    assert action in amendment_rules.actions_for(who, amendment)
    TAKE[action](amendment, by=who, **NOTES.get(action, {}))
    amendment.refresh_from_db()
    event = amendment.events.newest_first().first()
    assert amendment.state == AMENDMENT_FLOW.arrows[action].target
    assert (event.action, event.source, event.by) == (action, source, who)


@pytest.mark.parametrize("state", S.values)
def test_nothing_off_the_map(state, people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=state)
    for action, take in TAKE.items():
        if state not in AMENDMENT_FLOW.arrows[action].sources:
            with pytest.raises(Refused, match="đang ở trạng thái"):
                take(amendment, by=people.clerk, **NOTES.get(action, {}))
            amendment.refresh_from_db()
            assert amendment.state == state, action


@pytest.mark.parametrize("action", list(NOTES))
def test_a_return_and_a_refusal_say_why(action, people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=AMENDMENT_FLOW.arrows[action].sources[0])
    who = people.all()[sorted(HANDS[action])[0]]
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        TAKE[action](amendment, by=who, note="  ")


def test_nobody_confirms_what_they_handed_over(both_hands, people, plan):
    amendment = PlanAmendmentFactory(plan=plan)
    amendment_transitions.hand_over(amendment, by=both_hands)
    with pytest.raises(PermissionDenied):
        amendment_transitions.confirm(amendment, by=both_hands)
    amendment_transitions.confirm(amendment, by=people.head)


def test_the_same_click_twice_and_a_stale_page(people, plan):
    amendment = PlanAmendmentFactory(plan=plan)
    seen = seen_mark(amendment)
    amendment_transitions.hand_over(amendment, by=people.clerk, seen=seen)
    with pytest.raises(AlreadyDone, match="đã được ghi nhận"):
        amendment_transitions.hand_over(amendment, by=people.clerk, seen=seen)
    with pytest.raises(Stale, match="Lê Thị Ngọc Hân: đã chuyển thủ trưởng"):
        amendment_transitions.confirm(amendment, by=people.head, seen=seen)
    assert amendment.events.count() == 1


def test_the_chairman_clicks_twice(people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=S.APPRAISED)
    seen = seen_mark(amendment)
    amendment_transitions.approve(amendment, by=people.chairman, seen=seen)
    with pytest.raises(AlreadyDone):
        amendment_transitions.approve(amendment, by=people.chairman, seen=seen)


# drafting


def test_a_draft_takes_over_every_row_of_the_plan(people, plan):
    ward = UnitFactory()
    plan.participants.add(ward)
    QuotaFactory(plan=plan, unit=ward, limit=2)
    amendment = amendment_services.start(plan, words=words_of(plan), by=people.clerk)
    assert {place_of(row): row.limit for row in amendment.quotas.all()} == {
        place_of(row): row.limit for row in plan.quotas.all()
    }
    assert amendment.events.count() == 0


def test_one_open_amendment_a_plan(people, plan):
    first = amendment_services.start(plan, words=words_of(plan), by=people.clerk)
    again = {place_of(person_row(plan)): 14}
    assert (
        amendment_services.start(plan, words=words_of(plan), limits=again, by=people.clerk) == first
    )
    assert first.quotas.get(honouree_kind=HonoureeKind.PERSON).limit == 14
    with pytest.raises(Refused, match="đang có một bản điều chỉnh chưa xong"):
        amendment_services.start(plan, words=words_of(plan, reason="Lý do khác."), by=people.clerk)
    amendment_services.discard(first, by=people.clerk)
    amendment_services.discard(first, by=people.clerk)
    assert not PlanAmendment.objects.exists()


@pytest.mark.parametrize("state", [s for s in PlanState.values if s != PlanState.APPROVED])
def test_only_a_plan_in_force_is_amended(state, people):
    marks = {} if state == PlanState.DRAFT else {state: True}
    plan = AwardPlanFactory(**marks, campaign__organiser=people.ward)
    with pytest.raises(Refused, match="Chỉ điều chỉnh kế hoạch đang thực hiện"):
        amendment_services.start(plan, words=words_of(plan), by=people.clerk)
    assert not amendment_rules.can_amend(people.clerk, plan)


def test_only_in_its_own_year(people):
    plan = AwardPlanFactory(approved=True, review_year=2022, campaign__organiser=people.ward)
    with pytest.raises(Refused, match="chỉ được điều chỉnh trong năm đó"):
        amendment_services.start(plan, words=words_of(plan), by=people.clerk)


def test_only_the_clerk_drafts(people, plan):
    draft = PlanAmendmentFactory(plan=plan)
    for name, person in people.all().items():
        if name == "clerk":
            continue
        assert not amendment_rules.can_amend(person, plan)
        for write in (
            lambda by=person: amendment_services.start(plan, words=words_of(plan), by=by),
            lambda by=person: amendment_services.edit(draft, words=words_of(plan), by=by),
            lambda by=person: amendment_services.discard(draft, by=by),
        ):
            with pytest.raises(PermissionDenied):
                write()


def test_what_was_sent_once_is_not_edited_and_not_deleted(people, plan):
    amendment = PlanAmendmentFactory(plan=plan)
    amendment_transitions.hand_over(amendment, by=people.clerk)
    with pytest.raises(Refused, match="không sửa được nữa"):
        amendment_services.edit(amendment, words=words_of(plan), by=people.clerk)
    amendment_transitions.take_back(amendment, by=people.clerk)
    with pytest.raises(Refused, match="Chọn «Thôi điều chỉnh»"):
        amendment_services.discard(amendment, by=people.clerk)
    amendment_transitions.withdraw(amendment, by=people.clerk)
    assert amendment.state == S.WITHDRAWN


def test_new_rows_for_awards_that_have_a_standard(people, plan):
    certificate, title = town_certificate(), AwardType.objects.get(code="LDTT")
    added = [NewRow(certificate, HonoureeKind.HOUSEHOLD, 4)]
    amendment = amendment_services.start(plan, words=words_of(plan), added=added, by=people.clerk)
    assert amendment.quotas.get(honouree_kind=HonoureeKind.HOUSEHOLD).limit == 4
    for row, why in (
        (NewRow(certificate, HonoureeKind.HOUSEHOLD, 5), "dòng này đã có"),
        (NewRow(title, HonoureeKind.PERSON, 4), "chưa có tiêu chuẩn"),
        (NewRow(title, HonoureeKind.HOUSEHOLD, 4), "không dành cho hộ gia đình"),
        (NewRow(certificate, HonoureeKind.PERSON, 1, UnitFactory()), "không có trong danh sách"),
    ):
        with pytest.raises(Refused, match=why):
            amendment_services.edit(amendment, words=words_of(plan), added=[row], by=people.clerk)
    Standard.objects.create(plan=plan, award_type=title, text="Hoàn thành tốt nhiệm vụ", order=2)
    rows = [NewRow(title, HonoureeKind.PERSON, 3, people.ward)]
    amendment_services.edit(amendment, words=words_of(plan), added=rows, by=people.clerk)
    place = PlaceOfPlan(title.pk, HonoureeKind.PERSON, people.ward.pk)
    assert amendment.quotas.count() == 4
    amendment_services.edit(amendment, words=words_of(plan), limits={place: 0}, by=people.clerk)
    assert amendment.quotas.count() == 3


# what stops it


def test_nothing_changed_is_nothing_to_send(people, plan):
    amendment = amendment_services.start(plan, words=words_of(plan), by=people.clerk)
    with pytest.raises(Refused, match="chưa đổi gì"):
        amendment_transitions.hand_over(amendment, by=people.clerk)


def test_all_places_given_up_is_a_cancellation(people, plan):
    limits = {place_of(row): 0 for row in plan.quotas.all()}
    amendment = amendment_services.start(plan, words=words_of(plan), limits=limits, by=people.clerk)
    with pytest.raises(Refused, match="đề nghị Chủ tịch hủy kế hoạch"):
        amendment_transitions.hand_over(amendment, by=people.clerk)


def test_days_must_fit_the_plan(people, plan):
    words = words_of(plan, review_on=date(2024, 1, 5))
    amendment = amendment_services.start(plan, words=words, by=people.clerk)
    with pytest.raises(Refused, match="05/01/2024 không thuộc năm xét 2023"):
        amendment_transitions.hand_over(amendment, by=people.clerk)
    turned = {"filing_opens_on": date(2023, 12, 9), "filing_closes_on": CLOSING}
    with pytest.raises(Refused, match="không được sau ngày cuối"):
        amendment_services.edit(amendment, words=words_of(plan, **turned), by=people.clerk)


def test_15_to_12_with_9_awarded_and_4_with_the_chairman_names_13_and_lists_them(people, plan):
    dossier = taken(plan, awarded=9, with_chairman=4)
    amendment = PlanAmendmentFactory(plan=plan, persons=12)
    with pytest.raises(Refused) as caught:
        amendment_transitions.hand_over(amendment, by=people.clerk)
    told, holding = caught.value.reasons
    assert told == (
        "Giấy khen, cá nhân: chỉ tiêu mới 12, nhưng đã khen 9 và đang trình Chủ tịch 4: "
        "phải từ 13 trở lên."
    )
    assert holding.count(dossier.ref) == 10
    assert holding.endswith("… và 3 trường hợp khác.")


@pytest.mark.parametrize(
    ("state", "take"),
    [
        (S.AWAITING_HEAD, amendment_transitions.confirm),
        (S.SUBMITTED, amendment_transitions.appraise),
        (S.APPRAISED, amendment_transitions.approve),
    ],
)
def test_the_floor_is_asked_at_every_step(state, take, people, plan):
    """Places were taken after the clerk handed over."""
    taken(plan, awarded=9, with_chairman=4)
    amendment = PlanAmendmentFactory(plan=plan, persons=12, state=state)
    who = people.all()[sorted(HANDS[next(a for a in TAKE if TAKE[a] is take)])[0]]
    with pytest.raises(Refused, match="phải từ 13 trở lên"):
        take(amendment, by=who)
    assert person_row(plan).limit == 15


def test_15_to_13_passes_and_the_plan_has_the_new_figures(people, plan):
    taken(plan, awarded=9, with_chairman=4)
    before = plan.content
    limits = {place_of(person_row(plan)): 13}
    words = words_of(plan, content="Nội dung mới.", filing_closes_on=CLOSING)
    amendment = amendment_services.start(plan, words=words, limits=limits, by=people.clerk)
    amendment_transitions.hand_over(amendment, by=people.clerk)
    amendment_transitions.confirm(amendment, by=people.head)
    amendment_transitions.appraise(amendment, by=people.officer)
    plan.refresh_from_db()
    assert (plan.content, person_row(plan).limit) == (before, 15)  # in force until the last word
    amendment_transitions.approve(amendment, by=people.chairman, note="Đồng ý.")
    plan.refresh_from_db()
    row = person_row(plan)
    assert (plan.content, plan.filing_closes_on) == ("Nội dung mới.", CLOSING)
    assert (row.limit, row.asked, row.awarded, row.with_chairman) == (13, 13, 9, 4)
    amendment.refresh_from_db()
    assert amendment.before["content"] == before
    assert [row["limit"] for row in amendment.before["quotas"]] == [8, 15]
    assert plan.state == PlanState.APPROVED


def test_a_new_row_and_a_row_given_up_come_into_force(people, plan):
    collectives = plan.quotas.get(honouree_kind=HonoureeKind.COLLECTIVE)
    amendment = amendment_services.start(
        plan,
        words=words_of(plan),
        limits={place_of(collectives): 0},
        added=[NewRow(town_certificate(), HonoureeKind.HOUSEHOLD, 4)],
        by=people.clerk,
    )
    for take, who in (
        (amendment_transitions.hand_over, people.clerk),
        (amendment_transitions.confirm, people.head),
        (amendment_transitions.appraise, people.officer),
        (amendment_transitions.approve, people.chairman),
    ):
        take(amendment, by=who)
    assert dict(plan.quotas.values_list("honouree_kind", "limit")) == {
        "collective": 0,
        "person": 15,
        "household": 4,
    }


def test_lines_proposed_beyond_the_new_number_only_warn(people, plan):
    DossierFactory(filed=True, plan=plan, persons=14)
    amendment = PlanAmendmentFactory(plan=plan, persons=12)
    amendment_transitions.hand_over(amendment, by=people.clerk)
    told = amendment_rules.warnings(diff_queries.of(amendment).figures)
    assert len(told) == 1
    assert "chỉ tiêu mới 12, hiện đã có 14 đề nghị" in told[0]


def test_an_amendment_of_last_year_is_not_approved_any_more(people, plan):
    amendment = PlanAmendmentFactory(plan=plan, state=S.APPRAISED)
    with (
        time_machine.travel("2024-01-02 09:00+07:00", tick=False),
        pytest.raises(Refused, match="chỉ được điều chỉnh trong năm đó"),
    ):
        amendment_transitions.approve(amendment, by=people.chairman)


# what an amendment may not smuggle in


def test_new_words_are_asked_about_their_phrases_before_the_chairman(people):
    """The exclusions of the letter hold for an amendment as for its plan (R10 to R12)."""
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    words = f"{plan.content}\nTổng kết 5 năm thực hiện Luật Tiếp cận thông tin."
    amendment = PlanAmendmentFactory(plan=plan, state=S.SUBMITTED, content=words)
    with pytest.raises(Refused, match="cụm từ chưa có kết luận"):
        amendment_transitions.appraise(amendment, by=people.officer)
    for question in purpose_rules.amendment_questions(amendment):
        appraisal_services.rule_on_amendment(
            amendment,
            exclusion=question.exclusion,
            phrase=question.phrase,
            verdict=HintVerdict.CONFIRMED,
            by=people.officer,
        )
    with pytest.raises(Refused, match="Không trình điều chỉnh, hoặc trả lại đơn vị"):
        amendment_transitions.appraise(amendment, by=people.officer)
    for question in purpose_rules.amendment_questions(amendment):
        appraisal_services.rule_on_amendment(
            amendment,
            exclusion=question.exclusion,
            phrase=question.phrase,
            verdict=HintVerdict.CLEARED,
            by=people.officer,
        )
    amendment_transitions.appraise(amendment, by=people.officer)


def test_filing_days_stay_where_nothing_is_said_of_them_and_lie_in_their_year(people):
    plan = AwardPlanFactory(
        approved=True,
        campaign__organiser=people.ward,
        filing_opens_on=date(2023, 10, 1),
        filing_closes_on=date(2023, 12, 15),
    )
    words = {"reason": "Sáp nhập khóm.", "content": f"{plan.content} Thêm một tiêu chí."}
    kept = amendment_services.start(
        plan, words=AmendmentWords(review_on=plan.review_on, **words), by=people.clerk
    )
    assert kept.filing_closes_on == date(2023, 12, 15)
    moved = AmendmentWords(review_on=plan.review_on, filing_closes_on=date(2024, 1, 15), **words)
    amendment_services.edit(kept, words=moved, by=people.clerk)
    with pytest.raises(Refused, match="không thuộc năm xét 2023"):
        amendment_transitions.hand_over(kept, by=people.clerk)


def test_the_administrator_amends_town_wide_plans_and_no_others(people):
    town = AwardPlanFactory(
        approved=True,
        campaign__organiser=UnitFactory(home_affairs=True),
        campaign__is_town_wide=True,
    )
    PlanAmendmentFactory(plan=town)
    PlanAmendmentFactory(plan=AwardPlanFactory(approved=True))
    [seen] = PlanAmendment.objects.visible_to(people.administrator)
    assert seen.plan == town
    amendment_transitions.hand_over(seen, by=people.administrator)
    seen.refresh_from_db()
    assert seen.state == S.AWAITING_HEAD

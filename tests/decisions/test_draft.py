"""Writing a decision: who may stand in it, what a draft keeps, when it is old."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from decisions.enums import DecisionState, LineOrder
from decisions.models import Decision, DecisionLine
from decisions.queries import lineup as lineup_queries
from decisions.services import decision as decision_services
from dossiers.enums import NominationState
from dossiers.models import Dossier
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.decisions.hands import states_of
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import FUND, REASON, DecisionFactory, fingerprint, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def test_composing_takes_the_chosen_lines_and_orders_a_draft(dossier, officer):
    rows = recommended(dossier, persons=2, collectives=1)
    decision = decision_services.compose(
        rows, reason=REASON, fund_line=FUND, key=uuid4(), by=officer
    )
    assert decision.state == DecisionState.DRAFTED
    assert decision.lines.count() == 3
    assert (decision.plan, decision.merit_year) == (dossier.plan, 2023)
    assert decision.draft.is_draft
    assert decision.draft.symbol == ""
    assert states_of(decision) == {NominationState.RECOMMENDED}


def test_the_same_key_twice_is_one_decision(dossier, officer):
    rows, key = recommended(dossier), uuid4()
    one = decision_services.compose(rows, reason=REASON, fund_line=FUND, key=key, by=officer)
    other = decision_services.compose(rows, reason=REASON, fund_line=FUND, key=key, by=officer)
    assert one == other
    assert Decision.objects.count() == 1


def test_another_persons_key_is_refused_in_words(dossier, officer):
    key = uuid4()
    decision_services.compose(
        recommended(dossier), reason=REASON, fund_line=FUND, key=key, by=officer
    )
    with pytest.raises(Refused, match="Soạn quyết định"):
        decision_services.compose(
            recommended(dossier),
            reason=REASON,
            fund_line=FUND,
            key=key,
            by=UserFactory(officer=True),
        )


def test_only_phong_noi_vu_composes(dossier):
    with pytest.raises(PermissionDenied):
        decision_services.compose(
            recommended(dossier), reason=REASON, fund_line=FUND, key=uuid4(), by=chairman()
        )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (list, "Chọn ít nhất một"),
        (
            lambda: [
                *recommended(DossierFactory(appraised=True, persons=0)),
                *recommended(DossierFactory(appraised=True, persons=0)),
            ],
            "một phong trào",
        ),
        (
            lambda: [
                NominationFactory(
                    dossier=DossierFactory(appraised=True, persons=0), not_recommended=True
                )
            ],
            "không còn ở trạng thái",
        ),
        (
            lambda: recommended(DossierFactory(appraising=True, persons=0)),
            "chưa kết luận thẩm định",
        ),
    ],
    ids=["nobody", "two campaigns", "not recommended", "appraisal open"],
)
def test_what_cannot_be_composed(make, words, officer):
    with pytest.raises(Refused, match=words):
        decision_services.compose(make(), reason=REASON, fund_line=FUND, key=uuid4(), by=officer)


def test_two_verbs_in_one_decision_are_refused(dossier, officer):
    title = NominationFactory(
        dossier=dossier, recommended=True, award_type=AwardType.objects.get(code="LDTT")
    )
    with pytest.raises(Refused, match="chỉ dùng một động từ"):
        decision_services.compose(
            [*recommended(dossier), title], reason=REASON, fund_line=FUND, key=uuid4(), by=officer
        )


def test_a_nomination_in_a_live_decision_is_refused_by_name(dossier, officer):
    [line] = recommended(dossier)
    DecisionFactory(nominations=[line])
    with pytest.raises(Refused, match=f"{line.full_name} đã có trong một quyết định khác"):
        decision_services.compose([line], reason=REASON, fund_line=FUND, key=uuid4(), by=officer)


def test_the_database_refuses_a_nomination_in_two_live_decisions(dossier):
    [line] = recommended(dossier)
    DecisionFactory(nominations=[line])
    other = DecisionFactory(dossier=dossier)
    with pytest.raises(IntegrityError, match="another live decision"), transaction.atomic():
        DecisionLine.objects.create(decision=other, nomination=line)


def test_a_discarded_decision_frees_its_nominations(dossier, officer):
    [line] = recommended(dossier)
    DecisionFactory(nominations=[line], discarded=True)
    again = decision_services.compose(
        [line], reason=REASON, fund_line=FUND, key=uuid4(), by=officer
    )
    assert again.lines.get().nomination == line


# --- writing a draft ----------------------------------------------------------------------------


def test_words_and_letter_change_with_a_new_draft(officer):
    decision = DecisionFactory()
    before = decision.draft
    decision_services.edit(
        decision,
        reason="đã dũng cảm cứu người",
        fund_line=FUND,
        letter_number="113/TTr-PNV",
        letter_on=date(2023, 11, 20),
        by=officer,
        fingerprint=fingerprint(decision),
    )
    decision.refresh_from_db()
    assert decision.reason == "đã dũng cảm cứu người"
    assert decision.draft != before
    assert "113/TTr-PNV ngày 20 tháng 11 năm 2023" in decision.draft.context["grounds"][-1]


def test_words_that_somebody_else_changed_meanwhile_are_not_written_over(officer):
    decision = DecisionFactory()
    seen = fingerprint(decision)
    words = {"fund_line": FUND, "letter_number": "", "letter_on": None, "by": officer}
    decision_services.edit(decision, reason="của người thứ nhất", **words, fingerprint=seen)
    decision_services.edit(
        decision, reason="của người thứ nhất", **words, fingerprint=seen
    )  # two clicks
    with pytest.raises(Stale, match="vừa được người khác sửa"):
        decision_services.edit(decision, reason="của người thứ hai", **words, fingerprint=seen)


def test_lines_come_and_go_while_it_is_drafted(dossier, officer):
    decision = DecisionFactory(dossier=dossier, persons=2)
    [new] = recommended(dossier)
    decision_services.add_lines(decision, [new], by=officer)
    assert decision.lines.count() == 3
    with pytest.raises(AlreadyDone):
        decision_services.add_lines(decision, [new], by=officer)
    gone = decision.lines.get(nomination=new)
    decision_services.remove_lines(decision, [gone.pk], by=officer)
    with pytest.raises(AlreadyDone):
        decision_services.remove_lines(decision, [gone.pk], by=officer)
    assert DecisionFactory(nominations=[new]).lines.count() == 1


def test_a_draft_keeps_at_least_one_line(officer):
    decision = DecisionFactory()
    line = decision.lines.get()
    with pytest.raises(Refused, match="bỏ dự thảo"):
        decision_services.remove_lines(decision, [line.pk], by=officer)
    with pytest.raises(Refused, match="Chọn ít nhất một"):
        decision_services.remove_lines(decision, [], by=officer)


def test_a_line_of_another_campaign_cannot_be_added(officer):
    with pytest.raises(Refused, match="một phong trào"):
        decision_services.add_lines(
            DecisionFactory(),
            recommended(DossierFactory(appraised=True, persons=0)),
            by=officer,
        )


@pytest.mark.parametrize("state", ["submitted", "issued", "discarded"])
def test_nothing_is_written_after_it_left_the_desk(state, officer):
    decision = DecisionFactory(**{state: True})
    for call in (
        lambda: decision_services.add_lines(
            decision, recommended(decision_dossier(decision)), by=officer
        ),
        lambda: decision_services.remove_lines(decision, [decision.lines.first().pk], by=officer),
        lambda: decision_services.edit(
            decision,
            reason="khác",
            fund_line=FUND,
            letter_number="",
            letter_on=None,
            by=officer,
        ),
    ):
        with pytest.raises(Stale, match="không sửa được nữa"):
            call()


def decision_dossier(decision):
    return Dossier.objects.get(pk=decision.lines.first().nomination.dossier_id)


@pytest.mark.parametrize("state", ["submitted", "issued"])
def test_the_database_lets_nobody_join_or_leave_the_chairmans_desk(state):
    decision = DecisionFactory(**{state: True})
    [other] = recommended(decision_dossier(decision))
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        DecisionLine.objects.create(decision=decision, nomination=other)
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        decision.lines.all().delete()


def test_the_draft_is_not_printed_again_for_nothing(officer):
    decision = DecisionFactory()
    decision_services.renew_draft(decision, by=officer)
    assert Decision.objects.get(pk=decision.pk).draft == decision.draft


def test_a_draft_grows_old_when_the_base_salary_rises(at, officer):
    plan = AwardPlanFactory(approved=True)
    at(date(2023, 6, 28))
    decision = DecisionFactory(dossier=DossierFactory(appraised=True, persons=0, plan=plan))
    assert (
        decision_services.check_draft(decision_services.lineup_now(decision))
        == decision_services.DraftCheck()
    )
    at(date(2023, 7, 3))
    assert decision_services.check_draft(decision_services.lineup_now(decision)).parts == "Điều 2"
    decision_services.renew_draft(decision, by=officer)
    fresh = Decision.objects.get(pk=decision.pk)
    assert decision_services.check_draft(decision_services.lineup_now(fresh)).changed == []
    assert "540.000" in fresh.draft.context["articles"][1]["text"]


def test_no_draft_after_the_towns_authority_ended(at):
    decision = DecisionFactory()
    at(date(2025, 7, 1))
    check = decision_services.check_draft(decision_services.lineup_now(decision))
    assert check.changed == []
    assert "không còn thẩm quyền" in check.problems[0]


def test_a_stranger_renews_no_draft(dossier):
    clerk = UserFactory(clerk=True, unit=dossier.unit)
    with pytest.raises(PermissionDenied):
        decision_services.renew_draft(DecisionFactory(dossier=dossier), by=clerk)


def test_a_list_is_ordered_by_given_name_or_as_the_units_filed_it(dossier, officer):
    names = ["Trần Văn Út", "Lê Thị Đào", "Nguyễn Văn Dũng"]
    rows = [
        NominationFactory(dossier=dossier, recommended=True, full_name=name, order=order)
        for order, name in enumerate(names)
    ]
    words = {"reason": REASON, "fund_line": FUND, "by": officer}
    decision = decision_services.compose(rows, key=uuid4(), line_order=LineOrder.AS_FILED, **words)
    assert listed(decision) == names
    decision.line_order = LineOrder.BY_NAME
    assert listed(decision) == ["Nguyễn Văn Dũng", "Lê Thị Đào", "Trần Văn Út"]


def listed(decision):
    return [
        entry.nomination.full_name for entry in lineup_queries.read(decision, clock.today()).entries
    ]

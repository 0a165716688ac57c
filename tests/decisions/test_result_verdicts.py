"""What the Chairman says of single names: struck with a reason, or to be appraised again."""

import pytest

from campaigns.models import Quota
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.notifications import messages_for
from decisions.rules import can_view
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination
from dossiers.transitions import nominee as nominee_transitions
from honourees.models import Award
from law.models import NumberEntry
from nganam_awards.core.refusals import Refused, Stale
from tests.decisions.hands import submit
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint, recommended
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
REASON = "Thành tích chưa nêu phạm vi ảnh hưởng."


@pytest.fixture
def signer():
    return chairman()


def people(decision):
    rows = Nomination.objects.filter(decision_lines__decision=decision)
    return list(rows.order_by("pk"))


def approve(decision, signer, **words):
    return transitions.approve(decision, by=signer, fingerprint=fingerprint(decision), **words)


def test_a_struck_name_is_declined_with_his_reason_and_the_rest_is_issued(signer):
    decision = DecisionFactory(submitted=True, persons=3)
    struck, *stay = people(decision)
    issued = approve(decision, signer, struck={struck.pk: REASON})
    assert issued.state == DecisionState.ISSUED
    struck.refresh_from_db()
    assert (struck.state, struck.verdict_reason) == (NominationState.DECLINED, REASON)
    assert {n.state for n in Nomination.objects.filter(pk__in=[n.pk for n in stay])} == {"awarded"}
    assert Award.objects.count() == 2
    assert "02 cá nhân" in issued.document.context["about"]
    assert struck.full_name not in str(issued.document.context)
    assert sum(Quota.objects.values_list("awarded", flat=True)) == 2
    assert sum(Quota.objects.values_list("with_chairman", flat=True)) == 0


def test_where_everybody_is_struck_the_decision_ends_without_a_number(signer):
    decision = DecisionFactory(submitted=True, persons=2)
    ended = approve(decision, signer, struck={n.pk: REASON for n in people(decision)})
    assert ended.state == DecisionState.DECLINED
    assert not NumberEntry.objects.exists()
    assert Dossier.objects.get().state == DossierState.CONCLUDED


@pytest.mark.parametrize("reason", ["", "   "])
def test_nobody_is_struck_without_a_reason(reason, signer):
    decision = DecisionFactory(submitted=True, persons=2)
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        approve(decision, signer, struck={people(decision)[0].pk: reason})
    assert {n.state for n in people(decision)} == {NominationState.WITH_CHAIRMAN}


def test_who_left_the_list_meanwhile_is_not_struck(signer):
    decision = DecisionFactory(submitted=True, persons=2)
    gone, stays = people(decision)
    shown = fingerprint(decision)
    nominee_transitions.suspend_line(gone, by=gone.dossier.officer, note="Đang xác minh đơn thư.")
    with pytest.raises(Stale):
        transitions.approve(decision, by=signer, fingerprint=shown, struck={stays.pk: REASON})
    with pytest.raises(Stale, match="không còn trong danh sách"):
        approve(decision, signer, struck={gone.pk: REASON})
    assert Decision.objects.get(pk=decision.pk).state == DecisionState.SUBMITTED


def test_a_return_that_names_somebody_opens_the_appraisal_again(signer, head):
    decision = DecisionFactory(submitted=True, persons=2)
    named, other = people(decision)
    transitions.send_back(decision, by=signer, note="Xem lại sáng kiến.", questioned=[named.pk])
    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.state, other.state) == (NominationState.PROPOSED, NominationState.RECOMMENDED)
    dossier = Dossier.objects.get()
    assert dossier.state == DossierState.APPRAISING
    assert decision.events.newest_first().first().facts["questioned"] == [named.full_name]
    with pytest.raises(Refused, match="chưa kết luận thẩm định"):
        submit(decision, head)


def test_one_dossier_in_two_decisions_says_the_truth_at_each_step(signer, dossier, client_of):
    def page():
        return client_of(UserFactory(clerk=True, unit=dossier.unit)).get(dossier.get_absolute_url())

    first, second = (DecisionFactory(dossier=dossier, persons=n, submitted=True) for n in (2, 3))
    named, *_ = people(second)
    assert "đang trình Chủ tịch 5/5" in page().text
    approve(first, signer)
    assert "đang trình Chủ tịch 3/5, đã khen 2/5" in page().text
    assert "Quyết định số 01/QĐ-UBND" in page().text
    assert {n.state for n in people(first)} == {NominationState.AWARDED}
    assert Dossier.objects.get().state == DossierState.APPRAISED
    transitions.send_back(second, by=signer, note="Xem lại sáng kiến.", questioned=[named.pk])
    assert Dossier.objects.get().state == DossierState.APPRAISING
    counted = Quota.objects.filter(plan=dossier.plan).values_list(
        "proposed", "recommended", "with_chairman", "awarded"
    )
    assert [sum(column) for column in zip(*counted, strict=True)] == [1, 2, 0, 2]
    assert {n.state for n in people(first)} == {NominationState.AWARDED}


def test_units_are_told_of_those_who_were_awarded_and_a_unit_of_struck_ones_sees_nothing(signer):
    plan = AwardPlanFactory(approved=True, persons=9)
    other = UnitFactory()
    plan.participants.add(other)
    first = DossierFactory(appraised=True, persons=0, plan=plan)
    second = DossierFactory(appraised=True, persons=0, plan=plan, unit=other)
    rows = [*recommended(first, 2), *recommended(second, 1)]
    decision = DecisionFactory(dossier=first, nominations=rows, submitted=True)
    struck = [rows[1].pk, rows[2].pk]
    approve(decision, signer, struck=dict.fromkeys(struck, REASON))
    clerk = UserFactory(clerk=True, unit=first.unit)
    stranger = UserFactory(clerk=True, unit=other)
    event = decision.events.newest_first().first()
    texts = {m.user: m.text for m in messages_for(event)}
    assert "(1 trường hợp)" in texts[clerk]
    assert stranger not in texts
    issued = Decision.objects.get(pk=decision.pk)
    assert can_view(clerk, issued)
    assert not can_view(stranger, issued)
    assert not Decision.objects.visible_to(stranger).exists()

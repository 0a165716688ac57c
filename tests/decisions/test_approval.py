"""Ký ban hành: one signature decides, numbers, pays and prints, or does nothing at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from campaigns.models import Quota
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.services import register as register_services
from dossiers.enums import DossierState, NominationState
from honourees.models import Award
from law.models import AwardType, NumberEntry
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.decisions.hands import approve, reasons, states_of
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory, chairman
from tests.factories.decisions import REASON, DecisionFactory, fingerprint, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def test_one_signature_decides_numbers_and_issues(dossier):
    decision = DecisionFactory(dossier=dossier, submitted=True, persons=15, collectives=8)
    issued = approve(decision, seen=seen_mark(decision))
    fresh = Decision.objects.get(pk=decision.pk)
    assert fresh.state == issued.state == DecisionState.ISSUED
    assert fresh.symbol == "01/QĐ-UBND"
    assert (fresh.issued_on, fresh.total_vnd) == (date(2023, 11, 20), 16_740_000)
    assert fresh.signatory.user == chairman()
    assert states_of(decision) == {NominationState.AWARDED}
    assert sum(q.awarded for q in Quota.objects.filter(plan=dossier.plan)) == 23
    document = fresh.document
    assert (document.symbol, document.issued_on) == ("01/QĐ-UBND", date(2023, 11, 20))
    assert document.context["signature"] == {"titles": ["CHỦ TỊCH"], "name": "Trần Hoàng Khánh"}


def test_the_register_gets_every_award_with_its_money():
    decision = DecisionFactory(issued=True, persons=1, collectives=1)
    awards = {a.honouree.kind: a for a in Award.objects.select_related("honouree", "award_type")}
    assert {kind: a.prize_vnd for kind, a in awards.items()} == {
        "person": 540_000,
        "collective": 1_080_000,
    }
    person = awards["person"]
    assert (person.decision_symbol, person.decided_on) == ("01/QĐ-UBND", date(2023, 11, 20))
    assert (person.merit_year, person.award_type.code) == (2023, "GK")
    assert person.achievement
    assert person.nomination.decision_lines.get().decision == decision
    assert sorted(decision.lines.values_list("prize_vnd", flat=True)) == [540_000, 1_080_000]


def test_a_dossier_is_concluded_when_its_last_line_is_decided(dossier):
    first, second = recommended(dossier, persons=2)
    approve(DecisionFactory(nominations=[first], submitted=True))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.APPRAISED
    approve(DecisionFactory(nominations=[second], submitted=True))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.CONCLUDED


def test_another_line_up_than_he_saw_is_refused_with_the_difference():
    decision = DecisionFactory(submitted=True)
    with pytest.raises(Stale) as refusal:
        transitions.approve(decision, by=chairman(), fingerprint="0" * 64)
    assert "đã khác với bản anh/chị vừa xem" in reasons(refusal)
    assert "01 cá nhân, tổng cộng 540.000 đồng" in reasons(refusal)
    assert NumberEntry.objects.count() == 0


def test_money_that_changed_overnight_is_another_line_up(at):
    at(date(2023, 6, 28))
    decision = DecisionFactory(submitted=True)
    shown = fingerprint(decision)
    at(date(2023, 7, 3))
    with pytest.raises(Stale, match=r"540\.000"):
        transitions.approve(decision, by=chairman(), fingerprint=shown)


def test_a_page_from_before_a_recall_is_refused(head):
    decision = DecisionFactory(submitted=True, head=head)
    shown, seen = fingerprint(decision), seen_mark(decision)
    transitions.recall(decision, by=head)
    with pytest.raises(Stale, match="rút tờ trình"):
        transitions.approve(decision, by=chairman(), fingerprint=shown, seen=seen)


def test_two_clicks_sign_once():
    decision = DecisionFactory(submitted=True)
    shown, seen = fingerprint(decision), seen_mark(decision)
    transitions.approve(decision, by=chairman(), fingerprint=shown, seen=seen)
    with pytest.raises(AlreadyDone):
        transitions.approve(decision, by=chairman(), fingerprint=shown, seen=seen)
    assert NumberEntry.objects.count() == Award.objects.count() == 1


def test_who_has_no_line_over_the_signature_cannot_sign():
    with pytest.raises(Refused, match="Chưa khai báo chức danh ký"):
        approve(DecisionFactory(submitted=True), by=UserFactory(chairman=True))


def test_a_deputy_signs_for_the_chairman():
    deputy = SignatoryFactory(deputy=True).user
    decision = DecisionFactory(submitted=True)
    issued = approve(decision, by=deputy)
    assert issued.document.context["signature"] == {
        "titles": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "name": "Lý Thị Hồng Gấm",
    }


def test_nothing_is_issued_after_the_towns_authority_ended(at):
    decision = DecisionFactory(submitted=True)
    at(date(2025, 7, 1))
    with pytest.raises(Refused, match="không còn thẩm quyền"):
        approve(decision)


def test_a_decision_of_2024_cites_the_new_law_alone(at):
    decision = DecisionFactory(submitted=True)
    at(date(2024, 1, 15))
    approve(decision)
    decision.refresh_from_db()
    grounds = "\n".join(decision.document.context["grounds"])
    assert "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in grounds
    assert "Nghị định số 98/2023/NĐ-CP" in grounds
    assert "2003" not in grounds
    assert "91/2017" not in grounds


def test_an_award_that_left_the_town_is_refused_with_whose_it_is_now(at):
    soldiers = AwardType.objects.get(code="CSTT")
    dossier = DossierFactory(appraised=True, persons=0)
    line = NominationFactory(dossier=dossier, recommended=True, award_type=soldiers)
    decision = DecisionFactory(nominations=[line], submitted=True)
    at(date(2024, 1, 15))
    with pytest.raises(Refused, match="Chiến sĩ tiên tiến thuộc thẩm quyền của Quân đội"):
        approve(decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_a_deputy_signs_only_the_categories_of_the_scope():
    deputy = SignatoryFactory(deputy=True, scope=["unscheduled"])
    decision = DecisionFactory(submitted=True)
    with pytest.raises(Refused, match="được phân công ký: Đột xuất"):
        transitions.approve(decision, by=deputy.user, fingerprint=fingerprint(decision))


def test_places_that_are_gone_stop_the_signature_and_name_who_took_them():
    plan = AwardPlanFactory(approved=True, persons=2)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    approve(DecisionFactory(dossier=dossier, persons=2, submitted=True))
    takers = [award.honouree.full_name for award in Award.objects.order_by("pk")]
    late = DecisionFactory(
        dossier=DossierFactory(appraised=True, persons=0, plan=plan), submitted=True
    )
    with pytest.raises(Refused) as refusal:
        approve(late)
    told = reasons(refusal)
    assert "chỉ tiêu 2, đã khen 2, quyết định này thêm 1" in told
    assert f"quyết định 01/QĐ-UBND: {', '.join(takers)}" in told
    late.refresh_from_db()
    assert late.state == DecisionState.SUBMITTED
    assert NumberEntry.objects.count() == 1


def test_an_issued_decision_lacks_nothing_says_the_database():
    decision = DecisionFactory(issued=True)
    constraint = next(
        c for c in Decision._meta.constraints if c.name == "issued_decision_is_complete"
    )
    for name in ("entry", "issued_on", "signatory", "document"):
        broken = Decision.objects.get(pk=decision.pk)
        setattr(broken, name, None)
        with pytest.raises(ValidationError, match="phải có số, ngày, người ký"):
            constraint.validate(Decision, broken)


def test_what_was_issued_never_changes():
    decision = DecisionFactory(issued=True)
    for write in (
        lambda: Decision.objects.filter(pk=decision.pk).update(reason="khác"),
        lambda: Decision.objects.filter(pk=decision.pk).delete(),
        lambda: decision.lines.update(prize_vnd=1),
        lambda: NumberEntry.objects.update(symbol="99/QĐ-UBND"),
        lambda: NumberEntry.objects.filter(pk=decision.entry_id).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert Decision.objects.get(pk=decision.pk).reason == REASON
    assert NumberEntry.objects.get().symbol == "01/QĐ-UBND"


# --- numbers ------------------------------------------------------------------------------------


def test_the_year_begins_with_01(at):
    at(date(2023, 12, 29))
    assert DecisionFactory(issued=True).symbol == "01/QĐ-UBND"
    assert DecisionFactory(issued=True).symbol == "02/QĐ-UBND"
    waiting = DecisionFactory(submitted=True)
    at(date(2024, 1, 2))
    issued = approve(waiting)
    assert (issued.entry.symbol, issued.entry.book.year) == ("01/QĐ-UBND", 2024)
    assert issued.document.issued_on == date(2024, 1, 2)


def test_a_number_below_ten_is_written_with_a_zero():
    decisions = [DecisionFactory(issued=True) for _ in range(10)]
    assert decisions[6].symbol == "07/QĐ-UBND"
    assert decisions[9].symbol == "10/QĐ-UBND"


def test_a_crash_after_the_number_leaves_no_gap(monkeypatch):
    decision = DecisionFactory(submitted=True)
    with monkeypatch.context() as broken:
        broken.setattr(register_services, "enter_awards", lambda awards: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            approve(decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED
    assert states_of(decision) == {NominationState.WITH_CHAIRMAN}
    assert NumberEntry.objects.count() == Award.objects.count() == 0
    assert approve(decision).entry.symbol == "01/QĐ-UBND"


# --- money (domain list, scenarios 10, 11 and 13) -----------------------------------------------


@pytest.mark.parametrize(
    ("day", "prize"),
    [
        (date(2023, 6, 28), 450_000),  # 447.000 up to tens of thousands
        (date(2023, 7, 3), 540_000),
    ],
)
def test_the_base_salary_of_the_decisions_day_counts(at, day, prize):
    at(day)
    assert DecisionFactory(issued=True).total_vnd == prize


def test_a_decision_of_2024_about_the_work_of_2023(at):
    waiting = DecisionFactory(submitted=True)
    at(date(2024, 7, 5))
    assert approve(waiting).total_vnd == 710_000  # 702.000, rounded up


def test_a_household_gets_half_again_as_much():
    plan = AwardPlanFactory(approved=True, households=4)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    decision = DecisionFactory(dossier=dossier, persons=0, households=1, issued=True)
    assert decision.total_vnd == 810_000
    assert plan.quotas.get(honouree_kind="household").awarded == 1

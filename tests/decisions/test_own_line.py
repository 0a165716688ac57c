"""Nobody composes, answers or signs for himself; who submits says so in the letter."""

from uuid import uuid4

import pytest

from decisions import rules
from decisions.enums import ForwardOutcome
from decisions.services import answer as answer_services, decision as decision_services
from honourees.services.account import link_account
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.registry import words_of
from tests.decisions.hands import reasons, submit
from tests.factories.campaigns import chairman
from tests.factories.decisions import FUND, REASON, DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import GrantFactory, UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    administrator = UserFactory(administrator=True)
    return lambda user, line: link_account(user, line.honouree, by=administrator)


def compose(lines, by):
    return decision_services.compose(lines, reason=REASON, fund_line=FUND, key=uuid4(), by=by)


def test_nobody_composes_a_decision_about_himself(dossier, officer, link):
    line = NominationFactory(dossier=dossier, recommended=True)
    link(officer, line)
    with pytest.raises(Refused) as refusal:
        compose([line], officer)
    assert f"{line.full_name}, là anh/chị" in reasons(refusal)
    decision = compose([line], UserFactory(officer=True))
    with pytest.raises(Refused, match="nhờ chuyên viên khác"):
        decision_services.edit(decision, by=officer, reason="khác")


def test_nobody_adds_himself(dossier, officer, link):
    decision = DecisionFactory(dossier=dossier, officer=officer)
    line = NominationFactory(dossier=dossier, recommended=True)
    link(officer, line)
    with pytest.raises(Refused, match="là anh/chị"):
        decision_services.add_lines(decision, [line], by=officer)


def test_a_namesake_of_the_own_unit_is_asked_first(dossier):
    officer = UserFactory(officer=True, unit=dossier.unit)
    line = NominationFactory(dossier=dossier, recommended=True, full_name=officer.full_name)
    with pytest.raises(Refused, match=f"Mở hồ sơ {dossier.ref}"):
        compose([line], officer)


def test_nobody_records_what_came_of_his_own_line(officer, link):
    merit = DossierFactory(appraised=True, merit=True)
    award = AwardType.objects.get(code="BK_T")
    mine = NominationFactory(dossier=merit, recommended=True, award_type=award)
    letter = DecisionFactory(dossier=merit, nominations=[mine], issued=True)
    link(officer, mine)
    with pytest.raises(Refused, match="ghi kết quả cho chính mình"):
        answer_services.record(
            letter.lines.get(), outcome=ForwardOutcome.DECLINED, note="Không đạt.", by=officer
        )


def test_whoever_is_linked_does_not_sign_whatever_his_post(dossier, link):
    line = NominationFactory(dossier=dossier, recommended=True, position="Ủy viên")
    decision = DecisionFactory(dossier=dossier, nominations=[line], submitted=True)
    signer = chairman()
    assert rules.own_award_blockers(signer, decision, [line]) == []
    link(signer, line)
    [told] = rules.own_award_blockers(signer, decision, [line])
    assert "không ký khen cho chính mình" in told


def test_the_head_of_home_affairs_submits_and_his_letter_says_so(dossier, head, link):
    line = NominationFactory(dossier=dossier, recommended=True)
    decision = DecisionFactory(dossier=dossier, nominations=[line], head=head)
    link(head, line)
    GrantFactory(user=head, unit=dossier.unit, right="confirm_dossiers")
    submit(decision, head)
    decision.refresh_from_db()
    told = " ".join(words_of(decision.letter)["paragraphs"])
    assert f"Trong danh sách có {line.addressed}, người ký Tờ trình này" in told
    assert f"Hồ sơ của {dossier.unit.short_name} do người ký Tờ trình này xác nhận" in told

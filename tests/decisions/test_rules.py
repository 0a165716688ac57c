"""Who sees which decision: the list and the rule say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser

from decisions import rules
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.queries import word_row as word_row_queries
from decisions.workflow import DecisionAction as A
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import NominationFactory
from tests.factories.units import GrantFactory, UserFactory


pytestmark = pytest.mark.django_db

STATES = [state for state in DecisionState if state != DecisionState.APPROVED]
EVERYTHING = set(STATES)
FROM_SUBMISSION = {
    DecisionState.SUBMITTED,
    DecisionState.RETURNED,
    DecisionState.ISSUED,
    DecisionState.DECLINED,
}
ONLY_ISSUED = {DecisionState.ISSUED}
SEES = {
    "officer": EVERYTHING,
    "home_affairs_head": EVERYTHING,
    "chairman": FROM_SUBMISSION,
    "deputy": FROM_SUBMISSION,
    "clerical": ONLY_ISSUED,
    "clerk of the unit": ONLY_ISSUED,
    "head of the unit": ONLY_ISSUED,
    "clerk of another unit": set(),
    "clerk until yesterday": set(),
    "council_member": set(),
    "administrator": set(),
    "nobody": set(),
}


def person(who, unit):
    match who:
        case "clerk of the unit":
            return UserFactory(clerk=True, unit=unit)
        case "head of the unit":
            return UserFactory(head=True, unit=unit)
        case "clerk of another unit":
            return UserFactory(clerk=True)
        case "clerk until yesterday":
            user = UserFactory(unit=unit)
            GrantFactory(user=user, unit=unit, ends_on="2023-11-19")
            return user
        case "nobody":
            return AnonymousUser()
    return UserFactory(**{who: True})


def test_the_list_and_the_rule_agree(dossier):
    decisions = [DecisionFactory(dossier=dossier, state=s) for s in STATES if s != "issued"]
    decisions.append(DecisionFactory(dossier=dossier, issued=True))
    for who, states in SEES.items():
        user = person(who, dossier.unit)
        listed = set(Decision.objects.visible_to(user).values_list("state", flat=True))
        assert listed == {str(state) for state in states}, who
        for decision in decisions:
            fresh = Decision.objects.get(pk=decision.pk)
            assert rules.can_view(user, fresh) == (fresh.state in listed), (who, fresh.state)


@pytest.mark.parametrize(
    ("who", "state", "actions"),
    [
        ("officer", DecisionState.DRAFTED, [A.DISCARD]),
        ("home_affairs_head", DecisionState.DRAFTED, [A.SUBMIT, A.DISCARD]),
        ("home_affairs_head", DecisionState.RETURNED, [A.SUBMIT, A.DISCARD]),
        ("home_affairs_head", DecisionState.SUBMITTED, [A.RECALL]),
        ("officer", DecisionState.SUBMITTED, []),
        ("chairman", DecisionState.SUBMITTED, [A.SEND_BACK, A.APPROVE]),
        ("deputy", DecisionState.SUBMITTED, [A.SEND_BACK, A.APPROVE]),
        ("chairman", DecisionState.ISSUED, []),
        ("clerical", DecisionState.ISSUED, []),
    ],
)
def test_the_buttons_of_each_desk(who, state, actions):
    decision = DecisionFactory(state=state)
    assert rules.actions_for(UserFactory(**{who: True}), decision) == actions


def test_what_waits_for_whom(dossier, officer):
    drafted = DecisionFactory(dossier=dossier)
    submitted = DecisionFactory(dossier=dossier, submitted=True)
    returned = DecisionFactory(dossier=dossier, returned=True)
    waiting = Decision.objects.waiting_for
    assert list(waiting(officer)) == [drafted, returned]
    assert list(waiting(chairman())) == [submitted]
    assert list(waiting(UserFactory(clerical=True))) == []


def test_issue_is_nobodys_button():
    decision = DecisionFactory(submitted=True)
    assert not rules.can_take(chairman(), A.ISSUE, decision)


@pytest.mark.parametrize(
    "typed", ["01/QĐ-UBND", "01/qd", "nong thon moi", "NÔNG THÔN", "nguyen thi anh tuyet"]
)
def test_search_needs_no_accents(typed, dossier, officer):
    line = NominationFactory(dossier=dossier, recommended=True, full_name="Nguyễn Thị Ánh Tuyết")
    found = DecisionFactory(nominations=[line], issued=True)
    other = DecisionFactory(reason="đã dũng cảm cứu người", persons=1)
    hits = word_row_queries.matching(Decision.objects.visible_to(officer), typed)
    assert list(hits) == [found]
    assert other not in hits
    assert not word_row_queries.matching(Decision.objects.all(), "???").exists()

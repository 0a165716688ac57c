"""State × step × person over every pair of the maps of lines and decisions, and the other offices.

Plans, amendments and the people of a filing have such tables of their own beside their steps.
"""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from decisions.enums import DecisionState as Q
from decisions.models import Decision
from decisions.rules import can_take as can_take_decision
from decisions.workflow import FLOW as DECISION_FLOW, DecisionAction as E
from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Dossier, Nomination
from dossiers.rules.dossier import actions_for, can_take, can_take_line
from dossiers.workflow import (
    DOSSIER_FLOW,
    NOMINATION_FLOW,
    DossierAction as D,
    NominationAction as L,
)
from nganam_awards.core import workflow
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db

STAFF = {"officer", "officer2", "chief"}
ALL = {
    *STAFF,
    *("clerk", "head", "chairman", "deputy", "clerical", "administrator", "member", "stranger"),
}
# {step of a line: who takes it} while its dossier is appraised; what is not named is no person's.
WHILE_APPRAISED = {
    L.RECOMMEND: {"officer"},
    L.NOT_RECOMMEND: {"officer"},
    L.RECONSIDER: {"officer"},
    L.SUSPEND: {"officer"},
    L.RESUME: {"officer"},
    L.REMOVE: {"head"},
}
# Afterwards: a verdict only of what was suspended and is asked anew.
AFTERWARDS = WHILE_APPRAISED | {L.RECONSIDER: set(), L.DECLINE: {"chief"}}
OF_DECISIONS = {
    E.SUBMIT: {"chief"},
    E.RECALL: {"chief"},
    E.DISCARD: STAFF,
    E.APPROVE: {"chairman", "deputy"},
    E.SEND_BACK: {"chairman", "deputy"},
    E.VOID: {"chairman", "deputy"},
    E.ENTER_NUMBER: {"clerical"},
}


@pytest.fixture
def people(db):
    """One of each office, and the ward whose dossier it is."""
    ward = UnitFactory()
    return {
        "clerk": UserFactory(clerk=True, unit=ward),
        "head": UserFactory(head=True, unit=ward),
        "officer": UserFactory(officer=True),
        "officer2": UserFactory(officer=True),
        "chief": UserFactory(home_affairs_head=True),
        "chairman": UserFactory(chairman=True),
        "deputy": UserFactory(deputy=True),
        "clerical": UserFactory(clerical=True),
        "administrator": UserFactory(administrator=True),
        "member": UserFactory(council_member=True),
        "stranger": UserFactory(clerk=True),
    }


@pytest.mark.parametrize(
    ("state", "hands"), [(S.APPRAISING, WHILE_APPRAISED), (S.APPRAISED, AFTERWARDS)]
)
def test_every_step_of_a_line_belongs_to_exactly_these_hands(state, hands, people):
    dossier = Dossier(state=state, unit=people["head"].unit, officer=people["officer"])
    for standing, step in itertools.product(N, L):
        line = Nomination(state=standing, dossier=dossier)
        allowed = {name for name in people if can_take_line(people[name], step, line)}
        is_open = standing in NOMINATION_FLOW.arrows[step].sources
        if state == S.APPRAISED and step in (L.RECOMMEND, L.NOT_RECOMMEND):
            is_open = standing == N.PROPOSED
        assert allowed == (hands.get(step, set()) if is_open else set()), (standing, step)


def test_every_step_of_a_decision_belongs_to_exactly_these_hands(people):
    for state, step in itertools.product(Q, E):
        decision = Decision(state=state)
        allowed = {name for name in people if can_take_decision(people[name], step, decision)}
        is_open = state in DECISION_FLOW.arrows[step].sources
        assert allowed == (OF_DECISIONS.get(step, set()) if is_open else set()), (state, step)


@pytest.mark.parametrize("state", list(S))
def test_a_dossier_is_not_stepped_off_its_map_nor_by_another_office(state, people):
    dossier = DossierFactory(
        state=state, unit=people["head"].unit, officer=people["officer"], by=people["clerk"]
    )
    others = ["deputy", "clerical", "administrator", "member", "stranger"]
    assert not any(actions_for(people[name], dossier) for name in others)
    for step in D:
        arrow = DOSSIER_FLOW.arrows[step]
        is_open = state in arrow.sources
        if is_open and arrow.right is None:
            continue  # the portal's own step
        who = people["stranger"] if is_open else people["chief"]
        with (
            pytest.raises(PermissionDenied if is_open else (Refused, AlreadyDone)),
            workflow.step(dossier, step, by=who, may=can_take, note="Lời."),
        ):
            pytest.fail(f"{step} was taken in {state}")
    dossier.refresh_from_db()
    assert dossier.state == state

"""Who sees and who may: the list and the rule agree for every state and person."""

import itertools
from datetime import date

import pytest

from campaigns.enums import PlanState
from dossiers.enums import NATIONAL_CODES, DossierState as S
from dossiers.models import Attachment, Dossier, Nomination
from dossiers.queries import award_type as award_type_queries
from dossiers.rules import dossier as dossier_rules, readiness as readiness_rules
from dossiers.workflow import DOSSIER_FLOW, NOMINATION_FLOW, DossierAction as D
from law.enums import Category
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory
from tests.factories.units import GrantFactory, UnitFactory, UserFactory


pytestmark = pytest.mark.django_db

PEOPLE = ["clerk", "head", "officer", "officer2", "chief", "chairman", "stranger"]
INSIDE = {S.DRAFT, S.AWAITING_HEAD}


def seen_by(person, rows):
    return {row.pk for row in rows.visible_to(person)}


@pytest.mark.parametrize("state", list(S))
def test_the_list_and_the_rule_agree(state, town):
    dossier = DossierFactory(state=state, plan=town.plan, officer=town.officer)
    paper = AttachmentFactory(dossier=dossier)
    nobody, gone = UserFactory(), UserFactory(clerk=True, unit=town.ward, is_active=False)
    people = [*(getattr(town, name) for name in PEOPLE), nobody, gone]
    for person in people:
        can = dossier_rules.can_view(person, dossier)
        assert (dossier.pk in seen_by(person, Dossier.objects.all())) == can
        assert (paper.pk in seen_by(person, Attachment.objects.all())) == can
        lines = set(dossier.nominations.values_list("pk", flat=True))
        assert seen_by(person, Nomination.objects.all()) == (lines if can else set())
    sees = {name for name in PEOPLE if dossier_rules.can_view(getattr(town, name), dossier)}
    inside = {"clerk", "head"}
    staff = {"officer", "officer2", "chief", "chairman"}
    assert sees == (inside if state in INSIDE else inside | staff)


# {state: {person: steps}}: what the page of each person offers.
OFFERED = {
    S.DRAFT: {"clerk": {D.HAND_OVER}},
    S.AWAITING_HEAD: {"clerk": {D.TAKE_BACK}, "head": {D.SEND_BACK, D.CONFIRM}},
    S.FILED: {
        "head": {D.RECALL, D.WITHDRAW},
        "officer": {D.RECEIVE, D.REFUSE, D.ASK_MORE},
        "officer2": {D.RECEIVE, D.REFUSE, D.ASK_MORE},
        "chief": {D.RECEIVE, D.REFUSE, D.ASK_MORE},
    },
    S.RECEIVED: {
        "head": {D.WITHDRAW},
        "officer": {D.APOLOGISE},
        "officer2": {D.APOLOGISE},
        "chief": {D.ASSIGN, D.APOLOGISE},
    },
    S.APPRAISING: {
        "head": {D.WITHDRAW},
        "officer": {D.FINISH, D.ASK_MORE, D.APOLOGISE},
        "chief": {D.REASSIGN, D.APOLOGISE},
    },
    S.APPRAISED: {
        "head": {D.WITHDRAW},
        "officer": {D.APOLOGISE},
        "chief": {D.REOPEN, D.APOLOGISE},
    },
    S.CONCLUDED: {"officer": {D.DELIVER}},
    S.DELIVERED: {},
    S.REFUSED: {},
    S.WITHDRAWN: {},
    S.NEED_MORE: {"head": {D.ANSWER, D.WITHDRAW}},
    S.STOPPED: {},
}


@pytest.mark.parametrize("state", list(S))
def test_every_person_is_offered_exactly_their_steps(state, town):
    dossier = DossierFactory(state=state, plan=town.plan, officer=town.officer, by=town.clerk)
    offered = {
        name: set(steps)
        for name in PEOPLE
        if (steps := dossier_rules.actions_for(getattr(town, name), dossier))
    }
    assert offered == OFFERED[state]


def test_what_is_offered_is_what_the_map_allows(town):
    for state, name in itertools.product(S, PEOPLE):
        dossier = Dossier(state=state, unit=town.ward, officer=town.officer)
        if state == S.AWAITING_HEAD:
            continue
        for action in DOSSIER_FLOW.arrows:
            if dossier_rules.can_take(getattr(town, name), action, dossier):
                assert state in DOSSIER_FLOW.arrows[action].sources


def test_a_right_that_ended_yesterday_opens_nothing(town, at):
    dossier = DossierFactory(draft=True, plan=town.plan)
    person = UserFactory()
    GrantFactory(user=person, unit=town.ward, right="file_dossiers", ends_on=date(2023, 11, 19))
    assert not dossier_rules.can_view(person, dossier)
    assert not Dossier.objects.visible_to(person).exists()


def test_only_the_clerk_edits_and_only_a_draft(town):
    for state in S:
        dossier = Dossier(state=state, unit=town.ward)
        editors = {name for name in PEOPLE if dossier_rules.can_edit(getattr(town, name), dossier)}
        assert editors == ({"clerk"} if state == S.DRAFT else set())


@pytest.mark.parametrize("state", list(PlanState))
def test_only_an_approved_plan_of_this_year_carries_dossiers(state, town):
    plan = AwardPlanFactory(state=state, campaign__organiser=town.ward)
    assert dossier_rules.can_file_under(town.clerk, plan, town.ward) == (
        state == PlanState.APPROVED
    )


def test_a_plan_carries_dossiers_of_its_organiser_and_participants(town):
    assert not dossier_rules.can_file_under(town.stranger, town.plan, town.stranger.unit)
    town.plan.participants.add(town.stranger.unit)
    assert dossier_rules.can_file_under(town.stranger, town.plan, town.stranger.unit)
    assert not dossier_rules.can_file_under(town.head, town.plan, town.ward)
    assert not dossier_rules.can_file_under(town.clerk, town.plan, UnitFactory())


def test_a_plan_of_last_year_carries_nothing_more(town):
    old = AwardPlanFactory(approved=True, campaign__organiser=town.ward, review_year=2022)
    assert not dossier_rules.can_file_under(town.clerk, old, town.ward)


def test_other_categories_have_no_places_to_exceed(town):
    dossier = Dossier(category=Category.MERIT, plan=None, unit=town.ward)
    assert readiness_rules.quota_blockers(dossier, []) == []
    assert "GK" in set(award_type_queries.award_types_for(dossier).values_list("code", flat=True))
    asked = award_type_queries.award_types_for(DossierFactory(plan=town.plan))
    assert list(asked.values_list("code", flat=True)) == ["GK"]


def test_national_codes_begin_at_filing():
    assert {state: Dossier(state=state).national_code for state in S} == {
        S.DRAFT: None,
        S.AWAITING_HEAD: None,
        **NATIONAL_CODES,
    }


def test_the_right_to_a_step_of_a_line_is_asked_of_its_dossier():
    """A step with many lines asks once a dossier and state (`transitions/nominee.py`)."""
    asked = {arrow.right.on for arrow in NOMINATION_FLOW.arrows.values() if arrow.right}
    assert asked == {"", "dossier.unit"}

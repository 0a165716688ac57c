"""State × step × person over the maps of sessions and cases, by the rules and by the steps."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from council.enums import CaseState as C, Role, SessionState as S
from council.models import CouncilCase, CouncilMember, CouncilSession
from council.rules import case as case_rules, session as session_rules
from council.services import member as member_services
from council.transitions import case as case_transitions, session as session_transitions
from council.workflow import CASE_FLOW, SESSION_FLOW, CaseAction as A, SessionAction as E
from law.figures import VoteForm
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.council import CaseFactory, CouncilMemberFactory, SessionFactory, the_council
from tests.factories.units import UnitFactory, UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
KEEPERS = {"secretary", "standing"}


@pytest.fixture
def people(db):
    """One of each seat and office; the chair presides."""
    council, ward = the_council(4), UnitFactory()
    vice = CouncilMemberFactory(role=Role.VICE_CHAIR).person
    return {
        "chair": council.chair,
        "vice": vice,
        "standing": council.head,
        "member": council.members[0],
        "secretary": council.secretary,
        "administrator": UserFactory(administrator=True),
        "clerk": UserFactory(clerk=True, unit=ward),
        "head": UserFactory(head=True, unit=ward),
        "officer": UserFactory(officer=True),
        "nobody": UserFactory(),
    }


OF_SESSIONS = {
    S.PLANNED: {E.INVITE: KEEPERS, E.CANCEL: KEEPERS},
    S.INVITED: {E.INVITE: KEEPERS, E.START: KEEPERS, E.CANCEL: KEEPERS},
    S.UNDER_WAY: {E.FINISH: KEEPERS},
}


@pytest.mark.parametrize("state", list(S))
def test_every_step_of_a_session_belongs_to_exactly_these_hands(state, people):
    obj = CouncilSession(state=state, presider=people["chair"])
    found = {
        step: {name for name in people if step in session_rules.actions_for(people[name], obj)}
        for step in E
    }
    assert found == {step: OF_SESSIONS.get(state, {}).get(step, set()) for step in E}


PRESIDER, EITHER = {"chair"}, {"chair", "vice"}
OF_CASES = [
    (C.WAITING, None, VoteForm.SECRET, {A.SCHEDULE: KEEPERS, A.DISSOLVE: KEEPERS}),
    (C.WAITING, None, VoteForm.OPINION, {A.SEND_OUT: KEEPERS, A.DISSOLVE: KEEPERS}),
    (C.SCHEDULED, S.PLANNED, VoteForm.SECRET, {A.UNSCHEDULE: KEEPERS}),
    (C.SCHEDULED, S.INVITED, VoteForm.OPEN, {A.UNSCHEDULE: KEEPERS}),
    (C.SCHEDULED, S.UNDER_WAY, VoteForm.SECRET, {A.OPEN: PRESIDER, A.PUT_OFF: PRESIDER}),
    (C.VOTING, S.UNDER_WAY, VoteForm.SECRET, {A.CLOSE: PRESIDER, A.PUT_OFF: PRESIDER}),
    (C.VOTING, None, VoteForm.OPINION, {A.CLOSE: EITHER, A.PUT_OFF: EITHER}),
    (C.CLOSED, S.UNDER_WAY, VoteForm.SECRET, {}),
    (C.DISSOLVED, None, VoteForm.SECRET, {}),
]


@pytest.mark.parametrize(("state", "of_session", "form", "hands"), OF_CASES)
def test_every_step_of_a_case_belongs_to_exactly_these_hands(
    state, of_session, form, hands, people
):
    session = CouncilSession(pk=1, state=of_session, presider=people["chair"])
    case = CouncilCase(state=state, form=form, session=session if of_session else None)
    found = {
        step: {name for name in people if step in case_rules.actions_for(people[name], case)}
        for step in A
    }
    assert found == {step: hands.get(step, set()) for step in A}


def test_the_vice_chair_takes_over_where_the_presider_lost_the_seat(people):
    session = CouncilSession(pk=1, state=S.UNDER_WAY, presider=people["chair"])
    case = CouncilCase(state=C.VOTING, form=VoteForm.SECRET, session=session)
    assert not case_rules.can_take(people["vice"], A.CLOSE, case)
    CouncilMember.objects.filter(role=Role.CHAIR).update(ends_on=clock.today().replace(day=1))
    assert case_rules.can_take(people["vice"], A.CLOSE, case)
    assert not case_rules.can_take(people["secretary"], A.CLOSE, case)


CALLS = {
    E.INVITE: session_transitions.invite,
    E.START: session_transitions.start,
    E.FINISH: session_transitions.finish,
    E.CANCEL: lambda obj, by: session_transitions.cancel(obj, by=by, note="Lời."),
}


def in_state(state):
    """A session with a case, brought there by its steps."""
    case = CaseFactory()
    before = {S.CLOSED: S.UNDER_WAY, S.CANCELLED: S.INVITED}.get(state, state)
    obj = SessionFactory(cases=[case], state=before)
    council = the_council()
    if state == S.CLOSED:
        case_transitions.put_off(reread(case), by=council.chair, note="Thiếu giấy tờ.")
        session_transitions.finish(obj, by=council.secretary)
    if state == S.CANCELLED:
        session_transitions.cancel(obj, by=council.secretary, note="Trùng lịch.")
    return reread(obj)


def reread(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(S, E)))
def test_a_session_is_not_stepped_off_its_map_nor_by_another_hand(state, step, people):
    obj, arrow = in_state(state), SESSION_FLOW.arrows[step]
    is_open = state in arrow.sources
    for name in people:
        if is_open and name in KEEPERS:
            continue
        with pytest.raises(PermissionDenied if is_open else Refused), transaction.atomic():
            CALLS[step](reread(obj), by=people[name])
    assert reread(obj).state == state


def test_a_step_of_sql_off_the_map_is_refused():
    obj, case = SessionFactory(), CaseFactory()
    for row, state in ((obj, S.CLOSED), (obj, S.INVITED), (case, C.CLOSED), (case, C.DISSOLVED)):
        with pytest.raises(Error), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(Error), transaction.atomic():
        CouncilSession.objects.create(
            state=S.UNDER_WAY,
            held_on=obj.held_on,
            starts_at=obj.starts_at,
            place="Phòng họp",
            presider=obj.presider,
            secretary=obj.secretary,
        )


# --- the same click twice, another step meanwhile ------------------------------------------------


def test_the_same_click_twice_is_one_step():
    council = the_council()
    case = CaseFactory(scheduled=True)
    obj, seen = case.session, workflow.seen_mark(case.session)
    session_transitions.invite(obj, by=council.secretary, seen=seen)
    with pytest.raises(AlreadyDone):
        session_transitions.invite(obj, by=council.secretary, seen=seen)
    assert obj.events.count() == 1


def test_closing_twice_is_refused():
    council = the_council()
    case = CaseFactory(voting=True)
    seen = workflow.seen_mark(case)
    case_transitions.close_vote(case, by=council.chair, seen=seen)
    with pytest.raises(AlreadyDone):
        case_transitions.close_vote(reread(case), by=council.chair, seen=seen)
    with pytest.raises(Refused, match="đang ở trạng thái «Đã có kết quả»"):
        case_transitions.close_vote(reread(case), by=council.chair)
    assert case.events.filter(action=A.CLOSE).count() == 1


def test_a_step_from_a_stale_page_says_what_happened():
    council = the_council()
    case = CaseFactory(voting=True)
    seen = workflow.seen_mark(case)
    case_transitions.put_off(case, by=council.chair, note="Thiếu giấy tờ.", seen=seen)
    with pytest.raises(Stale, match="hội đồng để lại"):
        case_transitions.close_vote(reread(case), by=council.chair, seen=seen)


def test_every_right_of_the_maps_is_the_councils_own():
    for flow in (SESSION_FLOW, CASE_FLOW):
        for arrow in flow.arrows.values():
            assert arrow.right.permission in {"council.keep", "council.preside"}


def test_who_left_the_council_sees_nothing_of_it_any_more():
    council = the_council()
    case = CaseFactory(closed=True)
    member = council.members[0]
    assert CouncilCase.objects.visible_to(member).contains(case)
    row = CouncilMember.objects.get(person=member)
    yesterday = clock.today().fromordinal(clock.today().toordinal() - 1)
    member_services.end(row, ends_on=yesterday, by=None)
    left = User.objects.get(pk=member.pk)
    assert not CouncilCase.objects.visible_to(left).exists()
    assert not CouncilSession.objects.visible_to(left).exists()

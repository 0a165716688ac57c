"""Steps before the signature: what moves with them, what stops them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Quota
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.services import decision as decision_services
from dossiers.enums import NominationState
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.decisions.hands import approve, states_of, submit
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory, fingerprint, recommended
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def test_submitting_moves_the_lines_and_their_places(head):
    decision = DecisionFactory(persons=2, collectives=1)
    plan = decision.plan
    transitions.submit(
        decision,
        by=head,
        letter_number=" 112/TTr-PNV ",
        letter_on=date(2023, 11, 20),
        note="Đủ điều kiện.",
        seen=0,
        fingerprint=fingerprint(decision),
    )
    fresh = Decision.objects.get(pk=decision.pk)
    assert (fresh.state, fresh.letter_number) == (DecisionState.SUBMITTED, "112/TTr-PNV")
    assert states_of(decision) == {NominationState.WITH_CHAIRMAN}
    assert sum(q.with_chairman for q in Quota.objects.filter(plan=plan)) == 3
    assert "112/TTr-PNV" in fresh.draft.context["grounds"][-1]
    assert decision_services.check_draft(decision_services.lineup_now(fresh)).changed == []
    event = fresh.events.get()
    assert (event.by, event.note) == (head, "Đủ điều kiện.")


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (("", date(2023, 11, 20)), "Ghi số và ngày"),
        (("112/TTr-PNV", None), "Ghi số và ngày"),
        (("112/TTr-PNV", date(2023, 11, 21)), "chưa đến"),
    ],
)
def test_the_letter_needs_a_number_and_a_day_that_has_come(letter, words, head):
    with pytest.raises(Refused, match=words):
        transitions.submit(DecisionFactory(), by=head, letter_number=letter[0], letter_on=letter[1])


def test_only_the_head_of_noi_vu_submits(officer):
    with pytest.raises(PermissionDenied):
        submit(DecisionFactory(), officer)


def test_two_clicks_submit_once(head):
    decision = DecisionFactory()
    seen = seen_mark(decision)
    submit(decision, head, seen=seen)
    with pytest.raises(AlreadyDone):
        submit(decision, head, seen=seen)
    assert decision.events.count() == 1


def test_a_line_up_that_changed_since_the_page_was_shown_is_not_submitted(head, dossier, officer):
    decision = DecisionFactory(dossier=dossier)
    shown = fingerprint(decision)
    decision_services.add_lines(decision, recommended(dossier), by=officer)
    with pytest.raises(Stale, match="vừa được người khác sửa"):
        submit(decision, head, fingerprint=shown)


def test_a_reopened_dossier_keeps_its_lines_back(head, dossier):
    decision = DecisionFactory(dossier=dossier)
    dossier_transitions.reopen(dossier, by=head, note="Xem lại thành tích.")
    with pytest.raises(Refused, match="chưa kết luận thẩm định"):
        submit(decision, head)


def test_who_left_the_line_up_stays_behind_and_is_free(head, dossier):
    stays, goes = recommended(dossier, persons=2)
    decision = DecisionFactory(nominations=[stays, goes])
    unit_head = UserFactory(head=True, unit=dossier.unit)
    nominee_transitions.remove_line(goes, by=unit_head, note="Chuyển công tác.")
    submit(decision, head)
    assert [line.nomination for line in decision.lines.all()] == [stays]
    assert decision.events.get().facts == {"left_out": [goes.full_name]}


def test_recalling_gives_the_lines_back(head):
    decision = DecisionFactory(submitted=True, head=head)
    seen = seen_mark(decision)
    transitions.recall(decision, by=head, seen=seen)
    decision.refresh_from_db()
    assert decision.state == DecisionState.DRAFTED
    assert states_of(decision) == {NominationState.RECOMMENDED}
    assert sum(q.with_chairman for q in Quota.objects.all()) == 0
    with pytest.raises(AlreadyDone):
        transitions.recall(decision, by=head, seen=seen)


def test_the_chairman_sends_back_with_words(head):
    decision = DecisionFactory(submitted=True)
    with pytest.raises(Refused, match="Ghi ý kiến"):
        transitions.send_back(decision, by=chairman(), note="  ")
    transitions.send_back(decision, by=chairman(), note="Xem lại mức thưởng.")
    decision.refresh_from_db()
    assert decision.state == DecisionState.RETURNED
    assert states_of(decision) == {NominationState.RECOMMENDED}
    assert decision.events.newest_first().first().note == "Xem lại mức thưởng."
    submit(decision, head)  # a returned one is submitted again
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_discarding_is_final(officer, head):
    decision = DecisionFactory()
    transitions.discard(decision, by=officer)
    decision.refresh_from_db()
    assert decision.state == DecisionState.DISCARDED
    with pytest.raises(Refused, match="Đã bỏ"):
        submit(decision, head)


@pytest.mark.parametrize(
    ("call", "who"),
    [
        (lambda d, u: transitions.recall(d, by=u), "officer"),
        (lambda d, u: transitions.send_back(d, by=u, note="Không đúng."), "home_affairs_head"),
        (lambda d, u: approve(d, by=u), "home_affairs_head"),
        (lambda d, u: approve(d, by=u), "clerical"),
    ],
)
def test_the_wrong_hand_is_refused(call, who):
    decision = DecisionFactory(submitted=True)
    with pytest.raises(PermissionDenied):
        call(decision, UserFactory(**{who: True}))
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_each_step_of_an_issue_writes_its_lines_once():
    decision = DecisionFactory(submitted=True, persons=3)
    with CaptureQueriesContext(connection) as asked:
        approve(decision)
    writes = [sql["sql"] for sql in asked if 'UPDATE "dossiers_nomination"' in sql["sql"]]
    assert len(writes) == 2  # decided; awarded with the award
    assert states_of(decision) == {NominationState.AWARDED}

"""Several people at once, on real PostgreSQL: nobody gets more places or a number twice."""

import threading
from datetime import date
from functools import partial

import pytest
from django.db import connections, transaction

from campaigns.models import Quota, RatioCap
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import BudgetChange, Decision
from decisions.queries import fund as fund_queries
from decisions.services import decision as decision_services, fund as fund_services
from law.enums import SeriesPolicy
from law.models import NumberBook, NumberEntry
from law.services import number_book as number_book_services
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint, titled
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db(transaction=True)


def together(calls):
    """Run all calls at the same instant, each with a connection of its own."""
    start, came_of_it = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index):
        start.wait()
        try:
            came_of_it[index] = calls[index]()
        except Exception as error:
            came_of_it[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came_of_it


def made(make):
    """Rows as the suite's factories make them: each event in one transaction with its state."""
    with transaction.atomic():
        return make()


def signing(decision):
    signer, shown = chairman(), fingerprint(decision)
    fresh = Decision.objects.get(pk=decision.pk)
    return lambda: transitions.approve(fresh, by=signer, fingerprint=shown)


def of_one_plan(*, places, dossiers, decisions):
    """Submitted decisions of one person each, drawing on the same places."""
    plan = AwardPlanFactory(approved=True, persons=places)
    filed = [DossierFactory(appraised=True, persons=0, plan=plan) for _ in range(dossiers)]
    return plan, [
        DecisionFactory(dossier=filed[n % dossiers], submitted=True) for n in range(decisions)
    ]


def test_the_last_place_goes_to_one_and_the_other_is_told_who_took_it():
    plan, decisions = made(lambda: of_one_plan(places=1, dossiers=2, decisions=2))
    came_of_it = together([signing(decision) for decision in decisions])
    [issued] = [found for found in came_of_it if isinstance(found, Decision)]
    [refused] = [found for found in came_of_it if isinstance(found, Refused)]
    winner = issued.lines.get().nomination.full_name
    assert "chỉ tiêu 1, đã khen 1, quyết định này thêm 1" in refused.reasons[0]
    assert f"quyết định 01/QĐ-UBND: {winner}" in refused.reasons[1]
    places = Quota.objects.get(plan=plan, honouree_kind="person")
    assert (places.awarded, places.with_chairman) == (1, 1)
    states = set(Decision.objects.values_list("state", flat=True))
    assert states == {DecisionState.ISSUED, DecisionState.SUBMITTED}
    assert NumberEntry.objects.count() == 1


def test_fifty_signatures_at_once_get_fifty_numbers_in_a_row():
    decisions = made(lambda: [DecisionFactory(submitted=True) for _ in range(50)])
    came_of_it = together([signing(decision) for decision in decisions])
    assert [type(found) for found in came_of_it] == [Decision] * 50
    numbers = sorted(NumberEntry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 51))
    assert NumberBook.objects.get().last == 50
    symbols = Decision.objects.values_list("document__symbol", flat=True)
    assert len(set(symbols)) == 50


def test_two_keepers_who_type_one_number_get_it_once():
    def prepare():
        keeper = UserFactory(clerical=True)
        number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
        decisions = [DecisionFactory(submitted=True) for _ in range(2)]
        return keeper, [signing(decision)() for decision in decisions]

    keeper, approved = made(prepare)
    came_of_it = together(
        [
            partial(transitions.enter_number, row, number=96, on=date(2023, 11, 20), by=keeper)
            for row in approved
        ]
    )
    refused = [found for found in came_of_it if isinstance(found, Refused)]
    assert len(refused) == 1
    assert "đã dùng" in refused[0].reasons[0]
    assert list(NumberEntry.objects.values_list("number", flat=True)) == [96]


def test_decisions_of_one_dossier_do_not_wait_for_each_other_for_ever():
    plan, decisions = made(lambda: of_one_plan(places=30, dossiers=2, decisions=6))
    came_of_it = together([signing(decision) for decision in decisions])
    assert [type(found) for found in came_of_it] == [Decision] * 6
    assert Quota.objects.get(plan=plan, honouree_kind="person").awarded == 6


def test_a_double_click_is_one_signature():
    decision = made(lambda: DecisionFactory(submitted=True))
    signer, shown, seen = chairman(), fingerprint(decision), seen_mark(decision)

    def sign():
        row = Decision.objects.get(pk=decision.pk)
        return transitions.approve(row, by=signer, fingerprint=shown, seen=seen)

    came_of_it = together([sign, sign])
    assert {type(found) for found in came_of_it} == {Decision, AlreadyDone}
    assert NumberEntry.objects.count() == 1


def test_twenty_signatures_against_five_places_give_exactly_five_and_fifteen_reasons():
    plan, decisions = made(lambda: of_one_plan(places=5, dossiers=20, decisions=20))
    came_of_it = together([signing(decision) for decision in decisions])
    issued = [found for found in came_of_it if isinstance(found, Decision)]
    refused = [found for found in came_of_it if isinstance(found, Refused)]
    assert (len(issued), len(refused)) == (5, 15)
    for refusal in refused:
        assert "chỉ tiêu 5, đã khen 5, quyết định này thêm 1" in refusal.reasons[0]
        assert "chỉ tiêu đã dùng cho" in refusal.reasons[1]
    places = Quota.objects.get(plan=plan, honouree_kind="person")
    assert (places.awarded, places.with_chairman) == (5, 15)
    assert sorted(NumberEntry.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_the_last_title_of_a_ratio_goes_to_one_of_two_signatures():
    def two_schools_of_one_cap():
        unit = UnitFactory()
        titled(unit, "LDTT", 7, issued=True)  # 15 % of 7 is 1
        return [titled(unit, "CSTDCS", 1) for _ in range(2)]

    decisions = made(two_schools_of_one_cap)
    came_of_it = together([signing(decision) for decision in decisions])
    [_] = [found for found in came_of_it if isinstance(found, Decision)]
    [refused] = [found for found in came_of_it if isinstance(found, Refused)]
    assert "7 Lao động tiên tiến đã khen, 15 % là 1; đã khen 1" in refused.reasons[0]
    assert RatioCap.objects.get().awarded == 1


def test_two_officers_who_word_one_draft_at_once_leave_the_words_of_one():
    decision = made(DecisionFactory)
    people = [UserFactory(officer=True) for _ in range(2)]
    seen = fingerprint(decision)
    came_of_it = together(
        [
            partial(decision_services.edit, decision, reason=f"đã {word}", by=by, fingerprint=seen)
            for word, by in zip(("cứu người", "hiến đất"), people, strict=True)
        ]
    )
    [saved] = [result for result in came_of_it if isinstance(result, Decision)]
    assert sum(isinstance(result, Stale) for result in came_of_it) == 1
    assert Decision.objects.get(pk=decision.pk).reason == saved.reason
    assert [edit.after for edit in decision.edits.all()] == [saved.reason]


def test_two_officers_who_enter_one_budget_at_once_leave_one_figure():
    fund = fund_queries.usual()
    people = [UserFactory(officer=True) for _ in range(2)]
    came_of_it = together(
        [
            partial(fund_services.enter_budget, fund, 2023, amount_vnd=vnd, seen_vnd=None, by=by)
            for vnd, by in zip((100_000_000, 90_000_000), people, strict=True)
        ]
    )
    assert sum(isinstance(result, Stale) for result in came_of_it) == 1
    assert BudgetChange.objects.count() == 1

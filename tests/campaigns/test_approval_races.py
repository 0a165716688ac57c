"""Two hands on one desk, on real PostgreSQL: each plan is approved once, each number given once."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction

from campaigns.enums import PlanState
from campaigns.models import AwardPlan, PlanAnnouncement
from campaigns.services import dry_run as dry_run_services
from campaigns.services.dry_run import Wanted
from campaigns.transitions import plan as plan_transitions
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """Run the calls at the same instant, each with a connection of its own."""
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


@pytest.fixture
def desk(at):
    """Three plans before two people who may approve."""
    at(date(2023, 2, 28))
    signers = [UserFactory(chairman=True) for _ in range(2)]
    for signer in signers:
        SignatoryFactory(user=signer)
    with transaction.atomic():
        plans = [AwardPlanFactory(appraised=True) for _ in range(3)]
    return plans, signers


def confirming(plans, signer):
    facts = dry_run_services.facts([Wanted(plan, {}) for plan in plans], signer, clock.today())
    return lambda: plan_transitions.approve_many(facts, by=signer)


def approved_once(plans):
    assert {plan.state for plan in AwardPlan.objects.all()} == {PlanState.APPROVED}
    symbols = sorted(notice.document.symbol for notice in PlanAnnouncement.objects.all())
    assert symbols == [f"{number:02d}/TB-UBND" for number in range(1, len(plans) + 1)]


def test_two_chairmen_confirm_the_same_plans(desk):
    plans, (one, other) = desk
    results = together(confirming(plans, one), confirming(plans[::-1], other))
    assert [isinstance(result, list) for result in results].count(True) == 1
    assert any(isinstance(result, Stale) for result in results)
    approved_once(plans)


def test_one_chairman_clicks_twice(desk):
    plans, (one, _) = desk
    results = together(confirming(plans, one), confirming(plans, one))
    assert [isinstance(result, list) for result in results].count(True) == 1
    assert any(isinstance(result, AlreadyDone) for result in results)
    approved_once(plans)


def test_overlapping_batches_do_not_deadlock(desk):
    plans, (one, other) = desk
    first, second, third = plans
    results = together(confirming([first, second], one), confirming([third, second], other))
    assert [isinstance(result, list) for result in results].count(True) == 1
    assert any(isinstance(result, Stale) for result in results)
    second.refresh_from_db()
    assert second.state == PlanState.APPROVED
    assert AwardPlan.objects.filter(state=PlanState.APPROVED).count() == 2
    assert PlanAnnouncement.objects.count() == 2


def test_a_return_meets_a_confirmation(desk):
    plans, (one, other) = desk
    first = AwardPlan.objects.get(pk=plans[0].pk)
    results = together(
        confirming(plans, one),
        lambda: plan_transitions.return_plan(first, by=other, note="Xem lại."),
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    approved = AwardPlan.objects.filter(state=PlanState.APPROVED).count()
    assert approved == (0 if isinstance(results[0], Refused) else 3)
    assert PlanAnnouncement.objects.count() == approved

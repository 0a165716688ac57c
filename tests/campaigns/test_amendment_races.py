"""A decision takes a place while an amendment lowers the row: in either order the law holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.enums import AmendmentState as S
from campaigns.models import PlanAmendment, Quota
from campaigns.queries import quota as quota_queries
from campaigns.transitions import amendment as amendment_transitions
from decisions import transitions as decisions
from dossiers.models import Nomination
from nganam_awards.core.refusals import Refused
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.test_lock_order import LOCKED


@pytest.fixture
def lowered(transactional_db) -> PlanAmendment:
    """15 → 13 before the Chairman; 12 awarded, one with him: exactly 13 are held."""
    with transaction.atomic():
        plan = AwardPlanFactory(approved=True)
        row = plan.quotas.get(honouree_kind="person")
        quota_queries.move([(row.pk, None, "awarded")] * 12 + [(row.pk, None, "with_chairman")])
        quota_queries.move([(row.pk, None, "recommended")])
    return PlanAmendmentFactory(plan=plan, persons=13, state=S.APPRAISED)


def in_thread(call: Callable[[], object]) -> str:
    try:
        call()
    except Refused as refusal:
        return " ".join(refusal.reasons)
    finally:
        connections.close_all()
    return "ok"


def row_of(amendment: PlanAmendment) -> Quota:
    return amendment.plan.quotas.get(honouree_kind="person")


def test_places_taken_first_stop_the_amendment(lowered):
    """The decision holds the row; the amendment waits for it and then sees 14 held."""
    signer, row = chairman(), row_of(lowered)
    is_held, may_end = Event(), Event()

    def submit() -> None:
        with transaction.atomic():
            quota_queries.move([(row.pk, "recommended", "with_chairman")])
            is_held.set()
            may_end.wait(timeout=30)

    def approve() -> None:
        is_held.wait(timeout=30)
        amendment_transitions.approve(lowered, by=signer)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_thread, submit)
        second = pool.submit(in_thread, approve)
        is_held.wait(timeout=30)
        _wait_for_a_lock()
        may_end.set()
        assert first.result(timeout=30) == "ok"
        assert "phải từ 14 trở lên" in second.result(timeout=30)
    row.refresh_from_db()
    assert (row.limit, row.awarded, row.with_chairman) == (15, 12, 2)
    lowered.refresh_from_db()
    assert lowered.state == S.APPRAISED


def test_an_amendment_in_force_first_stops_the_decision(lowered):
    """The amendment holds the row; the decision waits for it and then finds 13 places, not 15."""
    signer, row = chairman(), row_of(lowered)
    is_held, may_end = Event(), Event()

    def approve() -> None:
        with transaction.atomic():
            amendment_transitions.approve(lowered, by=signer)
            is_held.set()
            may_end.wait(timeout=30)

    def award() -> None:
        is_held.wait(timeout=30)
        with transaction.atomic():
            quota_queries.move(
                [(row.pk, "with_chairman", "awarded"), (row.pk, "recommended", "awarded")]
            )

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_thread, approve)
        second = pool.submit(in_thread, award)
        is_held.wait(timeout=30)
        _wait_for_a_lock()
        may_end.set()
        assert first.result(timeout=30) == "ok"
        assert "chỉ tiêu 13, đã khen 12, quyết định này thêm 2" in second.result(timeout=30)
    row.refresh_from_db()
    assert (row.limit, row.awarded) == (13, 12)


def test_both_at_the_same_instant(lowered):
    """Whoever comes first: never more awarded than approved, and one of the two may be told no."""
    signer, row = chairman(), row_of(lowered)
    start = Barrier(2)

    def approve() -> None:
        start.wait(timeout=30)
        amendment_transitions.approve(lowered, by=signer)

    def award() -> None:
        start.wait(timeout=30)
        with transaction.atomic():
            quota_queries.move(
                [(row.pk, "with_chairman", "awarded"), (row.pk, "recommended", "awarded")]
            )

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(in_thread, call) for call in (approve, award)]
        told = [answer.result(timeout=30) for answer in answers]
    assert sorted(answer == "ok" for answer in told) == [False, True]
    row.refresh_from_db()
    assert row.awarded <= row.limit
    assert (row.limit, row.awarded) in {(13, 12), (15, 14)}


def test_a_signature_and_an_amendment_down_to_its_lines_both_stand(transactional_db):
    """Lines before the Chairman are safe: 15 → 3 while he signs for exactly three persons."""
    with transaction.atomic():
        decision = DecisionFactory(submitted=True, persons=3)
        plan = Nomination.objects.filter(state="with_chairman").first().dossier.plan
        amendment = PlanAmendmentFactory(plan=plan, persons=3, state=S.APPRAISED)
    signer, seen, start = chairman(), fingerprint(decision), Barrier(2)

    def sign() -> None:
        start.wait(timeout=30)
        decisions.approve(decision, by=signer, fingerprint=seen)

    def approve() -> None:
        start.wait(timeout=30)
        amendment_transitions.approve(amendment, by=signer)

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(in_thread, call) for call in (sign, approve)]
        assert [answer.result(timeout=60) for answer in answers] == ["ok", "ok"]
    row = row_of(amendment)
    assert (row.limit, row.awarded, row.with_chairman) == (3, 3, 0)


def test_plan_then_amendment_then_rows_are_locked_in_the_order_of_the_law(lowered):
    signer = chairman()
    with CaptureQueriesContext(connection) as queries:
        amendment_transitions.approve(lowered, by=signer)
    tables = [found[1] for q in queries.captured_queries if (found := LOCKED.match(q["sql"]))]
    assert list(dict.fromkeys(tables)) == [
        "campaigns_awardplan",
        "campaigns_planamendment",
        "campaigns_quota",
        "law_numberbook",
    ]
    locking = [q["sql"] for q in queries.captured_queries if '"campaigns_quota"' in q["sql"]]
    assert any("FOR NO KEY UPDATE" in sql and "ORDER BY" in sql for sql in locking)
    assert lowered.events.newest_first().first().target == S.APPROVED


def _wait_for_a_lock() -> None:
    """Until somebody in this database stands before a lock that another holds."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    with connection.cursor() as cursor:
        for _ in range(300):
            cursor.execute(f"{waiting} AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("nobody waited")

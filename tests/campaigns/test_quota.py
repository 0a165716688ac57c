"""Places: which row a line draws on, how counters move, who gets the last place."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from campaigns.models import Quota
from campaigns.queries import quota as quota_queries
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory, town_certificate
from tests.factories.units import UnitFactory


def counters(row: Quota) -> tuple[int, int, int, int]:
    row.refresh_from_db()
    return (row.proposed, row.recommended, row.with_chairman, row.awarded)


@pytest.mark.django_db
def test_a_line_walks_from_counter_to_counter():
    row = QuotaFactory(limit=3)
    quota_queries.move([(row.pk, None, "proposed")] * 3)
    assert counters(row) == (3, 0, 0, 0)
    quota_queries.move([(row.pk, "proposed", "recommended")] * 2 + [(row.pk, "proposed", None)])
    assert counters(row) == (0, 2, 0, 0)
    quota_queries.move([(row.pk, "recommended", "with_chairman"), (row.pk, "recommended", None)])
    quota_queries.move([(row.pk, "with_chairman", "awarded")])
    assert counters(row) == (0, 0, 0, 1)
    assert (row.held, row.left) == (1, 2)


@pytest.mark.django_db
def test_a_line_without_a_place_moves_nothing(django_assert_num_queries):
    row = QuotaFactory()
    with django_assert_num_queries(0):
        quota_queries.move([(None, None, "proposed"), (row.pk, "proposed", "proposed")])
    assert counters(row) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_many_lines_cost_two_statements(django_assert_num_queries):
    rows = [QuotaFactory(limit=50) for _ in range(4)]
    with transaction.atomic(), django_assert_num_queries(2):
        quota_queries.move([(row.pk, None, "proposed") for row in rows for _ in range(40)])
    assert {counters(row)[0] for row in rows} == {40}


@pytest.mark.django_db
def test_more_than_approved_may_be_asked_but_not_given():
    row = QuotaFactory(limit=2)
    quota_queries.move([(row.pk, None, "proposed")] * 4)
    row.refresh_from_db()
    assert row.left == -2
    quota_queries.move([(row.pk, "proposed", "with_chairman")] * 4)
    with pytest.raises(quota_queries.PlacesTaken) as caught:
        quota_queries.move([(row.pk, "with_chairman", "awarded")] * 3)
    assert [(found.pk, more) for found, more in caught.value.rows] == [(row.pk, 3)]
    assert caught.value.reasons == (
        "Giấy khen, cá nhân: chỉ tiêu 2, đã khen 0, quyết định này thêm 3.",
    )
    assert counters(row) == (0, 0, 4, 0)


@pytest.mark.django_db
def test_giving_back_is_always_possible():
    row = QuotaFactory(limit=1)
    quota_queries.move([(row.pk, None, "with_chairman")] * 2)
    quota_queries.move([(row.pk, "with_chairman", "awarded")])
    quota_queries.move([(row.pk, "awarded", None), (row.pk, "with_chairman", "awarded")])
    assert counters(row) == (0, 0, 0, 1)


@pytest.mark.django_db
def test_the_database_counts_too():
    row = QuotaFactory(limit=2)
    with pytest.raises(IntegrityError, match="awarded_within_limit"), transaction.atomic():
        Quota.objects.filter(pk=row.pk).update(awarded=3)
    with pytest.raises(IntegrityError, match="proposed"), transaction.atomic():
        Quota.objects.filter(pk=row.pk).update(proposed=-1)


class CountersAddUp(TestCase):
    """Whatever moves come in whatever order, the counters say how many lines stand where."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 7), st.sampled_from([None, *quota_queries.COUNTERS])),
            max_size=40,
        )
    )
    def test_counters_are_a_census(self, walks):
        row = QuotaFactory(limit=8)
        stands: dict[int, str | None] = dict.fromkeys(range(8))
        for line, target in walks:
            quota_queries.move([(row.pk, stands[line], target)])
            stands[line] = target
        census = Counter(place for place in stands.values() if place)
        assert counters(row) == tuple(census[name] for name in quota_queries.COUNTERS)
        assert row.left == 8 - sum(census.values())

    @settings(max_examples=40, deadline=None)
    @given(st.integers(1, 6), st.lists(st.integers(1, 4), max_size=8))
    def test_no_order_of_awards_exceeds_the_limit(self, limit, batches):
        row = QuotaFactory(limit=limit)
        given_away = 0
        for batch in batches:
            fits = given_away + batch <= limit
            try:
                with transaction.atomic():
                    quota_queries.move([(row.pk, None, "awarded")] * batch)
            except quota_queries.PlacesTaken:
                assert not fits
            else:
                assert fits
                given_away += batch
        assert counters(row) == (0, 0, 0, given_away)


# which row a line draws on


@pytest.mark.django_db
def test_a_share_of_its_own_comes_before_the_rest():
    ward, other = UnitFactory(), UnitFactory()
    plan = AwardPlanFactory(approved=True, participants=[ward, other])
    share = QuotaFactory(plan=plan, honouree_kind=HonoureeKind.PERSON, unit=ward, limit=2)
    rows = quota_queries.rows_by_place(plan)
    certificate = town_certificate().pk
    assert quota_queries.row_for(rows, certificate, "person", ward.pk) == share
    common = quota_queries.row_for(rows, certificate, "person", other.pk)
    assert (common.unit_id, common.limit) == (None, 15)
    title = AwardType.objects.get(code="LDTT").pk
    assert quota_queries.row_for(rows, title, "person", ward.pk) is None


@pytest.mark.django_db
def test_17_of_15_is_said_with_its_row():
    plan = AwardPlanFactory(approved=True)
    unit, certificate = plan.campaign.organiser_id, town_certificate().pk
    lines = [(certificate, "person", unit)] * 17 + [(certificate, "collective", unit)] * 8
    rows = quota_queries.rows_by_place(plan)
    assert quota_queries.excess(rows, lines) == [
        "Giấy khen, cá nhân: hồ sơ đề nghị 17/15. Bớt 2 trường hợp."
    ]
    assert quota_queries.excess(rows, lines[2:]) == []
    assert quota_queries.excess(rows, [(certificate, "household", unit)] * 3) == [
        "Kế hoạch không có chỉ tiêu cho 3 trường hợp «hộ gia đình»."
    ]


# twenty at once


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_five_places():
    row = QuotaFactory(limit=5)
    other = QuotaFactory(plan=row.plan, honouree_kind=HonoureeKind.COLLECTIVE, limit=100)
    with transaction.atomic():
        quota_queries.move([(row.pk, None, "with_chairman")] * 20)
    start = Barrier(20)

    def approve(number: int) -> str:
        try:
            start.wait(timeout=30)
            # Half of them name the rows in the other order: locks are taken by key all the same.
            moves = [(row.pk, "with_chairman", "awarded"), (other.pk, None, "proposed")]
            with transaction.atomic():
                quota_queries.move(moves if number % 2 else reversed(moves))
        except quota_queries.PlacesTaken as refusal:
            return refusal.reasons[0]
        finally:
            connections.close_all()
        return "ok"

    with ThreadPoolExecutor(20) as pool:
        answers = Counter(pool.map(approve, range(20)))
    assert answers == {
        "ok": 5,
        "Giấy khen, cá nhân: chỉ tiêu 5, đã khen 5, quyết định này thêm 1.": 15,
    }
    assert counters(row) == (0, 0, 15, 5)
    assert counters(other) == (5, 0, 0, 0)
    assert connection.vendor == "postgresql"


def test_places_taken_is_a_refusal():
    assert issubclass(quota_queries.PlacesTaken, Refused)

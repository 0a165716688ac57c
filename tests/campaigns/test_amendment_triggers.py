"""What PostgreSQL itself refuses of an amendment: states, events, rows that make no sense."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import IntegrityError, InternalError

from campaigns.enums import AmendmentState as S
from campaigns.models import AmendedQuota, AmendmentEvent, PlanAmendment, Quota
from campaigns.workflow import AMENDMENT_FLOW
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory


pytestmark = pytest.mark.django_db
STRAY = [(a, b) for a in S.values for b in S.values if a != b]


@pytest.mark.parametrize(("source", "target"), STRAY)
def test_a_stray_update(source, target):
    """Also along a legal arrow: without its event the state does not move."""
    amendment = PlanAmendmentFactory(state=source)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        PlanAmendment.objects.filter(pk=amendment.pk).update(state=target)
    amendment.refresh_from_db()
    assert amendment.state == source


@pytest.mark.parametrize(
    ("source", "target"), [pair for pair in STRAY if pair not in AMENDMENT_FLOW.pairs()]
)
def test_a_step_off_the_map_even_with_its_event(source, target):
    amendment = PlanAmendmentFactory(state=source)
    with pytest.raises(InternalError, match="Invalid transition"):
        step(amendment, source, target)


@transaction.atomic
def step(amendment, source, target):
    AmendmentEvent.objects.create(amendment=amendment, action="x", source=source, target=target)
    PlanAmendment.objects.filter(pk=amendment.pk).update(state=target)


def test_an_event_of_another_step_does_not_cover_it():
    amendment = PlanAmendmentFactory(state=S.SUBMITTED)
    AmendmentEvent.objects.create(
        amendment=amendment, action="x", source="submitted", target="appraised"
    )
    with pytest.raises(IntegrityError, match="state without its event"), transaction.atomic():
        PlanAmendment.objects.filter(pk=amendment.pk).update(state="draft")
    PlanAmendment.objects.filter(pk=amendment.pk).update(state="appraised")


@pytest.mark.parametrize("state", [s for s in S.values if s != S.DRAFT])
def test_born_in_another_state(state):
    plan = AwardPlanFactory(approved=True)
    fields = {"reason": "Lý do.", "content": plan.content, "review_on": plan.review_on}
    fields |= {"approved_on": date(2023, 6, 1), "before": {}}
    by = PlanAmendmentFactory().drafted_by
    with pytest.raises(IntegrityError, match="a new row starts as draft"), transaction.atomic():
        PlanAmendment.objects.create(plan=plan, drafted_by=by, state=state, **fields)


def test_an_event_without_a_state():
    amendment = PlanAmendmentFactory()
    AmendmentEvent.objects.create(
        amendment=amendment, action="x", source="draft", target="awaiting_head"
    )
    refused = pytest.raises(IntegrityError, match="event without a state")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does
    PlanAmendment.objects.filter(pk=amendment.pk).update(state="awaiting_head")


def test_events_are_written_once():
    event = PlanAmendmentFactory(state=S.APPROVED).events.first()
    with pytest.raises(InternalError), transaction.atomic():
        AmendmentEvent.objects.filter(pk=event.pk).update(note="khác")
    with pytest.raises(InternalError), transaction.atomic():
        AmendmentEvent.objects.filter(pk=event.pk).delete()


def sentences(row: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.messages


@pytest.mark.parametrize("ended", [S.APPROVED, S.REFUSED, S.WITHDRAWN])
def test_one_open_amendment_a_plan(ended):
    old = PlanAmendmentFactory(state=ended)
    first = PlanAmendmentFactory(plan=old.plan)
    fields = {"reason": "Lý do.", "content": "Nội dung", "review_on": date(2023, 12, 1)}
    second = PlanAmendment(plan=old.plan, drafted_by=first.drafted_by, **fields)
    assert sentences(second) == ["Kế hoạch này đang có một bản điều chỉnh chưa xong."]
    with pytest.raises(IntegrityError, match="one_open_amendment_per_plan"), transaction.atomic():
        second.save()


def test_an_amendment_says_why_and_an_approved_one_what_was_before():
    amendment = PlanAmendmentFactory(state=S.APPROVED)
    amendment.before = None
    assert sentences(amendment) == [
        "Bản điều chỉnh đã duyệt phải có ngày duyệt và nội dung trước điều chỉnh."
    ]
    with pytest.raises(IntegrityError, match="amendment_says_why"), transaction.atomic():
        PlanAmendment.objects.filter(pk=amendment.pk).update(reason="")


def test_a_row_stands_once():
    row = PlanAmendmentFactory().quotas.first()
    place = {name: getattr(row, name) for name in ("award_type", "honouree_kind", "unit")}
    twin = AmendedQuota(amendment=row.amendment, limit=3, **place)
    assert sentences(twin) == ["Chỉ tiêu này đã có một dòng trong bản điều chỉnh."]


def test_no_place_at_all_only_in_a_row_that_was_asked_once():
    row = QuotaFactory(limit=5)
    with pytest.raises(IntegrityError, match="quota_is_a_number"), transaction.atomic():
        Quota.objects.filter(pk=row.pk).update(limit=0)
    Quota.objects.filter(pk=row.pk).update(limit=0, asked=0)

"""What PostgreSQL itself refuses, whoever asks: states, events, and rows that make no sense."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import IntegrityError, InternalError

from campaigns.enums import Exclusion, PlanState
from campaigns.models import AwardPlan, Campaign, PlanEvent, Quota
from campaigns.workflow import FLOW
from tests.factories.campaigns import (
    AwardPlanFactory,
    CampaignFactory,
    QuotaFactory,
    town_certificate,
)


pytestmark = pytest.mark.django_db
LEGAL = set(FLOW.pairs())
STRAY = [(a, b) for a in PlanState.values for b in PlanState.values if a != b]


def plan_in(state: str, **fields: object) -> AwardPlan:
    marks = {} if state == PlanState.DRAFT else {state: True}
    return AwardPlanFactory(**marks, **fields)


@pytest.mark.parametrize(("source", "target"), STRAY)
def test_a_stray_update(source, target):
    """Also along a legal arrow: without its event the state does not move."""
    plan = plan_in(source)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        AwardPlan.objects.filter(pk=plan.pk).update(state=target)
    plan.refresh_from_db()
    assert plan.state == source


def test_an_old_event_does_not_cover_a_new_step():
    plan = plan_in(PlanState.DRAFT)
    for source, target in (("draft", "awaiting_head"), ("awaiting_head", "draft")):
        PlanEvent.objects.create(plan=plan, action="x", source=source, target=target)
        AwardPlan.objects.filter(pk=plan.pk).update(state=target)
    with pytest.raises(IntegrityError, match="state without its event"), transaction.atomic():
        AwardPlan.objects.filter(pk=plan.pk).update(state="awaiting_head")


def test_an_event_of_another_step_does_not_cover_it():
    plan = plan_in(PlanState.SUBMITTED)
    PlanEvent.objects.create(plan=plan, action="x", source="submitted", target="appraised")
    with pytest.raises(IntegrityError, match="state without its event"), transaction.atomic():
        AwardPlan.objects.filter(pk=plan.pk).update(state="draft")
    AwardPlan.objects.filter(pk=plan.pk).update(state="appraised")


@pytest.mark.parametrize("state", [s for s in PlanState.values if s != PlanState.DRAFT])
def test_born_in_another_state(state):
    campaign = CampaignFactory()
    fields = {"approved_on": date(2023, 2, 28), "exclusions": [Exclusion.LAW]}
    with pytest.raises(IntegrityError, match="a new row starts as draft"), transaction.atomic():
        AwardPlan.objects.create(
            campaign=campaign,
            review_year=2023,
            review_kind="final",
            review_on=date(2023, 12, 1),
            content="Nội dung",
            state=state,
            **fields,
        )


def test_an_event_without_a_state():
    plan = plan_in(PlanState.DRAFT)
    PlanEvent.objects.create(plan=plan, action="x", source="draft", target="awaiting_head")
    refused = pytest.raises(IntegrityError, match="event without a state")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does
    AwardPlan.objects.filter(pk=plan.pk).update(state="awaiting_head")


def test_events_are_written_once():
    event = plan_in(PlanState.APPROVED).events.first()
    with pytest.raises(InternalError), transaction.atomic():
        PlanEvent.objects.filter(pk=event.pk).update(note="khác")
    with pytest.raises(InternalError), transaction.atomic():
        PlanEvent.objects.filter(pk=event.pk).delete()


# constraints, each with a sentence for the clerk


def sentences(row: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.messages


def test_a_campaign_ends_after_it_began():
    campaign = CampaignFactory.build(
        organiser=CampaignFactory().organiser,
        starts_on=date(2023, 5, 1),
        ends_on=date(2023, 4, 1),
        name="Ngược ngày",
    )
    assert "Ngày phát động không được sau ngày tổng kết." in sentences(campaign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(starts_on=date(2030, 1, 1), ends_on=date(2020, 1, 1))


def test_one_plan_a_year():
    plan = plan_in(PlanState.DRAFT)
    again = AwardPlan(
        campaign=plan.campaign,
        review_year=2023,
        review_kind="interim",
        review_on=date(2023, 6, 1),
        content="Nội dung",
    )
    assert sentences(again) == ["Phong trào này đã có kế hoạch khen thưởng của năm đó."]


def test_a_plan_is_approved_in_its_year():
    plan = plan_in(PlanState.APPROVED)
    plan.approved_on = date(2024, 1, 3)
    assert sentences(plan) == [
        "Kế hoạch phải được duyệt trong chính năm sơ kết, tổng kết hoặc đại hội."
    ]
    plan.approved_on = None
    assert sentences(plan) == ["Kế hoạch đã duyệt phải có ngày duyệt."]


def test_a_refused_plan_says_why():
    plan = plan_in(PlanState.REFUSED)
    plan.exclusions = []
    assert sentences(plan) == ["Kế hoạch bị từ chối phải ghi lý do loại trừ."]


def test_places_are_a_number_and_stand_once():
    row = QuotaFactory(limit=5)
    row.limit = 0
    assert "Chỉ tiêu phải là một số cụ thể từ 1 trở lên." in sentences(row)
    row.limit, row.awarded = 5, 6
    assert sentences(row) == ["Số đã khen không được vượt chỉ tiêu đã duyệt."]
    twin = Quota(
        plan=row.plan, award_type=town_certificate(), honouree_kind=row.honouree_kind, limit=1
    )
    assert sentences(twin) == ["Chỉ tiêu này đã có một dòng; sửa dòng đó thay vì thêm."]


def test_every_pair_of_the_map_is_walked_by_the_factory():
    """The factories go the legal way; a pair missing here would be a hole in these tests."""
    walked = set()
    for state in PlanState.values:
        events = plan_in(state).events.values_list("source", "target")
        walked |= set(events)
    assert walked <= LEGAL

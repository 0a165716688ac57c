"""Amendments in every state, each with the events that led there."""

from datetime import datetime, time

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from campaigns.enums import AmendmentState as S
from campaigns.models import AmendedQuota, AmendmentEvent, PlanAmendment
from campaigns.queries import diff as diff_queries
from campaigns.workflow import AMENDMENT_FLOW, AmendmentAction as A
from nganam_awards.core import clock
from nganam_awards.core.clock import OFFICE_ZONE
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.units import UserFactory


_APPRAISED = [A.HAND_OVER, A.CONFIRM, A.APPRAISE]
WAYS = {
    S.DRAFT: [],
    S.AWAITING_HEAD: [A.HAND_OVER],
    S.SUBMITTED: [A.HAND_OVER, A.CONFIRM],
    S.APPRAISED: _APPRAISED,
    S.APPROVED: [*_APPRAISED, A.APPROVE],
    S.REFUSED: [A.HAND_OVER, A.CONFIRM, A.REFUSE],
    S.WITHDRAWN: [A.HAND_OVER, A.TAKE_BACK, A.WITHDRAW],
}


class PlanAmendmentFactory(DjangoModelFactory):
    """An amendment of an approved plan of 2023: 15 persons become `persons` (12).

    `PlanAmendmentFactory(plan=plan, state="submitted", persons=13, content="…")`. An approved one
    has its snapshot, but the plan is not rewritten: who needs that takes the real step.
    """

    class Meta:
        model = PlanAmendment

    plan = factory.SubFactory(AwardPlanFactory, approved=True)
    reason = "Số người tham gia giảm sau khi sáp nhập khóm."
    content = factory.SelfAttribute("plan.content")
    review_on = factory.SelfAttribute("plan.review_on")
    drafted_by = factory.SubFactory(
        UserFactory, clerk=True, unit=factory.SelfAttribute("..plan.campaign.organiser")
    )
    state = S.DRAFT
    by = None
    persons = 12

    @classmethod
    def _create(
        cls,
        model_class: type[PlanAmendment],
        *args: object,
        state: str,
        by: object,
        persons: int,
        **fields: object,
    ) -> PlanAmendment:
        with transaction.atomic():
            amendment = model_class.objects.create(**fields)
            for row in amendment.plan.quotas.order_by("pk"):
                limit = persons if row.honouree_kind == "person" else row.limit
                place = vars(diff_queries.place_of(row))
                AmendedQuota.objects.create(amendment=amendment, **place, limit=limit)
            _walk(amendment, state, by)
        return amendment


def _walk(amendment: PlanAmendment, state: str, by: object) -> None:
    """Take the way to the state as the triggers demand it: each event before its state."""
    today = clock.today()
    for action in WAYS[S(state)]:
        target = AMENDMENT_FLOW.arrows[action].target
        AmendmentEvent.objects.create(
            amendment=amendment,
            action=action,
            source=amendment.state,
            target=target,
            by=by,
            happened_at=datetime.combine(today, time(9), tzinfo=OFFICE_ZONE),
        )
        amendment.state = target
        if action == A.CONFIRM:
            amendment.submitted_on = today
        if action in {A.APPROVE, A.REFUSE, A.WITHDRAW}:
            rows = amendment.plan.quotas.for_meter()
            amendment.before = diff_queries.snapshot(amendment.plan, rows)
        if action == A.APPROVE:
            amendment.approved_on = today
        amendment.save()

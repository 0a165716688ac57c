"""Campaigns and award plans in every state, each with the events that led there."""

import hashlib
from datetime import date, datetime, time

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from campaigns.enums import AppraisalItem, Exclusion, PlanState, ReviewKind
from campaigns.models import (
    AppraisalAnswer,
    AwardPlan,
    Campaign,
    Criterion,
    PlanEvent,
    PlanFile,
    Quota,
    Standard,
)
from campaigns.workflow import FLOW, PlanAction
from law.enums import Capacity, HonoureeKind
from law.models import Authority, AwardType, CampaignTheme, Signatory
from nganam_awards.core.clock import OFFICE_ZONE
from tests.factories.files import TINY_PDF
from tests.factories.units import LONG_AGO, UnitFactory, UserFactory


# (step, month, day): the usual way of a plan through its year (sent 10/02, approved 28/02).
_FIRST_STEPS = [
    (PlanAction.HAND_OVER, 2, 9),
    (PlanAction.CONFIRM, 2, 10),
    (PlanAction.APPRAISE, 2, 20),
    (PlanAction.APPROVE, 2, 28),
]
WAYS = {
    PlanState.DRAFT: [],
    PlanState.AWAITING_HEAD: _FIRST_STEPS[:1],
    PlanState.SUBMITTED: _FIRST_STEPS[:2],
    PlanState.APPRAISED: _FIRST_STEPS[:3],
    PlanState.APPROVED: _FIRST_STEPS,
    PlanState.CLOSED: [*_FIRST_STEPS, (PlanAction.CLOSE, 12, 29)],
    PlanState.CANCELLED: [*_FIRST_STEPS, (PlanAction.CANCEL, 6, 15)],
    PlanState.REFUSED: [*_FIRST_STEPS[:2], (PlanAction.REFUSE, 2, 17)],
}


def town_certificate() -> AwardType:
    """Giấy khen of the town's Chairman, from the loaded catalogue."""
    return AwardType.objects.get(code="GK")


class CampaignFactory(DjangoModelFactory):
    """A movement of a ward; `organiser=unit` for another body."""

    class Meta:
        model = Campaign

    name = factory.Sequence(
        lambda n: f"Chung sức xây dựng nông thôn mới, đô thị văn minh, đợt {n + 1}"
    )
    theme = factory.LazyFunction(lambda: CampaignTheme.objects.get(code="DIEN_HINH"))
    organiser = factory.SubFactory(UnitFactory)
    starts_on = date(2021, 3, 1)
    ends_on = date(2023, 12, 15)


class AwardPlanFactory(DjangoModelFactory):
    """A complete plan of 2023: 8 collectives and 15 persons may get the town's Giấy khen.

    `AwardPlanFactory(approved=True, campaign__organiser=ward, households=4, participants=[other])`;
    `bare=True` leaves out criteria, standards, places and the file; filing is open all year.
    """

    class Meta:
        model = AwardPlan
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    review_year = 2023
    review_kind = ReviewKind.FINAL
    review_on = factory.LazyAttribute(lambda o: date(o.review_year, 12, 15))
    content = "Vận động nhân dân hiến đất, góp công làm đường, trồng hoa, giữ khóm ấp xanh, sạch."
    paper_number = "12/KH-UBND"
    paper_on = factory.LazyAttribute(lambda o: date(o.review_year, 2, 8))
    filing_opens_on = factory.LazyAttribute(lambda o: date(o.review_year, 1, 1))
    filing_closes_on = factory.LazyAttribute(lambda o: date(o.review_year, 12, 31))
    serves_law = serves_conference = serves_joint_programme = False
    state = PlanState.DRAFT
    by = None
    late_reason = ""
    bare = False
    collectives = 8
    persons = 15
    households = 0
    awaiting_head = submitted = appraised = approved = closed = cancelled = refused = False

    class Params:
        awaiting_head = factory.Trait(state=PlanState.AWAITING_HEAD)
        submitted = factory.Trait(state=PlanState.SUBMITTED)
        appraised = factory.Trait(state=PlanState.APPRAISED)
        approved = factory.Trait(state=PlanState.APPROVED)
        closed = factory.Trait(state=PlanState.CLOSED)
        cancelled = factory.Trait(state=PlanState.CANCELLED)
        refused = factory.Trait(state=PlanState.REFUSED)

    @classmethod
    def _create(
        cls,
        model_class: type[AwardPlan],
        *args: object,
        state: str,
        by: object,
        late_reason: str,
        bare: bool,
        collectives: int,
        persons: int,
        households: int,
        **fields: object,
    ) -> AwardPlan:
        plan = model_class.objects.create(**fields)
        if not bare:
            _fill(plan, collectives, persons, households)
            PlanFileFactory(plan=plan)
        _walk(plan, state, by, late_reason)
        return plan

    @factory.post_generation
    def participants(self, create: bool, units: list | None, **_: object) -> None:
        """Units that may file under the plan besides the organiser."""
        if create and units:
            self.participants.set(units)


class QuotaFactory(DjangoModelFactory):
    """One more row of places: `QuotaFactory(plan=plan, honouree_kind="household", limit=4)`."""

    class Meta:
        model = Quota

    plan = factory.SubFactory(AwardPlanFactory, bare=True)
    award_type = factory.LazyFunction(town_certificate)
    honouree_kind = HonoureeKind.PERSON
    limit = 5


class SignatoryFactory(DjangoModelFactory):
    """Who signs for the town: `SignatoryFactory(user=chairman)`, `deputy=True` for «KT.»."""

    class Meta:
        model = Signatory

    authority = factory.LazyFunction(lambda: Authority.objects.get(code="UBND_TX"))
    user = factory.SubFactory(UserFactory, chairman=True)
    title_lines = "CHỦ TỊCH"
    full_name = "Trần Hoàng Khánh"
    starts_on = LONG_AGO

    class Params:
        deputy = factory.Trait(
            user=factory.SubFactory(UserFactory, deputy=True),
            capacity=Capacity.DEPUTY,
            title_lines="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            full_name="Lý Thị Hồng Gấm",
        )


def chairman() -> object:
    """The town's Chairman, one for the whole test, with his line over the signature."""
    known = Signatory.objects.filter(title_lines="CHỦ TỊCH").select_related("user").first()
    return known.user if known else SignatoryFactory().user


class PlanFileFactory(DjangoModelFactory):
    """The organiser's signed plan, one real page."""

    class Meta:
        model = PlanFile

    plan = factory.SubFactory(AwardPlanFactory, bare=True)
    name = "Kế hoạch phát động.pdf"
    content = TINY_PDF
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name="a.pdf"))
    content_type = "application/pdf"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())
    page_count = 1
    uploaded_by = factory.SubFactory(
        UserFactory, unit=factory.SelfAttribute("..plan.campaign.organiser")
    )

    @classmethod
    def _create(cls, model_class: type[PlanFile], *args: object, **fields: object) -> PlanFile:
        del fields["content"]
        return model_class.objects.create(**fields)


def _fill(plan: AwardPlan, collectives: int, persons: int, households: int) -> None:
    certificate = town_certificate()
    Criterion.objects.create(
        plan=plan,
        order=1,
        text="Mức đóng góp làm đường, trồng hoa",
        evidence="Biên bản xác nhận",
        is_measurable=True,
    )
    Standard.objects.create(
        plan=plan, order=1, award_type=certificate, text="Dẫn đầu phong trào của khóm, ấp"
    )
    counts = {
        HonoureeKind.COLLECTIVE: collectives,
        HonoureeKind.PERSON: persons,
        HonoureeKind.HOUSEHOLD: households,
    }
    Quota.objects.bulk_create(
        Quota(plan=plan, award_type=certificate, honouree_kind=kind, limit=limit)
        for kind, limit in counts.items()
        if limit
    )


def answered(plan: AwardPlan, by: object = None, **notes: str) -> AwardPlan:
    """The sheet of Phòng Nội vụ, filled: all met but the items named with a note.

    `answered(plan, criteria="Chưa có cách đo.")`. Gives the plan, ready to be concluded.
    """
    submission = plan.events.filter(action=PlanAction.CONFIRM).order_by("-pk").first()
    AppraisalAnswer.objects.filter(submission=submission).delete()
    AppraisalAnswer.objects.bulk_create(
        AppraisalAnswer(
            plan=plan,
            submission=submission,
            item=item,
            is_met=item not in notes,
            note=notes.get(item, ""),
            by=by or UserFactory(officer=True),
        )
        for item in AppraisalItem.values
    )
    return plan


def _walk(plan: AwardPlan, state: str, by: object, late_reason: str) -> None:
    """Take the way to the state as the triggers demand it: each event before its state."""
    for action, month, day in WAYS[state]:
        on = date(plan.review_year, month, day)
        if late_reason and action in {PlanAction.APPRAISE, PlanAction.APPROVE}:
            on = date(plan.review_year, 5, 12)
        target = FLOW.arrows[action].target
        PlanEvent.objects.create(
            plan=plan,
            action=action,
            source=plan.state,
            target=target,
            by=by,
            happened_at=datetime.combine(on, time(9), tzinfo=OFFICE_ZONE),
        )
        plan.state = target
        if action == PlanAction.CONFIRM:
            plan.submitted_on = on
        if action == PlanAction.APPROVE:
            plan.approved_on, plan.late_reason = on, late_reason
        if action == PlanAction.REFUSE:
            plan.exclusions = [Exclusion.CONFERENCE]
        plan.save()

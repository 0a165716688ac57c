"""The steps of an amendment; the plan stays in force unchanged until the Chairman's word."""

from functools import partial

from django.db import transaction

from campaigns.enums import AnnouncementKind
from campaigns.models import AwardPlan, PlanAmendment, Quota
from campaigns.queries import diff as diff_queries
from campaigns.queries.diff import place_of
from campaigns.rules import amendment as amendment_rules
from campaigns.services.announcement import issue_announcement
from campaigns.workflow import AmendmentAction
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, require_note
from units.models import User


_taking = partial(workflow.step, may=amendment_rules.can_take)


def hand_over(amendment: PlanAmendment, *, by: User, seen: int | None = None) -> PlanAmendment:
    """Hands it to the head (thủ trưởng): the clerk has written what changes, and why."""
    with _taking(amendment, AmendmentAction.HAND_OVER, by=by, seen=seen) as locked:
        _check(locked)
    return locked


def take_back(amendment: PlanAmendment, *, by: User, seen: int | None = None) -> PlanAmendment:
    """Takes it back for changes (lấy lại để sửa), before the head has looked."""
    with _taking(amendment, AmendmentAction.TAKE_BACK, by=by, seen=seen) as locked:
        pass
    return locked


def send_back(
    amendment: PlanAmendment, *, by: User, note: str, seen: int | None = None
) -> PlanAmendment:
    """Returns it to the clerk (trả lại cán bộ): the head wants it changed, and says what."""
    return _with_words(amendment, AmendmentAction.SEND_BACK, by=by, note=note, seen=seen)


def confirm(
    amendment: PlanAmendment, *, by: User, declaration: str = "", seen: int | None = None
) -> PlanAmendment:
    """Confirms and sends: the head answers for it in these words; Phòng Nội vụ has it."""
    facts = {"declaration": declaration} if declaration else {}
    with _taking(amendment, AmendmentAction.CONFIRM, by=by, seen=seen, facts=facts) as locked:
        _check(locked)
        locked.submitted_on = clock.today()
    return locked


def ask_back(
    amendment: PlanAmendment, *, by: User, note: str, seen: int | None = None
) -> PlanAmendment:
    """Returns it to the unit (trả lại đơn vị): Phòng Nội vụ asks for changes."""
    return _with_words(amendment, AmendmentAction.ASK_BACK, by=by, note=note, seen=seen)


def appraise(
    amendment: PlanAmendment, *, by: User, note: str = "", seen: int | None = None
) -> PlanAmendment:
    """Concludes the appraisal (thẩm định): the amendment may go before the Chairman."""
    with _taking(amendment, AmendmentAction.APPRAISE, by=by, note=note, seen=seen) as locked:
        if blockers := amendment_rules.appraise_blockers(locked):
            raise Refused(*blockers)
    return locked


def refuse(
    amendment: PlanAmendment, *, by: User, note: str, seen: int | None = None
) -> PlanAmendment:
    """Refuses the amendment, with the reason; the plan goes on as it was approved."""
    with _taking(amendment, AmendmentAction.REFUSE, by=by, note=note, seen=seen) as locked:
        require_note(note)
        _keep_before(locked)
    return locked


def return_plan(
    amendment: PlanAmendment, *, by: User, note: str, seen: int | None = None
) -> PlanAmendment:
    """Returns it with a remark (ý kiến): the Chairman wants it changed."""
    return _with_words(amendment, AmendmentAction.RETURN, by=by, note=note, seen=seen)


def withdraw(amendment: PlanAmendment, *, by: User, seen: int | None = None) -> PlanAmendment:
    """Withdraws the amendment: what was sent once is not deleted; the unit only lets it be."""
    with _taking(amendment, AmendmentAction.WITHDRAW, by=by, seen=seen) as locked:
        _keep_before(locked)
    return locked


def approve(
    amendment: PlanAmendment, *, by: User, note: str = "", seen: int | None = None
) -> PlanAmendment:
    """Approves the amendment: figures, content and days become the plan's, all at once.

    Plan, amendment and rows of places are locked in this order; decisions that take places wait.
    """
    with transaction.atomic():
        plan = workflow.lock(AwardPlan, amendment.plan_id)
        with _taking(amendment, AmendmentAction.APPROVE, by=by, note=note, seen=seen) as locked:
            locked.plan = plan
            rows = workflow.lock_many(Quota, plan.quotas.values_list("pk", flat=True))
            _check(locked)
            _keep_before(locked)
            _put_in_force(locked, rows)
            locked.approved_on = clock.today()
            issue_announcement(plan, AnnouncementKind.AMENDMENT, by=by, note=note, amendment=locked)
    return locked


def lapse(plan: AwardPlan) -> None:
    """A draft that still lies in the unit ends with its plan; called under the plan's lock."""
    for amendment in plan.amendments.open():
        with _taking(amendment, AmendmentAction.LAPSE, by=None) as locked:
            _keep_before(locked)


def _put_in_force(amendment: PlanAmendment, rows: list[Quota]) -> None:
    """Write the amendment into the plan; what was asked stays beside what was approved."""
    plan = amendment.plan
    there = {place_of(row): row for row in rows}
    for amended in amendment.quotas.all():
        place = place_of(amended)
        row = there.get(place) or Quota(plan=plan, **vars(place))
        row.limit = row.asked = amended.limit
        row.save(update_fields=["limit", "asked"] if row.pk else None)
    plan.content = amendment.content
    for name in diff_queries.DAYS:
        setattr(plan, name, getattr(amendment, name))
    plan.save(update_fields=["content", *diff_queries.DAYS])


def _keep_before(amendment: PlanAmendment) -> None:
    """What was in force when the amendment ended, so that its differences can always be read."""
    plan = amendment.plan
    amendment.before = diff_queries.snapshot(plan, plan.quotas.for_meter())


def _check(amendment: PlanAmendment) -> None:
    if blockers := amendment_rules.blockers(amendment):
        raise Refused(*blockers)


def _with_words(
    amendment: PlanAmendment, action: str, *, by: User, note: str, seen: int | None
) -> PlanAmendment:
    with _taking(amendment, action, by=by, note=note, seen=seen) as locked:
        require_note(note)
    return locked

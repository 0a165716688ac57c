"""The steps of an award plan; every one goes through the step machine."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from django.db import transaction

from campaigns.enums import AnnouncementKind, Exclusion
from campaigns.models import AwardPlan, Quota
from campaigns.queries.cut import recorded, settle
from campaigns.rules import appraisal as appraisal_rules, ending as ending_rules, plan as plan_rules
from campaigns.services import announcement as announcement_services, dry_run as dry_run_services
from campaigns.transitions import amendment as amendment_transitions
from campaigns.workflow import PlanAction
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note
from units.models import User


_taking = partial(workflow.step, may=plan_rules.can_take)


def hand_over(plan: AwardPlan, *, by: User, seen: int | None = None) -> AwardPlan:
    """Hands it to the head (thủ trưởng): the clerk wrote everything the letter asks (R5)."""
    with _taking(plan, PlanAction.HAND_OVER, by=by, seen=seen) as locked:
        if blockers := plan_rules.hand_over_blockers(locked):
            raise Refused(*blockers)
    return locked


def take_back(plan: AwardPlan, *, by: User, seen: int | None = None) -> AwardPlan:
    """Takes it back for changes (lấy lại để sửa), before the head has looked."""
    with _taking(plan, PlanAction.TAKE_BACK, by=by, seen=seen) as locked:
        pass
    return locked


def send_back(plan: AwardPlan, *, by: User, note: str, seen: int | None = None) -> AwardPlan:
    """Returns it to the clerk (trả lại cán bộ): the head wants it changed, and says what."""
    return _back(plan, PlanAction.SEND_BACK, by=by, note=note, seen=seen)


def confirm(
    plan: AwardPlan, *, by: User, declaration: str = "", seen: int | None = None
) -> AwardPlan:
    """Confirms and sends: the head answers for it (R1), in these words; Phòng Nội vụ has it."""
    facts = {"declaration": declaration} if declaration else {}
    with _taking(plan, PlanAction.CONFIRM, by=by, seen=seen, facts=facts) as locked:
        if blockers := plan_rules.hand_over_blockers(locked):
            raise Refused(*blockers)
        locked.submitted_on = clock.today()
    return locked


def ask_back(plan: AwardPlan, *, by: User, note: str, seen: int | None = None) -> AwardPlan:
    """Returns it to the unit (trả lại đơn vị): Phòng Nội vụ asks for changes."""
    return _back(plan, PlanAction.ASK_BACK, by=by, note=note, seen=seen)


def appraise(plan: AwardPlan, *, by: User, note: str = "", seen: int | None = None) -> AwardPlan:
    """Concludes the appraisal: every item is met, the plan may go before the Chairman."""
    with _taking(plan, PlanAction.APPRAISE, by=by, note=note, seen=seen) as locked:
        if blockers := plan_rules.appraise_blockers(locked) or appraisal_rules.blockers(locked):
            raise Refused(*blockers)
    return locked


def refuse(
    plan: AwardPlan,
    *,
    by: User,
    exclusions: Iterable[str],
    note: str,
    seen: int | None = None,
) -> AwardPlan:
    """Refuses the plan: excluded by the letter (R10–R12); the organiser gets an announcement."""
    with _taking(plan, PlanAction.REFUSE, by=by, note=note, seen=seen) as locked:
        codes = [code for code in Exclusion.values if code in set(exclusions)]
        if not codes or len(codes) < len(set(exclusions)):
            raise Refused("Chọn lý do loại trừ theo công văn của Ủy ban nhân dân thị xã.")
        require_note(note)
        locked.exclusions = codes
        announcement_services.issue_announcement(locked, AnnouncementKind.REFUSAL, by=by, note=note)
    return locked


def return_plan(plan: AwardPlan, *, by: User, note: str, seen: int | None = None) -> AwardPlan:
    """Returns it with a remark (ý kiến): the Chairman wants it changed."""
    return _back(plan, PlanAction.RETURN, by=by, note=note, seen=seen)


def approve(
    plan: AwardPlan,
    *,
    by: User,
    late_reason: str = "",
    note: str = "",
    cuts: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> AwardPlan:
    """Approves the plan at the start of the review year; later only with a reason (R5, R6).

    `cuts` are smaller numbers for rows of places, {row: places}; what was asked is kept beside
    them. The organiser gets a numbered announcement in the same transaction.
    """
    facts: dict[str, list[dict]] = {}
    with _taking(plan, PlanAction.APPROVE, by=by, note=note, seen=seen, facts=facts) as locked:
        today = clock.today()
        if blockers := plan_rules.approval_blockers(locked, today, late_reason):
            raise Refused(*blockers)
        locked.late_reason = late_reason.strip() if today > plan_rules.cutoff_of(locked) else ""
        locked.approved_on = today
        if cut := settle(locked, cuts or {}):
            facts["cuts"] = recorded(cut)
        announcement_services.issue_announcement(
            locked, AnnouncementKind.APPROVAL, by=by, note=note
        )
    return locked


def approve_many(shown: dict, *, by: User) -> list[AwardPlan]:
    """Approves several plans: exactly what the dry run showed, all of it or nothing.

    `shown` are the facts of that page (`approval.facts`). Plans, then their places are locked in
    the order of their keys, the facts are read again; where they differ, the difference is told.
    """
    with transaction.atomic():
        pks = [told["plan"] for told in shown["plans"]]
        plans = {plan.pk: plan for plan in workflow.lock_many(AwardPlan, pks)}
        workflow.lock_many(Quota, _rows_of(plans))
        if dry_run_services.is_same_click(shown, plans, by):
            raise AlreadyDone("Các kế hoạch này đã được anh/chị duyệt một lát trước.")
        wanted = dry_run_services.wanted_again(shown, plans)
        now = dry_run_services.facts(wanted, by, clock.today())
        if changed := dry_run_services.diff(shown, now, plans):
            raise Stale(*changed, "Chưa kế hoạch nào được duyệt. Xem lại rồi duyệt lại.")
        return [
            approve(one.plan, by=by, late_reason=one.late_reason, note=one.note, cuts=one.limits)
            for one in wanted
        ]


def _rows_of(plans: Iterable[int]) -> list[int]:
    return list(Quota.objects.filter(plan__in=plans).values_list("pk", flat=True))


def close(plan: AwardPlan, *, by: User, seen: int | None = None) -> AwardPlan:
    """Closes the plan (kết thúc): no more dossiers under it; what was filed goes on."""
    with _taking(plan, PlanAction.CLOSE, by=by, seen=seen) as locked:
        if blockers := ending_rules.close_blockers(ending_rules.remaining(locked)):
            raise Refused(*blockers)
        amendment_transitions.lapse(locked)
    return locked


def cancel(plan: AwardPlan, *, by: User, note: str, seen: int | None = None) -> AwardPlan:
    """Cancels the plan (hủy): only while nothing is open or awarded under it."""
    with _taking(plan, PlanAction.CANCEL, by=by, note=note, seen=seen) as locked:
        require_note(note)
        if blockers := ending_rules.cancel_blockers(ending_rules.remaining(locked)):
            raise Refused(*blockers)
        amendment_transitions.lapse(locked)
    return locked


def record(plan: AwardPlan, *, approved_on: date, by: User) -> AwardPlan:
    """Records a plan of an earlier year, approved on paper before the portal was in use."""
    with _taking(plan, PlanAction.RECORD, by=by) as locked:
        if approved_on.year != locked.review_year:
            raise Refused(
                f"Ngày duyệt {approved_on:%d/%m/%Y} không thuộc năm xét {locked.review_year}."
            )
        locked.approved_on = approved_on
    return locked


def _back(plan: AwardPlan, action: str, *, by: User, note: str, seen: int | None) -> AwardPlan:
    with _taking(plan, action, by=by, note=note, seen=seen) as locked:
        require_note(note)
    return locked

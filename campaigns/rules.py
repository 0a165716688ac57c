"""Who may do what with campaigns and plans, and what a plan still lacks."""

from campaigns.enums import PlanState
from campaigns.models import AwardPlan, Campaign
from campaigns.models.award_plan import PUBLIC_STATES
from campaigns.workflow import FLOW, PlanAction
from nganam_awards.core.workflow import holds
from units.models import User


def can_view_plan(user: User, plan: AwardPlan) -> bool:
    """The twin of `AwardPlanQuerySet.visible_to`."""
    organiser = plan.campaign.organiser
    if user.has_perm("units.file_dossiers", organiser) or user.has_perm(
        "units.confirm_dossiers", organiser
    ):
        return True
    if user.has_perm("campaigns.appraise_plan") or user.has_perm("campaigns.approve_plan"):
        return plan.state not in {PlanState.DRAFT, PlanState.AWAITING_HEAD}
    return user.is_active and plan.state in PUBLIC_STATES


def can_draft_for(user: User, campaign: Campaign) -> bool:
    """Plans are drafted by the organiser's clerk."""
    return user.has_perm("units.file_dossiers", campaign.organiser)


def can_edit_plan(user: User, plan: AwardPlan) -> bool:
    """Only a draft is edited, by the organiser's clerk."""
    return plan.state == PlanState.DRAFT and can_draft_for(user, plan.campaign)


def can_take(user: User, action: str, plan: AwardPlan) -> bool:
    """May the person take this step with this plan, where it stands?"""
    arrow = FLOW.arrows[action]
    if arrow.right is None or plan.state not in arrow.sources:
        return False
    if not holds(user, arrow.right, plan):
        return False
    return action != PlanAction.CONFIRM or not _handed_over(user, plan)


def actions_for(user: User, plan: AwardPlan) -> list[PlanAction]:
    """The buttons of the plan's page."""
    return [PlanAction(a) for a in FLOW.from_state(plan.state) if can_take(user, a, plan)]


def _handed_over(user: User, plan: AwardPlan) -> bool:
    """Four eyes: what one person handed over another one confirms."""
    last = plan.events.filter(action=PlanAction.HAND_OVER).order_by("-pk").first()
    return last is not None and last.by_id == user.pk


def hand_over_blockers(plan: AwardPlan) -> list[str]:
    """What the letter asks and the plan lacks, as sentences (R5)."""
    blockers = []
    if not plan.content.strip():
        blockers.append("Chưa ghi nội dung thi đua cụ thể.")
    if not plan.criteria.exists():
        blockers.append("Chưa có tiêu chí thi đua nào. Thêm ít nhất một tiêu chí.")
    if not plan.quotas.exists():
        blockers.append(
            "Thiếu chỉ tiêu số lượng khen thưởng cụ thể. "
            "Ghi rõ bao nhiêu tập thể, cá nhân, hộ gia đình."
        )
    with_standard = set(plan.standards.values_list("award_type_id", flat=True))
    blockers += [
        f"Chưa có tiêu chuẩn cho {name}. Thêm ít nhất một tiêu chuẩn."
        for name in sorted(
            {
                quota.award_type.name
                for quota in plan.quotas.select_related("award_type")
                if quota.award_type_id not in with_standard
            }
        )
    ]
    if plan.review_on.year != plan.review_year:
        blockers.append(
            f"Ngày sơ kết, tổng kết {plan.review_on:%d/%m/%Y} không thuộc năm {plan.review_year}."
        )
    return blockers

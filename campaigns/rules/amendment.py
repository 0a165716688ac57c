"""Who may do what with an amendment, what stops it, and what it should be warned of."""

from typing import NamedTuple

from campaigns.enums import AmendmentState, PlanState
from campaigns.models import AwardPlan, PlanAmendment
from campaigns.queries import diff as diff_queries, window as window_queries
from campaigns.queries.diff import AmendmentDiff, Figure
from campaigns.rules import plan as plan_rules, purpose as purpose_rules
from campaigns.workflow import AMENDING_CLERK, AMENDMENT_FLOW, AmendmentAction
from nganam_awards.core import clock
from nganam_awards.core.registry import place_holders
from nganam_awards.core.workflow import holds
from nganam_awards.documents import glyph
from units.models import User


class Floor(NamedTuple):
    """A row that would get fewer places than are taken for good: the sentence, and who has them."""

    text: str
    holders: list[str]


def can_view(user: User, amendment: PlanAmendment) -> bool:
    """The twin of `PlanAmendmentQuerySet.visible_to`."""
    if not plan_rules.can_view_plan(user, amendment.plan):
        return False
    campaign = amendment.plan.campaign
    if plan_rules.is_of_unit(user, campaign.organiser) or plan_rules.can_draft(user, campaign):
        return True
    if plan_rules.can_review(user):
        return amendment.submitted_on is not None and not amendment.is_in_unit
    return amendment.state == AmendmentState.APPROVED


def can_amend(user: User, plan: AwardPlan) -> bool:
    """The organiser's clerk drafts an amendment of what is in force this year."""
    return plan_rules.can_draft(user, plan.campaign) and not start_blockers(plan)


def can_edit(user: User, amendment: PlanAmendment) -> bool:
    """Only a draft is edited, by the organiser's clerk."""
    is_draft = amendment.state == AmendmentState.DRAFT
    return is_draft and plan_rules.can_draft(user, amendment.plan.campaign)


def can_discard(user: User, amendment: PlanAmendment) -> bool:
    """A draft that was never handed over leaves no trace (law 11)."""
    return can_edit(user, amendment) and not amendment.events.exists()


def can_take(user: User, action: str, amendment: PlanAmendment) -> bool:
    """May the person take this step with this amendment, where it stands?"""
    arrow = AMENDMENT_FLOW.arrows[action]
    if arrow.right is None or amendment.state not in arrow.sources:
        return False
    if not holds(user, arrow.right, amendment) and not (
        arrow.right == AMENDING_CLERK and plan_rules.can_draft(user, amendment.plan.campaign)
    ):
        return False
    return action != AmendmentAction.CONFIRM or not handed_over_by(user, amendment)


def actions_for(user: User, amendment: PlanAmendment) -> list[AmendmentAction]:
    """The buttons of the amendment's page."""
    found = AMENDMENT_FLOW.from_state(amendment.state)
    return [AmendmentAction(action) for action in found if can_take(user, action, amendment)]


def handed_over_by(user: User, amendment: PlanAmendment) -> bool:
    """Four eyes: what one person handed over another one confirms."""
    steps = amendment.events.filter(action=AmendmentAction.HAND_OVER)
    last = steps.order_by("-pk").first()
    return last is not None and last.by_id == user.pk


def start_blockers(plan: AwardPlan) -> list[str]:
    """Why this plan cannot be amended at all."""
    if plan.state != PlanState.APPROVED:
        standing = plan.get_state_display().lower()
        return [f"Chỉ điều chỉnh kế hoạch đang thực hiện; kế hoạch này {standing}."]
    if plan.review_year != clock.today().year:
        return [f"Kế hoạch của năm {plan.review_year} chỉ được điều chỉnh trong năm đó."]
    return []


def blockers(amendment: PlanAmendment) -> list[str]:
    """Everything that stops the amendment on its way, with the names of who holds places."""
    diff = diff_queries.of(amendment)
    found = word_blockers(amendment, diff)
    for floor in floors(diff.figures):
        found.append(floor.text)
        if floor.holders:
            found.append(f"Đang giữ chỉ tiêu này: {'; '.join(floor.holders)}.")
    return found


def word_blockers(amendment: PlanAmendment, diff: AmendmentDiff) -> list[str]:
    """What is missing or makes no sense, whoever holds places."""
    plan, found = amendment.plan, start_blockers(amendment.plan)
    if not amendment.content.strip():
        found.append("Chưa ghi nội dung thi đua cụ thể.")
    found += glyph.blockers(
        [("Nội dung thi đua", amendment.content), ("Lý do điều chỉnh", amendment.reason)]
    )
    found += plan_rules.day_blockers(plan.campaign.starts_on, plan.review_year, amendment.review_on)
    found += window_queries.day_blockers(
        plan.review_year,
        filing_opens_on=amendment.filing_opens_on,
        filing_closes_on=amendment.filing_closes_on,
    )
    if diff.is_empty:
        found.append("Bản điều chỉnh chưa đổi gì so với kế hoạch đang thực hiện.")
    elif not diff.total_after:
        found.append(
            "Bản điều chỉnh bỏ hết chỉ tiêu. Nếu năm nay không khen nữa, đề nghị Chủ tịch hủy "
            "kế hoạch; nếu còn, giữ lại ít nhất một chỉ tiêu."
        )
    return found


def appraise_blockers(amendment: PlanAmendment) -> list[str]:
    """Before it goes to the Chairman every phrase of the new words has its answer (R10–R12)."""
    return blockers(amendment) + purpose_rules.amendment_blockers(amendment)


def floors(figures: list[Figure]) -> list[Floor]:
    """Never below what is awarded or with the Chairman; says from how many on, and who."""
    return [
        Floor(sentence, [name for ask in place_holders for name in ask(figure.quota)])
        for figure in figures
        if (sentence := below_floor(figure))
    ]


def below_floor(figure: Figure) -> str:
    """«…: chỉ tiêu mới 12, nhưng đã khen 9 và đang trình Chủ tịch 4: phải từ 13 trở lên.»"""
    quota = figure.quota
    if quota is None or (figure.new or 0) >= figure.floor:
        return ""
    parts = [
        f"{words} {number}"
        for words, number in (
            ("đã khen", quota.awarded),
            ("đang trình Chủ tịch", quota.with_chairman),
        )
        if number
    ]
    return (
        f"{figure.label}: chỉ tiêu mới {figure.new or 0}, nhưng {' và '.join(parts)}: "
        f"phải từ {figure.floor} trở lên."
    )


def warnings(figures: list[Figure]) -> list[str]:
    """Rows that get fewer places than are asked for; dossiers are settled later, one by one."""
    return [
        f"{figure.label}: chỉ tiêu mới {figure.new}, hiện đã có {figure.quota.held} đề nghị "
        f"({figure.holding}). Các đề nghị vẫn được xét, nhưng tổng cộng chỉ khen được "
        f"{figure.new}."
        for figure in figures
        if figure.quota is not None
        and figure.is_changed
        and figure.floor <= (figure.new or 0) < figure.quota.held
    ]

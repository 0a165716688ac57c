"""What the page of a plan shows of its appraisal, and to whom."""

from campaigns.enums import PlanState
from campaigns.forms.appraisal import AppraisalForm
from campaigns.models import AwardPlan
from campaigns.queries import comparison as comparison_queries
from campaigns.queries.lateness import UNDER_REVIEW
from campaigns.rules import appraisal as appraisal_rules, plan as plan_rules
from campaigns.rules.appraisal_fact import AppraisedPlan, facts_of
from campaigns.workflow import PlanAction
from units.models import User


def of_plan(user: User, plan: AwardPlan) -> dict:
    """The sheet to fill for Phòng Nội vụ, to read for the others; the years before for both desks.

    The organiser reads what was written once the plan is back or decided, never while it lies.
    """
    decides = plan_rules.can_review(user)
    fills = plan_rules.can_take(user, PlanAction.APPRAISE, plan)
    reads = decides or (
        plan.state not in UNDER_REVIEW and plan_rules.is_of_unit(user, plan.campaign.organiser)
    )
    found = appraisal_rules.lines(plan) if reads and plan.submitted_on else []
    compares = decides and plan.state in UNDER_REVIEW
    earlier = comparison_queries.earlier_of([plan])[plan.pk] if compares else []
    return {
        "appraisal_form": AppraisalForm(lines=found) if fills else None,
        "appraisal_shown": appraisal_rules.newest(found),
        "answers": [] if fills or plan.state == PlanState.AWAITING_HEAD else _answered(found),
        "compares": compares,
        "earlier": earlier,
        "observations": comparison_queries.observations(
            plan, plan.quotas.all(), len(plan.participants.all()) + 1, earlier
        )
        if compares
        else [],
    }


def lay_facts_beside(plan: AwardPlan, context: dict) -> None:
    """Each question of a sheet that is filled gets what the plan says to it."""
    if form := context["appraisal_form"]:
        form.facts = facts_of(
            AppraisedPlan(
                plan,
                context["cutoff"],
                context["earlier"],
                context["observations"],
                context["questions"],
            )
        )


def _answered(found: list[appraisal_rules.AppraisalLine]) -> list[appraisal_rules.AppraisalLine]:
    return [line for line in found if line.answer is not None]

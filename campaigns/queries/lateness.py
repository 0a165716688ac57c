"""«Gửi muộn», «duyệt muộn»: two marks read off a plan's own days, never stored (letter, R5–R6).

In time is what was approved from 01/01 to the cut-off day of the review year, that day included to
23:59:59 on the office's clock; the portal keeps days, so the second decides through the day.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce

from campaigns.enums import PUBLIC_STATES, PlanState
from campaigns.models import AwardPlan
from law.figures import SHAPES, RuleKey
from law.models import RuleValue


UNDER_REVIEW = (PlanState.SUBMITTED, PlanState.APPRAISED)


class Lateness(TextChoices):
    """Whose delay it was: the organiser sent late, or the town decided late."""

    SENT = "sent_late", "Gửi muộn"
    APPROVED = "approved_late", "Duyệt muộn"


class Late(NamedTuple):
    """One mark of a plan: which delay, since which day it counts, the last day in time."""

    kind: Lateness
    on: date
    cutoff: date
    is_decided: bool

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def words(self) -> str:
        """The mark as a sentence: what was late, and by which day it should have been."""
        if self.kind == Lateness.SENT:
            return f"Gửi ngày {self.on:%d/%m/%Y}, sau thời hạn đầu năm ({self.cutoff:%d/%m/%Y})."
        then = f"duyệt ngày {self.on:%d/%m/%Y}" if self.is_decided else "nay mới duyệt"
        return f"Gửi kịp thời hạn đầu năm ({self.cutoff:%d/%m/%Y}) nhưng {then}."


def lateness_of(plan: AwardPlan, cutoff: date, today: date) -> Late | None:
    """The plan's mark, on the desk or approved; none in a draft, nor for what was only recorded."""
    if plan.submitted_on is None:
        return None
    decided = plan.approved_on or today
    if plan.state not in (*UNDER_REVIEW, *PUBLIC_STATES) or decided <= cutoff:
        return None
    is_decided = plan.approved_on is not None
    if plan.submitted_on > cutoff:
        return Late(Lateness.SENT, plan.submitted_on, cutoff, is_decided)
    return Late(Lateness.APPROVED, decided, cutoff, is_decided)


def with_cutoff(plans: QuerySet[AwardPlan], today: date) -> QuerySet[AwardPlan]:
    """Each plan with the rule of «đầu năm» that holds for it, at no further query.

    The rule of the day of approval; of today while the approval is still to come.
    """
    day = Coalesce(OuterRef("approved_on"), Value(today))
    in_force = RuleValue.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        Q(rule_set__valid_to=None) | Q(rule_set__valid_to__gte=day),
        key=RuleKey.CUTOFF,
        valid_from__lte=day,
        rule_set__valid_from__lte=day,
    ).order_by("-rule_set__valid_from", "-valid_from")
    return plans.annotate(cutoff_rule=Subquery(in_force.values("value")[:1]))


def mark_late(plans: Iterable[AwardPlan], today: date) -> None:
    """Put its mark on each plan of a list that came through `with_cutoff`, as `late`."""
    for plan in plans:
        plan.late = None
        if plan.cutoff_rule:
            month, day = SHAPES[RuleKey.CUTOFF].read(plan.cutoff_rule)
            plan.late = lateness_of(plan, date(plan.review_year, month, day), today)

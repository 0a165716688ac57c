"""Where campaigns stand in the side menu and on the home page, and what waits there."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse

from campaigns.enums import WAITING, PlanState
from campaigns.models import AwardPlan, PlanAmendment
from campaigns.models.award_plan import words_of
from campaigns.rules import plan as plan_rules
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.context import HomeList, HomeTask, NavItem
from nganam_awards.core.registry import home_cards, navigation
from units.models import User


SHOWN = 5
# state: (title on the home page, order). Whoever has the next word in the state sees the list.
CARDS = {
    PlanState.APPRAISED: ("Kế hoạch chờ duyệt", 20),
    PlanState.SUBMITTED: ("Kế hoạch chờ thẩm định", 30),
    PlanState.AWAITING_HEAD: ("Kế hoạch chờ xác nhận", 35),
    PlanState.DRAFT: ("Kế hoạch đang soạn", 60),
}
AMENDMENTS_ORDER = 37
# Until these the start of the year still counts: the day by which the Chairman should approve.
_DATED = {PlanState.APPRAISED, PlanState.SUBMITTED}


def items(user: User) -> list[NavItem]:
    """Everybody may look at the campaigns; plans and amendments that wait for them are counted."""
    plans = AwardPlan.objects.waiting_for(user).order_by().values("pk")
    amendments = PlanAmendment.objects.waiting_for(user).order_by().values("pk")
    waiting = plans.union(amendments, all=True)
    label = "Phong trào thi đua"
    found = [NavItem(label, "campaigns:list", "flag", waiting, order=40, short="Phong trào")]
    if plan_rules.can_decide(user):
        desk = AwardPlan.objects.waiting_for(user).filter(state=PlanState.APPRAISED)
        found.append(NavItem("Duyệt kế hoạch", "campaigns:desk", "checks", desk, order=39))
    return found


def card(state: PlanState, user: User) -> HomeList | None:
    """Plans in this state that wait for this person; the oldest first."""
    if state not in words_of(user):
        return None
    rows = AwardPlan.objects.waiting_for(user).filter(state=state)
    rows = rows.select_related("campaign__organiser").order_by("review_year", "pk")
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    title, order = CARDS[state]
    cutoff = regime_queries.rule_set_on(clock.today()).cutoff_in(clock.today().year)
    query = urlencode({"scope": WAITING, "state": state.value})
    all_url = f"{reverse('campaigns:list')}?{query}"
    if state == PlanState.APPRAISED:
        all_url = reverse("campaigns:desk")
    return HomeList(
        title,
        [_task(plan, cutoff) for plan in found[:SHOWN]],
        total=rows.count() if len(found) > SHOWN else len(found),
        more_url=all_url,
        order=order,
    )


def amendment_card(user: User) -> HomeList | None:
    """Amendments that wait for this person, whatever their step; the oldest first."""
    rows = PlanAmendment.objects.waiting_for(user).select_related("plan__campaign__organiser")
    found = list(rows.order_by("pk")[: SHOWN + 1])
    if not found:
        return None
    return HomeList(
        "Điều chỉnh kế hoạch chờ xử lý",
        [
            HomeTask(
                label=str(row.plan),
                url=row.get_absolute_url(),
                note=row.plan.campaign.organiser.short_name,
                tone=row.state_tone,
                state_label=row.get_state_display(),
            )
            for row in found[:SHOWN]
        ],
        total=rows.count() if len(found) > SHOWN else len(found),
        more_url=reverse("campaigns:amendment_list"),
        order=AMENDMENTS_ORDER,
    )


def _task(plan: AwardPlan, cutoff: date) -> HomeTask:
    is_dated = plan.state in _DATED and plan.review_year == cutoff.year
    return HomeTask(
        label=str(plan),
        url=plan.get_absolute_url(),
        note=plan.campaign.organiser.short_name,
        due_on=cutoff if is_dated else None,
        tone=plan.state_tone,
        state_label=plan.get_state_display(),
    )


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)
    home_cards.add(amendment_card, order=AMENDMENTS_ORDER)
    for state, (_, order) in CARDS.items():
        home_cards.add(partial(card, state), order=order)

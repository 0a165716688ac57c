"""Where campaigns stand in the side menu, and what of them waits for whom."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date

from django.db.models import (
    Case,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.utils.text import Truncator

from campaigns.enums import AmendmentState, PlanState
from campaigns.models import (
    AmendmentEvent,
    AwardPlan,
    FilingExtension,
    PlanAmendment,
    PlanEvent,
    Quota,
)
from campaigns.models.amendment import IN_UNIT, words_of as amendment_words
from campaigns.models.award_plan import words_of as plan_words
from campaigns.rules import plan as plan_rules
from campaigns.workflow import AMENDMENT_FLOW, FLOW, AmendmentAction as M, PlanAction as P
from law.enums import HonoureeKind, counted
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.context import NavItem
from nganam_awards.core.query_text import Later
from nganam_awards.core.registry import navigation, work_lanes
from nganam_awards.core.work import Lane, WorkItem, WorkKind, by_another
from units.models import User


KIND = WorkKind("ke-hoach", "Kế hoạch", "flag")
_LIST, _DESK = "campaigns:list", "campaigns:desk"
# The next word in each state. `waiting_for` says whose it is.
_STEPS = {
    PlanState.APPRAISED: P.APPROVE,
    PlanState.SUBMITTED: P.APPRAISE,
    PlanState.AWAITING_HEAD: P.CONFIRM,
    PlanState.DRAFT: P.HAND_OVER,
}
_AMENDING_STEPS = {
    AmendmentState.APPRAISED: M.APPROVE,
    AmendmentState.SUBMITTED: M.APPRAISE,
    AmendmentState.AWAITING_HEAD: M.CONFIRM,
    AmendmentState.DRAFT: M.HAND_OVER,
}
_BACK = "Sửa, chuyển lại"
# Plans and amendments take these steps under the same codes.
_IN_UNIT = {P.HAND_OVER, P.CONFIRM}
_SENT_BACK = [P.SEND_BACK, P.ASK_BACK, P.RETURN]


def items(user: User) -> list[NavItem]:
    """Everybody may look at the campaigns; the Chairman approves plans at his desk."""
    found = [NavItem("Phong trào thi đua", _LIST, "flag", order=40, short="Phong trào")]
    if plan_rules.can_decide(user):
        found.append(NavItem("Duyệt kế hoạch", _DESK, "checks", order=39))
    return found


def lanes(user: User) -> list[Lane]:
    """Plans and amendments on which the person has the next word, plans whose year is done."""
    plans, amendments = AwardPlan.objects, PlanAmendment.objects
    found = []
    for state in plan_words(user):
        rows = plans.waiting_for(user).filter(state=state)
        found += _lanes_of(state, rows, user)
    for state in amendment_words(user):
        rows = amendments.waiting_for(user).filter(state=state)
        found += _amending_lanes_of(state, rows, user)
    if plan_rules.can_appraise(user):
        rows = plans.visible_to(user).filter(_is_done())
        found.append(Lane(KIND, FLOW.todo(P.CLOSE), rows, read, _LIST))
    return found


def read(keys: Collection[int]) -> dict[int, WorkItem]:
    """Plans as the table of work names them."""
    said = PlanEvent.objects.filter(plan=OuterRef("pk")).order_by("-pk").values("note")
    rows = AwardPlan.objects.filter(pk__in=keys).select_related("campaign__organiser")
    rows = rows.annotate(said=Subquery(said[:1]), **_places())
    return {row.pk: _item(row, row, _told_places(row)) for row in rows}


def read_amendments(keys: Collection[int]) -> dict[int, WorkItem]:
    """Amendments, by the plan they are of."""
    said = AmendmentEvent.objects.filter(amendment=OuterRef("pk")).order_by("-pk").values("note")
    rows = PlanAmendment.objects.filter(pk__in=keys).annotate(said=Subquery(said[:1]))
    rows = rows.select_related("plan__campaign__organiser")
    return {row.pk: _item(row, row.plan, f"điều chỉnh: {row.reason}") for row in rows}


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)
    work_lanes.add(lanes, order=30)


def _lanes_of(state: PlanState, rows: QuerySet, user: User) -> list[Lane]:
    step, verb = _STEPS[state], FLOW.todo(_STEPS[state])
    events = PlanEvent.objects.filter(plan=OuterRef("pk"))
    if step in _IN_UNIT:
        return _in_unit(step, verb, rows, events, user=user, read_rows=read)
    if step == P.APPROVE:
        return [Lane(KIND, verb, rows, read, _DESK, _until_cutoff)]
    return [Lane(KIND, verb, rows, read, _LIST, _until_cutoff, _sheet)]


def _amending_lanes_of(state: AmendmentState, rows: QuerySet, user: User) -> list[Lane]:
    step, verb = _AMENDING_STEPS[state], AMENDMENT_FLOW.todo(_AMENDING_STEPS[state])
    events = AmendmentEvent.objects.filter(amendment=OuterRef("pk"))
    if step in _IN_UNIT:
        return _in_unit(step, verb, rows, events, user=user, read_rows=read_amendments)
    return [Lane(KIND, verb, rows, read_amendments, _LIST)]


def _in_unit(
    step: P | M, verb: str, rows: QuerySet, events: QuerySet, *, user: User, read_rows: Callable
) -> list[Lane]:
    """Before it leaves the unit: what came back reads otherwise; who handed it does not confirm."""
    if step == P.CONFIRM:
        handed = events.filter(action=P.HAND_OVER)
        return [Lane(KIND, verb, rows.filter(by_another(handed, user)), read_rows, _LIST)]
    back = Exists(events.filter(action__in=_SENT_BACK))
    return [
        Lane(KIND, _BACK, rows.filter(back), read_rows, _LIST),
        Lane(KIND, verb, rows.filter(~back), read_rows, _LIST),
    ]


def _places() -> dict[str, Subquery]:
    """Places by kind, beside each plan: a list of plans asks no second query."""
    rows = Quota.objects.filter(plan=OuterRef("pk")).order_by()
    return {
        f"{kind.value}_places": Subquery(
            rows.filter(honouree_kind=kind).values("plan").annotate(n=Sum("limit")).values("n")
        )
        for kind in HonoureeKind.in_order()
    }


def _told_places(row: AwardPlan) -> str:
    kinds = {kind: getattr(row, f"{kind.value}_places") or 0 for kind in HonoureeKind.in_order()}
    words = counted(Counter(kinds))
    return words and f"chỉ tiêu {words}"


def _until_cutoff() -> Case:
    """The last day of «đầu năm», for what reached Phòng Nội vụ in time; late ones have no day."""
    year, cutoff = clock.today().year, Later(_cutoff, DateField())
    return Case(
        When(review_year=year, submitted_on__lte=cutoff, then=cutoff), output_field=DateField()
    )


def _cutoff() -> date:
    """Read with every question: the law may be corrected on any day."""
    today = clock.today()
    return regime_queries.rule_set_on(today).cutoff_in(today.year)


def _is_done() -> Q:
    """Approved plans whose review and filing are over, with no place still in somebody's hands."""
    today = clock.today()
    held = Q(proposed__gt=0) | Q(recommended__gt=0) | Q(with_chairman__gt=0)
    busy = Quota.objects.filter(held, plan=OuterRef("pk"))
    leaving = PlanAmendment.objects.open().exclude(state__in=IN_UNIT).filter(plan=OuterRef("pk"))
    waited_for = FilingExtension.objects.filter(plan=OuterRef("pk"), closes_on__gte=today)
    is_over = Q(review_year__lt=today.year) | Q(
        review_on__lt=today, filing_closes_on__lt=today, review_year=today.year
    )
    held_open = [busy, leaving, waited_for]
    return Q(is_over, *(~Exists(rows) for rows in held_open), state=PlanState.APPROVED)


def _sheet(plan: AwardPlan) -> str:
    return f"{plan.get_absolute_url()}#tham-dinh"


def _item(row: AwardPlan | PlanAmendment, plan: AwardPlan, told: str) -> WorkItem:
    is_back = row.state in {PlanState.DRAFT, AmendmentState.DRAFT} and row.said
    if is_back:
        told = f"trả lại: «{row.said}»"
    parts = ("Kế hoạch", Truncator(told).chars(90))
    note = " · ".join(part for part in parts if part)
    return WorkItem(row, str(plan), note, plan.campaign.organiser.short_name)

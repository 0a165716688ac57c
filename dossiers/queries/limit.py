"""Time limits (thời hạn): of a dossier in all and step by step, what is due soon and what is late.

One truth for pages, queues and reminders: the day promised to the unit is `due_on`, that of the
step under way `step_due_on`. Both are counted here, from what happened and the town's calendar.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from dossiers.enums import DossierState
from dossiers.models import Apology, Dossier, DossierEvent, Nomination, Supplement
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.workflow import DossierAction
from law.enums import AwardKind, Category
from law.figures import RuleKey
from law.queries import award_rule as award_rule_queries, regime as regime_queries
from law.queries.regime import Rules
from nganam_awards.core import calendar, clock


SOON_DAYS = 3  # working days left from which the promised day is near
STEP_SOON_DAYS = 1  # steps take a day or a few
S = DossierState


class LimitStep(NamedTuple):
    """A step of the office with a limit of its own."""

    slug: str
    label: str
    states: tuple[DossierState, ...]
    figure: RuleKey


STEPS = (
    LimitStep("tiep-nhan", "Tiếp nhận", (S.FILED,), RuleKey.RECEIVE_DAYS),
    LimitStep("tham-dinh", "Thẩm định", (S.RECEIVED, S.APPRAISING), RuleKey.APPRAISE_DAYS),
    LimitStep("trinh-ky", "Trình và ký quyết định", (S.APPRAISED,), RuleKey.DECIDE_DAYS),
    LimitStep("tra-ket-qua", "Trả kết quả", (S.CONCLUDED,), RuleKey.RETURN_DAYS),
)
_STEP_OF = {state: step for step in STEPS for state in step.states}
STEP_STATES = tuple(_STEP_OF)
# What follows the calendar: a step is under way, or the unit supplements.
OPEN_STATES = (*STEP_STATES, S.NEED_MORE)
# With these a step begins; an assignment is part of the appraisal.
_BEGINNINGS = (
    DossierAction.CONFIRM,
    DossierAction.RECEIVE,
    DossierAction.FINISH,
    DossierAction.REOPEN,
    DossierAction.CONCLUDE,
)
# Titles of the year come in one batch, for the town or for the level above.
_BATCHES = (Category.MERIT, Category.FORWARD)
# Steps whose days depend on whether the Council is asked.
_WITH_COUNCIL = (RuleKey.APPRAISE_DAYS, RuleKey.DECIDE_DAYS)


def step_of(state: str) -> LimitStep | None:
    """The step that is under way; none inside the unit, while it supplements, after the end."""
    return _STEP_OF.get(state)


class DayCount:
    """Counts days: the calendar is read once, the figures of the law once a day that is asked."""

    def __init__(self) -> None:
        self._rules: dict[date, Rules] = {}

    @cached_property
    def days_off(self) -> tuple[frozenset[date], frozenset[date]]:
        return regime_queries.days_off()

    def rules_on(self, day: date) -> Rules:
        """The regime of the day on which a limit began; later ones do not touch it."""
        if day not in self._rules:
            self._rules[day] = regime_queries.rule_set_on(day)
        return self._rules[day]

    def end(self, begun_on: date, days: int) -> date:
        """The last day of so many working days."""
        return calendar.add_working_days(begun_on, days, *self.days_off)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`."""
        return calendar.working_days_between(start, end, *self.days_off)

    def days_of(self, dossier: Dossier, received_on: date) -> int:
        """Working days from reception to the result: more for titles, and for the Council."""
        return self._days_of([dossier], received_on)[dossier.pk]

    def promised(self, dossiers: Collection[Dossier], received_on: date) -> dict[int, date]:
        """{dossier: the day of its result if it is received on this day}, of many at once."""
        days = self._days_of(dossiers, received_on)
        ends = {count: self.end(received_on, count) for count in set(days.values())}
        return {pk: ends[count] for pk, count in days.items()}

    def _days_of(self, dossiers: Collection[Dossier], received_on: date) -> dict[int, int]:
        rules = self.rules_on(received_on)
        titled = _with_titles([row.pk for row in dossiers if row.category in _BATCHES])
        voted = before_council([row.pk for row in dossiers], received_on)
        return {
            row.pk: (rules[RuleKey.BATCH_DAYS] if row.pk in titled else rules.processing_days)
            + (rules[RuleKey.COUNCIL_DAYS] if row.pk in voted else 0)
            for row in dossiers
        }

    def step_days(
        self, step: LimitStep, begun_on: date, limit_days: int | None, *, is_voted: bool = False
    ) -> int:
        """Working days of a step; what a batch has more than others goes to its appraisal.

        `is_voted`: the Council has its days before the Chairman signs, within the limit in all.
        """
        rules = self.rules_on(begun_on)
        days = rules[step.figure]
        council = rules[RuleKey.COUNCIL_DAYS] if is_voted else 0
        if step.figure == RuleKey.APPRAISE_DAYS and limit_days:
            days += max(limit_days - rules.processing_days - council, 0)
        return days + (council if step.figure == RuleKey.DECIDE_DAYS else 0)

    def step_end(self, step: LimitStep, begun_on: date, dossier: Dossier) -> date:
        """The last day of a step of this dossier that begins so."""
        asks = step.figure in _WITH_COUNCIL
        is_voted = asks and dossier.pk in before_council([dossier.pk], begun_on)
        days = self.step_days(step, begun_on, dossier.limit_days, is_voted=is_voted)
        return self.end(begun_on, days)

    def paused(self, supplement: Supplement | None, since: datetime) -> int:
        """Working days on which the clock stood still, of what began at that moment."""
        if supplement is None or supplement.answered_at is None or supplement.asked_at < since:
            return 0
        return self.between(clock.day_of(supplement.asked_at), clock.day_of(supplement.answered_at))


def before_council(dossiers: Collection[int], day: date) -> set[int]:
    """Those with an award on their list that the law of the day brings before the Council.

    What a head or a campaign asks beyond the law moves no promise.
    """
    if not dossiers:
        return set()
    asked = award_rule_queries.asks_council(day, "award_type", "dossier__category")
    lines = Nomination.objects.on_list().filter(asked, dossier__in=dossiers)
    return set(lines.order_by().values_list("dossier", flat=True))


def _with_titles(dossiers: Collection[int]) -> set[int]:
    """Those with a title on their list."""
    if not dossiers:
        return set()
    lines = Nomination.objects.on_list().filter(
        dossier__in=dossiers, award_type__kind=AwardKind.TITLE
    )
    return set(lines.order_by().values_list("dossier", flat=True))


def days_promised(dossier: Dossier) -> int:
    """The limit that its receipt names, in working days."""
    if dossier.limit_days:
        return dossier.limit_days
    return regime_queries.rule_set_on(clock.day_of(dossier.received_at)).processing_days


def begun_at(dossiers: Collection[int]) -> dict[int, datetime]:
    """{dossier: when its step under way began}, in one query."""
    events = DossierEvent.objects.filter(dossier__in=dossiers, action__in=_BEGINNINGS)
    newest = events.order_by("dossier_id", "-pk").distinct("dossier_id")
    return dict(newest.values_list("dossier_id", "happened_at"))


def named_among(dossiers: Collection[int]) -> set[int]:
    """Those whose due day an apology named: no calendar moves what was promised so."""
    named = Apology.objects.filter(dossier__in=dossiers)
    return set(named.values_list("dossier_id", flat=True))


# --- what waits, as a condition on dossiers ------------------------------------------------------


def late() -> Q:
    """Past the promised day, the clock running."""
    return Q(state__in=CLOCK_RUNS, due_on__lt=clock.today())


def soon(limits: DayCount) -> Q:
    """Due in a few working days, today counted."""
    return Q(state__in=CLOCK_RUNS, due_on__range=(clock.today(), _horizon(limits, SOON_DAYS)))


def late_in_step(*steps: LimitStep) -> Q:
    """Past the day of the step under way; any step, or one of these."""
    return Q(state__in=_states(steps), step_due_on__lt=clock.today())


def soon_in_step(limits: DayCount, *steps: LimitStep) -> Q:
    """The step under way ends today or on the next working day."""
    days = (clock.today(), _horizon(limits, STEP_SOON_DAYS))
    return Q(state__in=_states(steps), step_due_on__range=days)


def _states(steps: tuple[LimitStep, ...]) -> list[DossierState]:
    return [state for step in steps or STEPS for state in step.states]


def _horizon(limits: DayCount, days: int) -> date:
    """The last day up to which no more than so many working days are left."""
    return limits.end(clock.today(), days + 1) - timedelta(days=1)

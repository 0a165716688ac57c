"""Which dossiers have passed a threshold, and whose move it is."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from dossiers.enums import DossierState as S, ReminderKind as K
from dossiers.models import Absence, Dossier, DossierEvent, DossierReminder
from dossiers.models.dossier import CLOCK_RUNS, DossierQuerySet
from dossiers.queries import absence as absence_queries
from dossiers.queries.own_line import holding_own
from dossiers.workflow import DossierAction
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from units.models import Unit, User
from units.rules import CLERK_RIGHT, HEAD_RIGHT, holders_of_all


# Working days left at which people are reminded; below zero, working days over. How often is the
# office's habit, not law: often enough to be heeded, rarely enough to be read.
DUE = (2, 0, -1, -3, -5, -10)
OF_STEP = {K.RECEIVE: (0, -1, -3), K.APPRAISE: (1, 0, -1)}
OF_DESK = {K.ASSIGN: (0, -1, -3), K.CONFIRM: (0, -3)}
OF_SUPPLEMENT = (3, 1, 0)
# Working days in which a received dossier has its officer, and a head confirms what was handed
# over: no law limits these, but both lie in somebody's drawer.
DESK_DAYS = {K.ASSIGN: 1, K.CONFIRM: 2}

_HEAD_TOO = 1  # working days before its end at which the head hears of a supplement as well

# What the next step is, as a reminder by hand says it.
AWAITED = {
    S.FILED: "chờ tiếp nhận",
    S.RECEIVED: "chờ phân công thẩm định",
    S.APPRAISING: "chờ kết luận thẩm định",
    S.APPRAISED: "chờ trình và có kết quả",
    S.NEED_MORE: "chờ đơn vị bổ sung",
    S.CONCLUDED: "chờ trả kết quả",
}

# In which states a reminder of the kind still says something.
WAITS = {
    K.RECEIVE: {S.FILED},
    K.ASSIGN: {S.RECEIVED},
    K.APPRAISE: {S.APPRAISING},
    K.DUE_SOON: set(CLOCK_RUNS),
    K.OVERDUE: set(CLOCK_RUNS),
    K.CONFIRM: {S.AWAITING_HEAD},
    K.SUPPLEMENT: {S.NEED_MORE},
    K.BY_HAND: set(AWAITED),
}


def due(today: date) -> Iterator[DossierReminder]:
    """Reminders that should stand on the day, the last threshold passed of each; not saved.

    Those that were noted already come again: the unique row tells them apart.
    """
    off, worked = regime_queries.days_off()

    def left(day: date) -> int:
        return calendar.working_days_between(today, day, off, worked)

    def after(day: date, days: int) -> date:
        return calendar.add_working_days(day, days, off, worked)

    for dossier, day in _promised(after(today, max(DUE))):
        if (mark := _passed(left(day), DUE)) is not None:
            yield _noted(dossier, K.OVERDUE if mark < 0 else K.DUE_SOON, day, mark)
    for kind, marks in OF_STEP.items():
        for dossier, day in _in_step(kind, after(today, max(marks))):
            if (mark := _passed(left(day), marks)) is not None:
                yield _noted(dossier, kind, day, mark)
    for kind, rows in _on_desks().items():
        for dossier, moment in rows:
            day = after(clock.day_of(moment), DESK_DAYS[kind])
            if (mark := _passed(left(day), OF_DESK[kind])) is not None:
                yield _noted(dossier, kind, day, mark)
    for dossier, day in _supplemented(today, after(today, max(OF_SUPPLEMENT))):
        if (mark := _passed(left(day), OF_SUPPLEMENT)) is not None:
            yield _noted(dossier, K.SUPPLEMENT, day, mark)


def by_hand_on(day: date, dossiers: Collection[Dossier]) -> QuerySet[DossierReminder]:
    """Who reminded of these dossiers by hand that day."""
    rows = DossierReminder.objects.filter(kind=K.BY_HAND, about_on=day, dossier__in=dossiers)
    return rows.select_related("by").order_by("pk")


def still_waits(reminder: DossierReminder) -> bool:
    """Does the dossier still stand where the reminder met it, with the same day before it?"""
    dossier = reminder.dossier
    if dossier.trashed_at or dossier.state not in WAITS[reminder.kind]:
        return False
    if reminder.kind in (K.DUE_SOON, K.OVERDUE):
        return dossier.due_on == reminder.about_on
    if reminder.kind in OF_STEP:
        return dossier.step_due_on == reminder.about_on
    if reminder.kind == K.SUPPLEMENT:
        return dossier.supplement.until == reminder.about_on
    return True


class Hands:
    """Whose move it is, each office asked once, and all units of these dossiers together."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._units = {dossier.unit_id: dossier.unit for dossier in dossiers}
        self._heads_and_clerks: dict[str, dict[int, list[User]]] = {}
        self._offices: dict[str, list[User]] = {}

    def of(self, dossier: Dossier) -> list[User]:
        """People who have the next step; none where the dossier has ended."""
        match dossier.state:
            case S.AWAITING_HEAD:
                # Four eyes: whoever handed it over is not asked to confirm it.
                handed = dossier.events.filter(action=DossierAction.HAND_OVER).order_by("-pk")
                by = handed.values_list("by", flat=True).first()
                return [head for head in self._in(dossier.unit, HEAD_RIGHT) if head.pk != by]
            case S.NEED_MORE if dossier.supplement.is_ready:
                return self._in(dossier.unit, HEAD_RIGHT)
            case S.NEED_MORE:
                return self._in(dossier.unit, CLERK_RIGHT)
            case S.FILED:
                return self._with("dossiers.receive")
            case S.RECEIVED:
                return self._with("dossiers.assign")
            case S.APPRAISING | S.APPRAISED | S.CONCLUDED if dossier.officer:
                absence = self._away.get(dossier.officer_id)
                return [dossier.officer, *([absence.stand_in] if absence else [])]
        return []

    def told_of(self, reminder: DossierReminder) -> list[User]:
        """The same, and once it is late whoever assigns; never the very person who reminds."""
        people = self.of(reminder.dossier)
        is_towns = reminder.kind in (K.APPRAISE, K.DUE_SOON, K.OVERDUE)
        if is_towns and (reminder.threshold < 0 or reminder.dossier.state == S.APPRAISED):
            people = [*people, *self._with("dossiers.assign")]
        if reminder.kind == K.SUPPLEMENT and reminder.threshold <= _HEAD_TOO:
            people = [*people, *self._in(reminder.dossier.unit, HEAD_RIGHT)]
        others = {person.pk: person for person in people if person.pk != reminder.by_id}
        return list(others.values())

    @cached_property
    def _away(self) -> dict[int, Absence]:
        return absence_queries.away_on(clock.today())

    def _in(self, unit: Unit, right: str) -> list[User]:
        if right not in self._heads_and_clerks:
            self._heads_and_clerks[right] = holders_of_all(self._units.values(), right)
        return self._heads_and_clerks[right][unit.pk]

    def _with(self, right: str) -> list[User]:
        if right not in self._offices:
            self._offices[right] = list(User.objects.holding(right))
        return self._offices[right]


def about_themselves(people: Collection[User], dossiers: Collection[int]) -> set[tuple[int, int]]:
    """(person, dossier) where the list is about the person, who is not told of its desk."""
    return {
        (person.pk, pk)
        for person in people
        for pk in Dossier.objects.filter(holding_own(person), pk__in=dossiers).values_list(
            "pk", flat=True
        )
    }


def _passed(left: int, marks: tuple[int, ...]) -> int | None:
    """The last threshold that is behind: earlier ones are not told any more."""
    return min((mark for mark in marks if left <= mark), default=None)


def _noted(dossier: Dossier, kind: K, day: date, mark: int) -> DossierReminder:
    return DossierReminder(dossier=dossier, kind=kind, about_on=day, threshold=mark)


def _rows() -> DossierQuerySet:
    return Dossier.objects.filter(trashed_at=None).only("pk").order_by("pk")


def _promised(until: date) -> list[tuple[Dossier, date]]:
    rows = _rows().filter(state__in=CLOCK_RUNS, due_on__lte=until).only("due_on")
    return [(row, row.due_on) for row in rows]


def _in_step(kind: K, until: date) -> list[tuple[Dossier, date]]:
    rows = _rows().filter(state__in=WAITS[kind], step_due_on__lte=until).only("step_due_on")
    return [(row, row.step_due_on) for row in rows]


def _on_desks() -> dict[K, list[tuple[Dossier, object]]]:
    handed = DossierEvent.objects.filter(dossier=OuterRef("pk"), action=DossierAction.HAND_OVER)
    newest = Subquery(handed.order_by("-pk").values("happened_at")[:1])
    received = _rows().filter(state=S.RECEIVED).only("received_at")
    with_head = _rows().filter(state=S.AWAITING_HEAD).annotate(handed_at=newest)
    return {
        K.ASSIGN: [(row, row.received_at) for row in received],
        K.CONFIRM: [(row, row.handed_at) for row in with_head],
    }


def _supplemented(today: date, until: date) -> list[tuple[Dossier, date]]:
    rows = _rows().filter(state=S.NEED_MORE, supplement__until__range=(today, until))
    return [
        (row, row.supplement.until)
        for row in rows.select_related("supplement").only("pk", "supplement__until")
    ]

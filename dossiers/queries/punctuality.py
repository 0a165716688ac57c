"""On time (đúng hạn): what the office was done with by the promised day, by the national formula.

QĐ 766/QĐ-TTg (domain list §6.2): a dossier counts on the day it is done (code 9 before 10, else 8
or 3) against the day promised. Days on which the unit supplemented (code 5) are left out: an answer
has moved the promised day already, and what was never answered is judged by the day it was asked.
Asked more than once would be late whatever the day; here nobody can ask twice.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate

from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.queries import limit as limit_queries
from dossiers.queries.limit import STEPS, DayCount, LimitStep
from dossiers.workflow import FINISHING_STEPS, DossierAction
from nganam_awards.core.clock import OFFICE_ZONE


class Punctuality(NamedTuple):
    """What the office was done with in a time, and what of it in time."""

    done: int
    on_time: int

    @property
    def late(self) -> int:
        return self.done - self.on_time

    @property
    def percent(self) -> int | None:
        """Whole percents, rounded down: 99,6 % is not «all»."""
        return self.on_time * 100 // self.done if self.done else None


class Side(NamedTuple):
    """From which side the measure is read: whose row a dossier counts in."""

    slug: str
    label: str
    key: str
    name: str
    none: str  # whose row it is where nobody stands there


SIDES = (
    Side("chuyen-vien", "Chuyên viên", "officer", "officer__full_name", "Chưa phân công"),
    Side("don-vi", "Đơn vị", "unit", "unit__name", ""),
    Side(
        "phong-trao",
        "Phong trào",
        "plan__campaign",
        "plan__campaign__name",
        "Không thuộc phong trào",
    ),
)


class PunctualityRow(NamedTuple):
    """One officer, unit or campaign with its measure."""

    key: int | None
    name: str
    measure: Punctuality


class OpenStep(NamedTuple):
    """How much stands in a step now; `step` None: all that is under way, by the promised day."""

    step: LimitStep | None
    open: int
    soon: int
    late: int


# Its last day: the promised one; what was never received is judged by the limit of reception.
_DAY_LIMIT = Coalesce("dossier__due_on", "dossier__step_due_on")
_DONE_ON = TruncDate(
    Case(
        When(action=DossierAction.STOP, then=F("dossier__supplement__asked_at")),
        default=F("happened_at"),
    ),
    tzinfo=OFFICE_ZONE,
)


_NEWEST = """
    SELECT (SELECT id FROM dossiers_dossierevent WHERE action IN %s
            ORDER BY happened_at DESC, id DESC LIMIT 1),
        (SELECT max(id) FROM dossiers_duechange)
"""
KEPT_SECONDS = 60


# What a line of late ones shows and no more; a supplement keeps all rows of its dossier.
_LATE = (
    *("happened_at", "dossier__ref", "dossier__title", "dossier__one_stop_code"),
    *("dossier__unit__name", "dossier__supplement__answered_at"),
)


def of_year(year: int) -> Punctuality:
    """All that the office was done with in a year, in one query."""
    return of_time(date(year, 1, 1), date(year, 12, 31))


def kept_year(year: int) -> Punctuality:
    """The same, counted once until the office was done with another dossier or days were moved.

    Two rows by their indexes instead of all that was done in the year. Steps that were taken side
    by side may be seen in another order than they happened; so it is kept a minute at most.
    """
    key = f"on-time:{year}:{_mark()}"
    kept = cache.get(key)
    if kept is None:
        kept = tuple(of_year(year))
        cache.set(key, kept, KEPT_SECONDS)
    return Punctuality(*kept)


def _mark() -> str:
    """The newest step that ended a dossier, the newest promised day that the calendar moved."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [FINISHING_STEPS])
        return "-".join(str(key or 0) for key in cursor.fetchone())


def of_time(first: date, last: date) -> Punctuality:
    """The same from one day to another, both counted."""
    return Punctuality(**_finished(first, last).aggregate(**_counts()))


def rows_of(side: Side, first: date, last: date) -> list[PunctualityRow]:
    """By officer, unit or campaign, most late ones on top; one query, a row for each."""
    key, name = f"dossier__{side.key}", f"dossier__{side.name}"
    found = _finished(first, last).values(key, name).order_by().annotate(**_counts())
    rows = [
        PunctualityRow(row[key], row[name] or side.none, Punctuality(row["done"], row["on_time"]))
        for row in found
    ]
    return sorted(rows, key=lambda row: (-row.measure.late, -row.measure.done, row.name))


def late_ones(side: Side, key: int | None, first: date, last: date) -> QuerySet[DossierEvent]:
    """What of one row was late, newest first: the step that ended it, `day` done, its `limit`."""
    rows = _finished(first, last).filter(**{f"dossier__{side.key}": key}, day__gt=F("limit"))
    rows = rows.select_related("dossier__unit", "dossier__supplement").only(*_LATE)
    return rows.order_by("-happened_at", "-pk")


def open_steps() -> list[OpenStep]:
    """What is under way now: each step by its own day, then all by the promised one; one query."""
    limits = DayCount()
    asked = {None: (Q(state__in=CLOCK_RUNS), limit_queries.soon(limits), limit_queries.late())}
    for step in STEPS:
        asked[step] = (
            Q(state__in=step.states),
            limit_queries.soon_in_step(limits, step),
            limit_queries.late_in_step(step),
        )
    columns = {
        f"c{at}_{of}": Count("pk", filter=which)
        for at, conditions in enumerate(asked.values())
        for of, which in enumerate(conditions)
    }
    rows = Dossier.objects.filter(state__in=limit_queries.STEP_STATES)
    found = rows.aggregate(**columns)
    steps = [
        OpenStep(step, *(found[f"c{at}_{of}"] for of in range(3))) for at, step in enumerate(asked)
    ]
    return [*steps[1:], steps[0]]


def _finished(first: date, last: date) -> QuerySet[DossierEvent]:
    """Steps with which the office was done, by their own index; one a dossier."""
    rows = DossierEvent.objects.filter(
        action__in=FINISHING_STEPS,
        happened_at__gte=_midnight(first),
        happened_at__lt=_midnight(last + timedelta(days=1)),
    )
    return rows.annotate(limit=_DAY_LIMIT, day=_DONE_ON).exclude(limit=None)


def _counts() -> dict[str, Count]:
    return {"done": Count("pk"), "on_time": Count("pk", filter=Q(day__lte=F("limit")))}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_ZONE)


def side_of(slug: str) -> Side:
    """The side that an address asks for; nonsense asks for the first."""
    return next((side for side in SIDES if side.slug == slug), SIDES[0])

"""DayCount put on a dossier as its steps begin, and counted anew where the calendar changes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from dossiers.enums import DossierState
from dossiers.models import Dossier, DueChange, Recalculation, Supplement
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.notifications import limit as limit_notifications
from dossiers.queries import limit as limit_queries
from dossiers.queries.limit import DayCount
from law.queries import regime as regime_queries
from nganam_awards.core import clock, memo, workflow
from nganam_awards.core.calendar import Aftermath
from nganam_awards.core.commit import after_commit
from nganam_awards.core.money import grouped
from nganam_awards.core.registry import calendar_aftermaths
from nganam_awards.core.update import update_each
from units.models import User


LEASE = timedelta(seconds=60)  # a hundred dossiers take a blink; longer means the machine died
CHUNK = 100  # dossiers locked together: nobody who works on one waits longer than for these
AT_ONCE = 50  # counted before the page answers; more go to a worker and show how far they are
TOLD_FOR = timedelta(days=1)  # how long the calendar says what its last change did


# --- the steps ------------------------------------------------------------------------------------


def promise(dossier: Dossier, received_on: date) -> None:
    """Sets the day of the result, counted from reception; the caller saves."""
    dossier.limit_days = DayCount().days_of(dossier, received_on)
    dossier.due_on = regime_queries.due_on(received_on, dossier.limit_days)


def begin_step(dossier: Dossier, state: DossierState, count: DayCount | None = None) -> None:
    """Sets the day of the step that begins now with this state; the caller saves.

    Whoever takes a step with many gives one `count` for all: the calendar is read once.
    """
    step, count = limit_queries.step_of(state), count or DayCount()
    dossier.step_due_on = count.step_end(step, clock.today(), dossier)


def give_back(dossier: Dossier, asked_on: date) -> None:
    """The working days on which the clock stood still, to both days; the caller saves."""
    limits = DayCount()
    stood = limits.between(asked_on, clock.today())
    if dossier.due_on:
        dossier.due_on = limits.end(dossier.due_on, stood)
    if dossier.step_due_on:
        dossier.step_due_on = limits.end(dossier.step_due_on, stood)


# --- the calendar ---------------------------------------------------------------------------------


def order(words: str, by: User | None) -> Recalculation | None:
    """Notes that open dossiers have to follow the calendar; None where there is none.

    Several days typed one after another are one run, while none has begun.
    """
    total = Dossier.objects.filter(state__in=limit_queries.OPEN_STATES).count()
    if not total:
        return None
    with transaction.atomic():
        waiting = Recalculation.objects.select_for_update(of=("self",)).filter(
            finished_at=None, leased_until=None, by=by
        )
        if known := waiting.first():
            known.words, known.total = f"{known.words}; {words}", total
            known.save(update_fields=["words", "total"])
            return known
        return Recalculation.objects.create(words=words, by=by, total=total)


def is_short(recalculation: Recalculation) -> bool:
    """So few that whoever changed the calendar need not wait for a worker."""
    return recalculation.total <= AT_ONCE


def run(pk: int) -> None:
    """Counts every open dossier anew, one machine at a time; what moved already stays."""
    now = clock.machine_now()
    taken = Recalculation.objects.filter(_free(now), pk=pk).update(leased_until=now + LEASE, done=0)
    if not taken:
        return
    recalculation = Recalculation.objects.get(pk=pk)
    mine = Recalculation.objects.filter(pk=pk)
    is_open = Dossier.objects.filter(state__in=limit_queries.OPEN_STATES)
    keys = list(is_open.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        here = keys[start : start + CHUNK]
        _count_anew(here, recalculation)
        mine.update(done=F("done") + len(here), leased_until=clock.machine_now() + LEASE)
    with transaction.atomic():
        locked = workflow.lock(Recalculation, pk)
        if locked.finished_at is None:
            locked.finished_at, locked.leased_until = clock.machine_now(), None
            locked.save(update_fields=["finished_at", "leased_until"])
            limit_notifications.tell_of_recalculation(locked)
    after_commit(memo.forget_all)  # a queue says by when; no step tells it that the day moved


def left_behind() -> list[int]:
    """Runs nobody took up, or whose machine died."""
    rows = Recalculation.objects.filter(_free(clock.machine_now()))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def aftermath() -> Aftermath | None:
    """What the calendar's page says of its last change."""
    last = Recalculation.objects.order_by("-pk").first()
    if last is None:
        return None
    if last.finished_at is None:
        return Aftermath(f"Đang tính lại hạn của {grouped(last.total)} hồ sơ", last.percent)
    if last.finished_at < clock.machine_now() - TOLD_FOR:
        return None
    moved = last.due_changes.count()
    told = (
        f"{grouped(moved)} hồ sơ đổi hạn trả; người giữ hồ sơ và đơn vị đã được báo"
        if moved
        else "không hồ sơ nào đổi hạn trả"
    )
    at = clock.as_office(last.happened_at)
    return Aftermath(f"Tính lại hạn lúc {at:%H:%M %d/%m/%Y}, vì {last.words}: {told}.", None)


def register() -> None:
    """Called once when the apps are loaded."""
    calendar_aftermaths.add(aftermath)


def _free(now: datetime) -> Q:
    return Q(finished_at=None) & (Q(leased_until=None) | Q(leased_until__lt=now))


def _count_anew(keys: list[int], recalculation: Recalculation) -> None:
    """Locked before the calendar is read: whoever receives meanwhile has ended before."""
    with transaction.atomic():
        rows = [
            row
            for row in workflow.lock_many(Dossier, keys)
            if row.state in limit_queries.OPEN_STATES
        ]
        before = {row.pk: row.due_on for row in rows}
        moved = list(_moved(rows, DayCount()))
        update_each(moved, ["due_on", "step_due_on"])
        DueChange.objects.bulk_create(
            DueChange(
                dossier=row,
                recalculation=recalculation,
                old_due_on=before[row.pk],
                new_due_on=row.due_on,
            )
            for row in moved
            if row.due_on != before[row.pk]
        )


def _moved(rows: list[Dossier], limits: DayCount) -> Iterator[Dossier]:
    """Those with another day than before, as the calendar now counts it."""
    keys = [row.pk for row in rows]
    begun, named = limit_queries.begun_at(keys), limit_queries.named_among(keys)
    supplements = {one.dossier_id: one for one in _pauses(keys)}
    voted = _voted(begun)
    for row in rows:
        supplement, old = supplements.get(row.pk), (row.due_on, row.step_due_on)
        runs = row.state in CLOCK_RUNS or row.state == DossierState.NEED_MORE
        if row.due_on and runs and row.pk not in named:
            row.due_on = _due(row, supplement, limits)
        if row.pk in begun:
            is_voted = row.pk in voted
            row.step_due_on = _step_due(row, supplement, begun[row.pk], limits, is_voted=is_voted)
        if (row.due_on, row.step_due_on) != old:
            yield row


def _pauses(keys: list[int]) -> list[Supplement]:
    rows = Supplement.objects.filter(dossier__in=keys)
    return list(rows.only("dossier_id", "asked_at", "answered_at", "came_from"))


def _due(dossier: Dossier, supplement: Supplement | None, limits: DayCount) -> date:
    received_on = clock.day_of(dossier.received_at)
    days = dossier.limit_days or limits.rules_on(received_on).processing_days
    counted = limits.end(received_on, days + limits.paused(supplement, dossier.received_at))
    return _not_late_by_it(counted, dossier.due_on)


def _voted(begun: Mapping[int, datetime]) -> set[int]:
    """Those whose step has the Council's days in it; asked once for each day on which one began."""
    of_day: dict[date, list[int]] = {}
    for pk, moment in begun.items():
        of_day.setdefault(clock.day_of(moment), []).append(pk)
    return {pk for day, keys in of_day.items() for pk in limit_queries.before_council(keys, day)}


def _step_due(
    dossier: Dossier,
    supplement: Supplement | None,
    begun: datetime,
    limits: DayCount,
    *,
    is_voted: bool,
) -> date:
    waits = dossier.state == DossierState.NEED_MORE
    step = limit_queries.step_of(supplement.came_from if waits else dossier.state)
    begun_on = clock.day_of(begun)
    days = limits.step_days(step, begun_on, dossier.limit_days, is_voted=is_voted)
    counted = limits.end(begun_on, days + limits.paused(supplement, begun))
    return _not_late_by_it(counted, dossier.step_due_on)


def _not_late_by_it(counted: date, before: date | None) -> date:
    """A day off that was struck makes nothing late that was in time this morning."""
    return max(counted, min(before, clock.today())) if before else counted

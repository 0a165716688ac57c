"""The office clock: the only reader of time for what the law counts (law 13).

Office time is machine time plus one stored offset. In production the offset is 0 and cannot be
moved; the demonstration starts at 20/11/2023 08:00 and runs on from there.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.cache import cache


OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_CACHE_KEY = "clock:offset"
_held: ContextVar[timedelta | None] = ContextVar("office clock offset", default=None)


def machine_now() -> datetime:
    """Instant by the machine: sessions, leases, logs; never for what the law counts."""
    return datetime.now(UTC)


def now() -> datetime:
    """Instant of the office, in Asia/Ho_Chi_Minh."""
    return (machine_now() + offset()).astimezone(OFFICE_ZONE)


def today() -> date:
    """Day of the office: decides due dates, years, validity."""
    return now().date()


def as_office(moment: datetime) -> datetime:
    """The same instant on the office's clock face."""
    return moment.astimezone(OFFICE_ZONE)


def day_of(moment: datetime) -> date:
    """The office's calendar day of an instant."""
    return moment.astimezone(OFFICE_ZONE).date()


def is_movable() -> bool:
    """Only the demonstration's clock can be moved."""
    return settings.IS_DEMONSTRATION


def offset() -> timedelta:
    """How far the office stands from the machine; zero wherever this is no demonstration."""
    if not is_movable():
        return timedelta()
    if (held := _held.get()) is not None:
        return held
    seconds = cache.get(_CACHE_KEY)
    if seconds is None:
        seconds = _stored_seconds()
        cache.set(_CACHE_KEY, seconds, None)
    return timedelta(seconds=seconds)


@contextmanager
def held_still():
    """Read the offset once for a whole request or task; the clock itself runs on."""
    token = _held.set(offset())
    try:
        yield
    finally:
        _held.reset(token)


def move_to(moment: datetime) -> None:
    """Set the demonstration's office clock. Raises RuntimeError anywhere else."""
    if not is_movable():
        raise RuntimeError("The office clock is fixed outside the demonstration.")
    seconds = (moment - machine_now()).total_seconds()
    _row().objects.update_or_create(pk=1, defaults={"seconds": seconds})
    cache.set(_CACHE_KEY, seconds, None)
    if _held.get() is not None:
        _held.set(timedelta(seconds=seconds))


def _stored_seconds() -> float:
    return _row().objects.filter(pk=1).values_list("seconds", flat=True).first() or 0.0


def _row() -> type:
    return apps.get_model("core", "ClockOffset")  # by name: models read the clock

"""Wrong passwords make the next try wait, longer each time; who is known here does not wait.

Three counts, none of which a stranger can turn against the owner of an account:

- this account from this address: eight tries, then a minute, two, four … an hour at most;
- this account from all strange addresses together: later, and ten minutes at most;
- all names tried in vain from this address: thirty in ten minutes, then the address rests.

A device on which the owner signed in before carries a signed cookie and has a count of its own.
What is tried while a rest lasts is refused unread and counts nowhere, so that no rest feeds itself.
"""

import re
import secrets
from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from nganam_awards.core import clock
from units.models import User


FREE_TRIES = settings.AXES_FAILURE_LIMIT
FREE_TRIES_OF_STRANGERS = 3 * FREE_TRIES
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)
LONGEST_REST_OF_STRANGERS = timedelta(minutes=10)

NAMES_OF_ADDRESS = 30
NAMES_WITHIN = timedelta(minutes=10)
LONGEST_REST_OF_ADDRESS = timedelta(hours=4)

UNLOCK_LASTS = 15 * 60  # seconds in which an unlocked owner passes a resting address

_SALT = "units.known_device"
_OWNERS_KEPT = 8  # people who share one machine
_DEVICE = re.compile(r"([0-9a-f]{16}):((?:\d+)(?:\.\d+)*)")
_STRANGE = ""


class Lockout(AxesDatabaseHandler):
    """axes keeps the counts in its table; how long they hold up whom is decided here."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """axes compares with its limit: reached while a rest lasts."""
        name = (credentials or {}).get("username") or ""
        rest = _rest(request, name)
        request.sign_in_rest = rest
        return FREE_TRIES if rest else 0

    def user_login_failed(
        self, sender: object, credentials: dict, request: HttpRequest = None, **more: object
    ) -> None:
        """Count the try for the device that was known, else for all strange ones alike."""
        if request is not None:
            request.axes_user_agent = _device_key(request, credentials.get("username") or "")
        super().user_login_failed(sender, credentials, request, **more)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """A success clears the tries of this account from here, not those of anybody else."""
        name = (credentials or {}).get("username") or ""
        mine = AccessAttempt.objects.filter(username=name, ip_address=request.axes_ip_address)
        key = _device_key(request, name)
        known = AccessAttempt.objects.filter(username=name, user_agent=key) if key else mine.none()
        return (mine | known).delete()[0]


def forget(person: User) -> None:
    """Unlock at once: the counts of this account go, and a resting address lets its owner pass."""
    AccessAttempt.objects.filter(username=person.username).delete()
    try:
        cache.set(_unlock_key(person.username), True, UNLOCK_LASTS)
    except RedisError:
        return  # the account is free all the same; a resting address holds on


def is_held_up(person: User) -> bool:
    """Would a strange device of this person, wherever it stands, have to wait now?"""
    tries = AccessAttempt.objects.filter(username=person.username, user_agent=_STRANGE)
    ends = [_end(tries, FREE_TRIES_OF_STRANGERS, LONGEST_REST_OF_STRANGERS)]
    ends += [
        _end_of(count, last, FREE_TRIES, LONGEST_REST)
        for count, last in tries.values_list("failures_since_start", "attempt_time")
    ]
    return any(end and end > clock.machine_now() for end in ends)


def remember_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Leave the cookie by which this device is known as one of the person's."""
    device, owners = _device(request) or (secrets.token_hex(8), [])
    kept = [person.pk, *(pk for pk in owners if pk != person.pk)][:_OWNERS_KEPT]
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        f"{device}:{'.'.join(map(str, kept))}",
        salt=_SALT,
        max_age=settings.DEVICE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _device(request: HttpRequest) -> tuple[str, list[int]] | None:
    value = request.get_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        default="",
        salt=_SALT,
        max_age=settings.DEVICE_COOKIE_AGE,
    )
    found = _DEVICE.fullmatch(value)
    return (found[1], [int(pk) for pk in found[2].split(".")]) if found else None


def _device_key(request: HttpRequest, name: str) -> str:
    """Where axes keeps the user agent: which known device it is, or nothing."""
    device = _device(request)
    if device is None or not User.objects.filter(username=name, pk__in=device[1]).exists():
        return _STRANGE
    return f"known device {device[0]}"


def _rest(request: HttpRequest, name: str) -> timedelta | None:
    """How long this account has to wait here; None where it may try."""
    tries = AccessAttempt.objects.filter(username=name)
    if key := _device_key(request, name):
        ends = [_end(tries.filter(user_agent=key), FREE_TRIES, LONGEST_REST)]
    else:
        strange = tries.filter(user_agent=_STRANGE)
        here = strange.filter(ip_address=request.axes_ip_address)
        ends = [
            _end(here, FREE_TRIES, LONGEST_REST),
            _end(strange, FREE_TRIES_OF_STRANGERS, LONGEST_REST_OF_STRANGERS),
            _end_of_address(request.axes_ip_address, name),
        ]
    longest = max((end for end in ends if end), default=None)
    now = clock.machine_now()
    return longest - now if longest and longest > now else None


def _end(tries: QuerySet, free: int, longest: timedelta) -> datetime | None:
    found = tries.aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    return _end_of(found["count"] or 0, found["last"], free, longest)


def _end_of(count: int, last: datetime | None, free: int, longest: timedelta) -> datetime | None:
    return last + _grown(FIRST_REST, count - free, longest) if count >= free else None


def _end_of_address(address: str | None, name: str) -> datetime | None:
    """Until when an address rests from which too many names were tried in vain."""
    tries = AccessAttempt.objects.filter(ip_address=address, user_agent=_STRANGE)
    times = list(tries.order_by("-attempt_time").values_list("attempt_time", flat=True))
    recent = [time for time in times if time > times[0] - NAMES_WITHIN]
    if len(recent) < NAMES_OF_ADDRESS or _was_unlocked(name):
        return None
    rounds = len(times) // NAMES_OF_ADDRESS
    return times[0] + _grown(NAMES_WITHIN, rounds - 1, LONGEST_REST_OF_ADDRESS)


def _grown(first: timedelta, doublings: int, longest: timedelta) -> timedelta:
    return min(first * 2 ** min(doublings, 16), longest)


def _unlock_key(name: str) -> str:
    return f"unlocked:{name}"


def _was_unlocked(name: str) -> bool:
    try:
        return bool(cache.get(_unlock_key(name)))
    except RedisError:
        return False

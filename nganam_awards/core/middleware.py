"""What happens around every request: one reading of the clock, the access log, no blank page."""

import re
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DataError, models
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from nganam_awards.core import clock, disk, memo
from nganam_awards.core.context import READING
from nganam_awards.core.models import Reading
from nganam_awards.core.outage import DISK
from nganam_awards.core.steps import CONFLICT, UNPROCESSABLE


BAD_REQUEST, NOT_ALLOWED = 400, 405
_TEXTS = {"text/html", "text/plain", "application/json", "image/svg+xml"}
logger = structlog.get_logger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def office_clock(get_response: Handler) -> Handler:
    """The office clock is read once a request, so that one page shows one time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.held_still():
            return get_response(request)

    return middleware


def keep_room_to_work(get_response: Handler) -> Handler:
    """With hardly any room left nothing is taken in: the database must not die of the last byte."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in READING and not disk.has_room_to_work():
            return render(request, "outage.html", {"outage": DISK}, status=DISK.status)
        return get_response(request)

    return middleware


def forget_after_act(get_response: Handler) -> Handler:
    """Whoever did something sees on the next page what has changed by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in READING and request.user.is_authenticated:
            memo.forget([request.user.pk])
        return response

    return middleware


def note_reading(request: HttpRequest, row: models.Model, how: str = Reading.How.VIEW) -> None:
    """A view says what it shows; the row is written after it answered well."""
    request.reading = (row._meta.label_lower, row.pk, how)


def note_list(request: HttpRequest, model: type[models.Model]) -> None:
    """The same of a list that was taken along; it has no row of its own, and stands under 0."""
    request.reading = (model._meta.label_lower, 0, Reading.How.DOWNLOAD)


def record_reading(get_response: Handler) -> Handler:
    """Every view and download of a dossier by staff is recorded (law 5 names this exception)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        reading = getattr(request, "reading", None)
        if reading and response.status_code == 200:
            subject, subject_id, how = reading
            Reading.objects.create(
                user_id=request.user.pk, subject=subject, subject_id=subject_id, how=how
            )
        return response

    return middleware


def keep_no_page(get_response: Handler) -> Handler:
    """Pages carry names: no browser keeps one, so that Back after sign-out shows nothing.

    Files and pictures say for themselves how they are kept (`core/files/download.py`).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


class CompressText(GZipMiddleware):
    """Pages and what htmx asks for cross the wire compressed; files go as they are.

    Against BREACH the length of each answer is random (Django's own), and the token in a page is
    masked anew each time: what a stranger makes a page repeat tells him nothing of the rest.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Whole texts; a file may be asked for in parts and is sent as it is."""
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in _TEXTS:
            return response
        return super().process_response(request, response)


def _is_nul(exception: Exception) -> bool:
    """The driver refuses a text with a NUL before the database sees it."""
    return isinstance(exception, ValueError) and "NUL (0x00)" in str(exception)


class AnswerOddValue:
    """A value that no column can hold (a NUL, a number beyond all bounds) is the sender's fault.

    Forms say so beside the field; this stands behind whatever reaches the database all the same.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the request could not be read; the log keeps where, never what."""
        if not (isinstance(exception, DataError) or _is_nul(exception)):
            return None
        match = request.resolver_match
        logger.warning("odd_value", view=match.view_name if match else "")
        return render(request, "400.html", status=BAD_REQUEST)


def say_why_blank(get_response: Handler) -> Handler:
    """An address that only takes a button's press, opened by hand, says so; Django says nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == NOT_ALLOWED and not response.content:
            page = render(request, "405.html", status=NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    return middleware


_NONCE = re.compile(r"[a-z0-9]{8,40}")
_CAME_BACK = (200, CONFLICT, UNPROCESSABLE)
_TEN_MINUTES = 600


def tell_what_arrived(get_response: Handler) -> Handler:
    """A form of which the browser keeps a copy is told whether it is stored (js/autosave.js).

    A form names each sending; only an answer that passed every door carries the name back: «1» it
    is stored, «0» it came back in this page. No cookie, and the copy stays.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or not request.user.is_authenticated:
            return response
        name = request.POST.get("kept", "")
        is_stored = response.status_code in {301, 302, 303}
        if _NONCE.fullmatch(name) and (is_stored or response.status_code in _CAME_BACK):
            response.set_cookie(
                f"kept-{name}",
                "1" if is_stored else "0",
                max_age=_TEN_MINUTES,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    return middleware

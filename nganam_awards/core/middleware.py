"""What happens around every request: one reading of the clock, the access log, no blank page."""

import re
from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nganam_awards.core import clock
from nganam_awards.core.models import Reading
from nganam_awards.core.steps import CONFLICT, UNPROCESSABLE


NOT_ALLOWED = 405
Handler = Callable[[HttpRequest], HttpResponse]


def office_clock(get_response: Handler) -> Handler:
    """The office clock is read once a request, so that one page shows one time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.held_still():
            return get_response(request)

    return middleware


def note_reading(request: HttpRequest, row: models.Model, how: str = Reading.How.VIEW) -> None:
    """A view says what it shows; the row is written after it answered well."""
    request.reading = (row._meta.label_lower, row.pk, how)


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

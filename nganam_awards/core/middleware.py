"""What happens around every request: one reading of the clock, the access log, no blank page."""

from collections.abc import Callable

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nganam_awards.core import clock, disk
from nganam_awards.core.models import Reading
from nganam_awards.core.outage import DISK


NOT_ALLOWED = 405
READING = {"GET", "HEAD", "OPTIONS"}
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

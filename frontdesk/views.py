"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from frontdesk.home import desk_of
from nganam_awards.core import clock


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what waits for this person, and the one thing to open first."""
    return render(request, "frontdesk/home.html", {"desk": desk_of(request.user, clock.today())})

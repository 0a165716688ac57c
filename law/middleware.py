"""A page reads once which law holds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from law.queries import stamp
from nganam_awards.core.context import READING


Handler = Callable[[HttpRequest], HttpResponse]


def law_held_still(get_response: Handler) -> Handler:
    """One state of the law for one page; whoever acts reads it at each step."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return get_response(request)
        with stamp.held_still():
            return get_response(request)

    return middleware

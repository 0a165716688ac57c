"""The administrator's rooms do not exist for anybody else."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from nganam_awards.core.refusals import Refused
from units import rules


View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Answer 404 to everybody without `units.manage_units`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not rules.can_manage_units(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def say_why_not(request: HttpRequest, refusal: Refused) -> None:
    """Show the reasons on the next page."""
    for reason in refusal.reasons:
        messages.error(request, reason)

"""A one-time password opens one door only: the page that replaces it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect


Handler = Callable[[HttpRequest], HttpResponse]


def password_must_change(get_response: Handler) -> Handler:
    """Whatever address is asked for, the person chooses a password of their own first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return get_response(request)
        page = reverse("units:password_change")
        if request.path in (page, reverse("units:sign_out")):
            return get_response(request)
        is_fragment = request.headers.get("HX-Request") == "true"
        return HttpResponseClientRedirect(page) if is_fragment else redirect(page)

    return middleware

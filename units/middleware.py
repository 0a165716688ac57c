"""Who is not signed in, signs in and comes back; a one-time password opens one door only."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


Handler = Callable[[HttpRequest], HttpResponse]


class SignInAgain(LoginRequiredMiddleware):
    """A session that ended while somebody wrote: back to the very page, never to a dead address.

    Django would come back to the address of the POST, which no page answers.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        """Sign in, then return to the page that was open.

        What asks by itself while somebody writes only learns that it was not answered: it neither
        leaves the page nor draws the form for signing in into it.
        """
        if request.headers.get("X-Background") == "1" or request.headers.get("X-Autosave") == "1":
            return HttpResponse(status=401)
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        page = _page_before(request)
        sign_in = f"{reverse('units:sign_in')}?{urlencode({'next': page, 'het-phien': 1})}"
        is_fragment = request.headers.get("HX-Request") == "true"
        return HttpResponseClientRedirect(sign_in) if is_fragment else redirect(sign_in)


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return resolve_url(settings.LOGIN_REDIRECT_URL)


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

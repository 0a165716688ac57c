"""Signing in and out, changing one's password."""

import math
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure

from nganam_awards.core.steps import UNPROCESSABLE
from units import lockout
from units.forms.sign_in import NewPasswordForm, SignInForm
from units.services import person as person_services


class SignIn(auth_views.LoginView):
    """Signs in; a person who is already in goes on to their work."""

    template_name = "units/sign_in/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """From now on this device is known as one of the person's."""
        response = super().form_valid(form)
        lockout.remember_device(self.request, response, form.get_user())
        return response


class SignOut(auth_views.LogoutView):
    """Signs out, by POST only."""


class PasswordChange(auth_views.PasswordChangeView):
    """Changes one's password: this session goes on, all others of the person end."""

    template_name = "units/sign_in/password.html"
    form_class = NewPasswordForm

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Keep the new password and go on to the work that waited."""
        person = person_services.change_own_password(
            self.request.user, form.cleaned_data["new_password1"]
        )
        update_session_auth_hash(self.request, person)
        messages.success(self.request, "Đã đổi mật khẩu. Từ lần sau dùng mật khẩu mới.")
        return redirect("frontdesk:home")

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:
        """The form again; passwords alone are not shown again."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None, credentials: dict | None
) -> HttpResponse:
    """Too many wrong passwords: say for how long, and who need not wait."""
    seconds = math.ceil(request.sign_in_rest.total_seconds())
    context = {"minutes": math.ceil(seconds / 60)}
    answer = render(request, "units/sign_in/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def token_is_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than the last sign-in: at the door one is let in, elsewhere told what to do.

    Two tabs stood at the door; one signed in, and the token of the other is void.
    """
    if request.path != reverse("units:sign_in"):
        return csrf_failure(request, reason)
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        asked = ""
    if request.user.is_authenticated:
        return redirect(asked or settings.LOGIN_REDIRECT_URL)
    messages.info(request, "Trang đăng nhập đã mở quá lâu. Đăng nhập lại lần nữa.")
    return redirect(f"{request.path}?{urlencode({'next': asked})}" if asked else request.path)

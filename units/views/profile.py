"""A person's own page (hồ sơ của tôi): who one is to the portal, and which letters one wants."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nganam_awards.core.form_page import form_page, posted
from nganam_awards.notices.enums import REQUIRED_KINDS
from nganam_awards.notices.services import choice_of
from units import rules
from units.forms.profile import ProfileForm
from units.queries import profile as profile_queries
from units.services import profile as profile_services


@require_http_methods(["GET", "POST"])
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Shows the account; changes the address and the choices."""
    user = request.user
    kinds = profile_queries.letters_for(user)
    form = ProfileForm(posted(request), choice=choice_of(user), email=user.email, kinds=kinds)
    context = {
        "form": form,
        "offices": rules.offices_of(user),
        "required": [kind.label for kind in REQUIRED_KINDS],
    }
    return form_page(
        request,
        form,
        call=lambda: profile_services.change_own(
            user,
            email=form.cleaned_data["email"],
            offered=kinds,
            unwanted=form.unwanted,
            digest=form.cleaned_data["digest"],
        ),
        done="Đã lưu địa chỉ và loại thư muốn nhận.",
        then="units:profile",
        page=partial(render, request, "units/profile/profile.html", context),
    )

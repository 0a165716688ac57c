"""Giao quyền, kết thúc quyền on units."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units import rules
from units.forms.grant import EndGrantForm, GrantForm
from units.models import Unit, UnitUserPermission, User
from units.services import grant as grant_services
from units.views.guard import administrators_only


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_on_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Giao quyền, from the unit's page: which person?"""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    return _grant(request, unit=unit)


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_to_person(request: HttpRequest, username: str) -> HttpResponse:
    """Giao quyền, from the person's page: on which unit?"""
    person = get_object_or_404(User.objects.visible_to(request.user), username=username)
    return _grant(request, person=person)


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Kết thúc quyền vào một ngày."""
    row = _grant_row(request, pk)
    back = _back(request, row)
    form = EndGrantForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            row = grant_services.end_grant(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, f"Quyền có hiệu lực đến hết ngày {row.ends_on:%d/%m/%Y}.")
            return redirect(back)
    context = {"form": form, "grant": row, "told": rules.told_grant(row, clock.today())}
    return render(request, "units/grant/end.html", context | {"back": back})


@require_POST
@administrators_only
def grant_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Thu quyền ngay."""
    row = _grant_row(request, pk)
    back = _back(request, row)
    grant_services.stop_grant(row, by=request.user)
    messages.success(request, f"Đã thu quyền của {row.user.full_name} kể từ bây giờ.")
    return redirect(back)


def _grant(
    request: HttpRequest, *, person: User | None = None, unit: Unit | None = None
) -> HttpResponse:
    form = GrantForm(request.POST or None, person=person, unit=unit)
    place = person or unit
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        who, where = person or asked["person"], unit or asked["unit"]
        try:
            grant_services.grant(
                who,
                asked["right"],
                where,
                starts_on=asked["starts_on"],
                ends_on=asked["ends_on"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, f"Đã giao quyền cho {who.full_name}.")
            return redirect(place)
    context = {"form": form, "place": place, "person": person, "unit": unit}
    return render(request, "units/grant/form.html", context)


def _grant_row(request: HttpRequest, pk: int) -> UnitUserPermission:
    rows = UnitUserPermission.objects.filter(
        content_object__in=Unit.objects.visible_to(request.user)
    )
    return get_object_or_404(rows.select_related("user", "content_object", "permission"), pk=pk)


def _back(request: HttpRequest, row: UnitUserPermission) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return row.content_object.get_absolute_url()

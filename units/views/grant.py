"""Giving and ending rights on units."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.back import page_before
from nganam_awards.core.form_page import SUMMARY, form_page, plain_page, posted
from nganam_awards.core.steps import take
from units import rules
from units.forms.grant import EndGrantForm, GrantForm
from units.models import Unit, UnitUserPermission, User
from units.services import grant as grant_services
from units.views.guard import administrators_only


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_on_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Gives a right from the unit's page: which person?"""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    return _grant(request, unit=unit)


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_to_person(request: HttpRequest, username: str) -> HttpResponse:
    """Gives a right from the person's page: on which unit?"""
    person = get_object_or_404(User.objects.visible_to(request.user), username=username)
    return _grant(request, person=person)


@require_http_methods(["GET", "POST"])
@administrators_only
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a right on a given day."""
    row = _grant_row(request, pk)
    back = _back(request, row)
    form = EndGrantForm(posted(request), initial={"ends_on": clock.today()})
    told = rules.told_grant(row, clock.today())
    context = {"form": form, "grant": row, "told": told, "back_url": back}
    return form_page(
        request,
        form,
        call=lambda: grant_services.end_grant(row, by=request.user, **form.cleaned_data),
        done=lambda ended: f"Quyền có hiệu lực đến hết ngày {ended.ends_on:%d/%m/%Y}.",
        then=at_row(back, row),
        at=SUMMARY,
        page=partial(render, request, "units/grant/end.html", context),
    )


@require_POST
@administrators_only
def grant_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a right at once."""
    row = _grant_row(request, pk)
    back = _back(request, row)
    take(
        request,
        lambda: grant_services.stop_grant(row, by=request.user),
        done=f"Đã thu quyền của {row.user.full_name} kể từ bây giờ.",
    )
    return redirect(back)


def _grant(
    request: HttpRequest, *, person: User | None = None, unit: Unit | None = None
) -> HttpResponse:
    form = GrantForm(posted(request), person=person, unit=unit)
    above = ("Đơn vị", "units:unit_list") if unit else ("Người dùng", "units:person_list")
    name = f"ở {unit.short_name}" if unit else f"cho {person.full_name}"

    def give() -> UnitUserPermission:
        asked = {"person": person, "unit": unit} | form.cleaned_data
        return grant_services.grant(
            asked["person"],
            asked["right"],
            asked["unit"],
            starts_on=asked["starts_on"],
            ends_on=asked["ends_on"],
            by=request.user,
        )

    return form_page(
        request,
        form,
        call=give,
        done=lambda row: f"Đã giao quyền cho {row.user.full_name}.",
        then=lambda row: at_row(unit or person, row),
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Giao quyền",
            heading=f"Giao quyền {name}",
            crumbs=[
                ("Quản trị", ""),
                above,
                (unit.short_name if unit else person.full_name, unit or person),
            ],
            lead="Người lập hồ sơ và người xác nhận của một đơn vị phải là hai người khác nhau.",
            submit="Giao quyền",
        ),
    )


def _grant_row(request: HttpRequest, pk: int) -> UnitUserPermission:
    rows = UnitUserPermission.objects.filter(
        content_object__in=Unit.objects.visible_to(request.user)
    )
    return get_object_or_404(rows.select_related("user", "content_object", "permission"), pk=pk)


def _back(request: HttpRequest, row: UnitUserPermission) -> str:
    return page_before(request, row.content_object.get_absolute_url())

"""Quản trị đơn vị: the list, one unit with its people and rights, and its form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from nganam_awards.core import clock
from nganam_awards.core.pages import capped_count, page_of
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import UNPROCESSABLE
from units import rules
from units.forms.body import EndUnitForm, UnitForm
from units.forms.filters import UnitFilter
from units.models import AdminAct, Unit, User
from units.services import body as body_services
from units.views.guard import administrators_only


@require_GET
@administrators_only
def unit_list(request: HttpRequest) -> HttpResponse:
    """Every body of the town, narrowed by words, kind and cluster."""
    narrowed = UnitFilter(request.GET, queryset=Unit.objects.visible_to(request.user))
    return render(
        request,
        "units/body/list.html",
        {
            "filter": narrowed,
            "page": page_of(request, narrowed.qs.with_people_count().for_list()),
            "total": capped_count(narrowed.qs),
            "day": clock.today(),
        },
    )


@require_GET
@administrators_only
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what papers say of it, who sits there, who holds which right."""
    unit = _unit(request, code)
    today = clock.today()
    return render(
        request,
        "units/body/unit.html",
        {
            "unit": unit,
            "exists": unit.exists_on(today),
            "people": User.objects.visible_to(request.user).filter(unit=unit),
            "grants": rules.told_grants(unit.grants.all(), today),
            "children": unit.children.all(),
            "successions": unit.successions.select_related("new"),
            "took_over": unit.took_over.select_related("old"),
        },
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_create(request: HttpRequest) -> HttpResponse:
    """Thêm đơn vị."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = body_services.create_unit(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, f"Đã thêm {unit.name}. Tiếp theo: giao quyền cho cán bộ.")
            return redirect(unit)
    return render(request, "units/body/form.html", {"form": form, "unit": None})


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa đơn vị."""
    unit = _unit(request, code)
    form = UnitForm(request.POST or None, instance=_unit(request, code))
    if request.method == "POST" and form.is_valid():
        try:
            body_services.change_unit(unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, "Đã lưu thay đổi của đơn vị.")
            return redirect(unit)
    return render(request, "units/body/form.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_end(request: HttpRequest, code: str) -> HttpResponse:
    """Ngừng hoạt động, and who goes on with the work."""
    unit = _unit(request, code)
    form, status = EndUnitForm(request.POST or None, unit=unit), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                ended = body_services.end_unit(unit, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                done = f"{ended.name} hoạt động đến hết ngày {ended.valid_to:%d/%m/%Y}."
                messages.success(request, done)
                return redirect(ended)
    return render(request, "units/body/end.html", {"form": form, "unit": unit}, status=status)


@require_GET
@administrators_only
def acts(request: HttpRequest) -> HttpResponse:
    """Nhật ký quản trị: who changed people, units and rights."""
    rows = AdminAct.objects.visible_to(request.user).select_related("by")
    return render(request, "units/act/list.html", {"page": page_of(request, rows)})


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).for_list(), code=code)

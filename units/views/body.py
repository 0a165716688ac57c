"""Administration of units: the list, one unit with its people and rights, and its form."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from nganam_awards.core import clock
from nganam_awards.core.form_page import SUMMARY, SecondLook, form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.templatetags.portal import day, weekday
from units import rules
from units.forms.body import EndUnitForm, MergeUnitsForm, RenameUnitForm, UnitForm
from units.forms.filters import units_listed
from units.models import AdminAct, Unit, User
from units.queries import lineage as lineage_queries
from units.services import body as body_services
from units.views.guard import administrators_only


UNITS = [("Quản trị", ""), ("Đơn vị", "units:unit_list")]


@require_GET
@administrators_only
def unit_list(request: HttpRequest) -> HttpResponse:
    """Every body of the town, narrowed by words, kind and cluster."""
    narrowed = units_listed(request.GET, request.user)
    page = page_of(request, narrowed.qs)
    return render(
        request,
        "units/body/list.html",
        {
            "filter": narrowed,
            "page": page,
            "total": page.total_among(narrowed.qs),
            "day": clock.today(),
        },
    )


@require_GET
@administrators_only
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what papers say of it, who sits there, who holds which right."""
    unit = _unit(request, code)
    today = clock.today()
    last_day = unit.valid_to or unit.valid_from or today
    return render(
        request,
        "units/body/unit.html",
        {
            "unit": unit,
            "exists": unit.exists_on(today),
            "people": User.objects.visible_to(request.user).filter(unit=unit),
            "grants": rules.told_grants(unit.grants.all(), today),
            "children": unit.children.all(),
            "history": lineage_queries.history(unit),
            "can_end": not rules.ending_blockers(unit, last_day, []),
        },
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_create(request: HttpRequest) -> HttpResponse:
    """Adds a unit."""
    form = UnitForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: body_services.create_unit(by=request.user, **form.cleaned_data),
        done=lambda unit: f"Đã thêm {unit.name}. Tiếp theo: giao quyền cho cán bộ.",
        then=lambda unit: unit,
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Thêm đơn vị",
            crumbs=UNITS,
            here="Thêm",
            lead="Tên và ký hiệu sẽ in trên hồ sơ, tờ trình của đơn vị.",
            submit="Thêm đơn vị",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a unit."""
    unit = _unit(request, code)
    form = UnitForm(posted(request), instance=_unit(request, code))
    return form_page(
        request,
        form,
        call=lambda: body_services.change_unit(unit, by=request.user, **form.cleaned_data),
        done="Đã lưu thay đổi của đơn vị.",
        then=unit,
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Sửa đơn vị",
            crumbs=[*UNITS, (unit.short_name, unit)],
            here="Sửa",
            lead="Chữ sửa chỉ dùng cho văn bản từ nay về sau; văn bản đã ban hành giữ nguyên.",
            submit="Lưu thay đổi",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Gives a unit that goes on another name from a day."""
    unit = _unit(request, code)
    form = RenameUnitForm(posted(request), unit=unit)
    return form_page(
        request,
        form,
        call=lambda: body_services.rename_unit(unit, by=request.user, **form.cleaned_data),
        done=lambda renamed: f"Đơn vị nay mang tên {renamed.name}; tên cũ giữ trong lịch sử.",
        then=unit,
        at=SUMMARY,
        look=lambda: _look_at_name(unit, **form.cleaned_data),
        page=plain_page(
            request,
            form,
            title="Đổi tên đơn vị",
            heading=f"Đổi tên {unit.name}",
            crumbs=[*UNITS, (unit.short_name, unit)],
            here="Đổi tên",
            lead=(
                "Đơn vị vẫn hoạt động dưới tên mới. Tên cũ được giữ trong lịch sử: tìm theo tên cũ "
                "vẫn thấy, danh hiệu đã trao khi đó vẫn ghi tên khi đó."
            ),
            submit="Ghi đổi tên",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_merge(request: HttpRequest) -> HttpResponse:
    """Ends several units in one act, all or none, for one that goes on."""
    form = MergeUnitsForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: _merged(request, **form.cleaned_data),
        done=lambda ended: f"Đã ghi {len(ended)} đơn vị sáp nhập.",
        then=lambda _: form.cleaned_data["successor"],
        at=SUMMARY,
        look=lambda: _look_at_merger(**form.cleaned_data),
        page=plain_page(
            request,
            form,
            title="Sáp nhập nhiều đơn vị",
            crumbs=UNITS,
            here="Sáp nhập",
            lead=(
                "Các đơn vị cùng ngừng hoạt động và một đơn vị kế thừa. Danh hiệu đã trao ở lại "
                "với đơn vị cũ và tìm thấy từ đơn vị kế thừa. Ghi được tất cả, hoặc không ghi gì."
            ),
            submit="Ghi sáp nhập",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def unit_end(request: HttpRequest, code: str) -> HttpResponse:
    """Ends a unit and names who goes on with its work."""
    unit = _unit(request, code)
    form = EndUnitForm(posted(request), unit=unit)
    return form_page(
        request,
        form,
        call=lambda: body_services.end_unit(unit, by=request.user, **form.cleaned_data),
        done=lambda ended: f"{ended.name} hoạt động đến hết ngày {ended.valid_to:%d/%m/%Y}.",
        then=lambda ended: ended or unit,
        at=SUMMARY,
        look=lambda: _last_look(unit, **form.cleaned_data),
        page=plain_page(
            request,
            form,
            title="Ngừng hoạt động đơn vị",
            heading=f"Ngừng hoạt động {unit.name}",
            crumbs=[*UNITS, (unit.short_name, unit)],
            here="Ngừng hoạt động",
            lead=(
                "Sau ngày cuối cùng, quyền trên đơn vị này hết hiệu lực; người của đơn vị kế thừa "
                "xem và nhận tiếp hồ sơ. Ghi xong không sửa lại được; giấy hẹn, quyết định đã có "
                "giữ nguyên giá trị."
            ),
            submit="Ghi ngừng hoạt động",
        ),
    )


def _look_at_name(unit: Unit, name: str, from_day: date, basis: str) -> SecondLook:
    return SecondLook(
        f"{unit.name} sẽ mang tên {name} từ {day(from_day)}, theo {basis}. Ghi xong không sửa lại "
        "được ngày và tên cũ.",
        "Đúng, ghi đổi tên",
    )


def _merged(
    request: HttpRequest, units: Iterable[Unit], successor: Unit, last_day: date, basis: str
) -> list[Unit]:
    return body_services.end_units(
        units, last_day=last_day, successors=[successor], basis=basis, by=request.user
    )


def _look_at_merger(
    units: Iterable[Unit], successor: Unit, last_day: date, basis: str
) -> SecondLook:
    ended = ", ".join(unit.name for unit in units)
    return SecondLook(
        f"Sẽ ghi {ended} hoạt động đến hết ngày {day(last_day)} ({weekday(last_day)}), theo "
        f"{basis}. Nhận tiếp công việc: {successor.name}. Ghi xong không sửa lại được.",
        "Đúng, ghi sáp nhập",
    )


def _last_look(
    unit: Unit,
    last_day: date,
    successors: Iterable[Unit] = (),
    kind: str = "",
    basis: str = "",
) -> SecondLook:
    heirs = ", ".join(heir.name for heir in successors) or "không có đơn vị nào"
    return SecondLook(
        f"Sẽ ghi {unit.name} hoạt động đến hết ngày {day(last_day)} ({weekday(last_day)}). "
        f"Nhận tiếp công việc: {heirs}. Ghi xong không sửa lại được.",
        "Đúng, ghi ngừng hoạt động",
    )


@require_GET
@administrators_only
def acts(request: HttpRequest) -> HttpResponse:
    """The administration log (nhật ký quản trị): who changed people, units and rights."""
    rows = AdminAct.objects.visible_to(request.user).select_related("by")
    return render(request, "units/act/list.html", {"page": page_of(request, rows)})


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).for_list(), code=code)

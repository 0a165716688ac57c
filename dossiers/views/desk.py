"""The desks of Phòng Nội vụ: who has how much, which dossiers go to whom, who is away."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.forms.route import AbsenceForm, EndDeskForm, RouteForm
from dossiers.models import Absence, Route
from dossiers.queries import workload as workload_queries
from dossiers.rules import route as route_rules
from dossiers.services import route as route_services
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.steps import take
from units.models import User


DESKS = "dossiers:desks"
_KINDS = {"tuyen": Route, "vang-mat": Absence}
_CRUMBS = [("Thẩm định", "dossiers:appraisal_queue"), ("Phân công, vắng mặt", DESKS)]


@require_GET
def desks(request: HttpRequest) -> HttpResponse:
    """Workload, routing rules and absences, what is over left out."""
    _check(request.user)
    day = clock.today()
    loads = workload_queries.workloads()
    able = {load.officer.pk for load in loads}
    routes = Route.objects.overlapping(day, None).select_related("officer", "cluster", "theme")
    absences = Absence.objects.overlapping(day, None).select_related("person", "stand_in")
    return render(
        request,
        "dossiers/desk/desks.html",
        {
            "loads": loads,
            "routes": [
                (row, route_rules.span(row), row.officer_id not in able, row.starts_on > day)
                for row in sorted(routes, key=lambda r: (-r.weight, r.starts_on, r.pk))
            ],
            "absences": [
                (row, route_rules.span(row), row.stand_in_id not in able, row.starts_on > day)
                for row in absences
            ],
        },
    )


@require_http_methods(["GET", "POST"])
def add_route(request: HttpRequest) -> HttpResponse:
    """A rule: which dossiers go to whom."""
    _check(request.user)
    form = RouteForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: route_services.add_route(by=request.user, **form.cleaned_data),
        done="Đã thêm tuyến phân công.",
        then=lambda row: at_row(DESKS, row),
        page=plain_page(
            request,
            form,
            title="Thêm tuyến phân công",
            crumbs=_CRUMBS,
            lead="Tuyến nói rõ hơn thắng tuyến nói chung; ô để trống là không phân biệt.",
            submit="Thêm tuyến",
        ),
    )


@require_http_methods(["GET", "POST"])
def add_absence(request: HttpRequest) -> HttpResponse:
    """An absence, and who stands in."""
    _check(request.user)
    form = AbsenceForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: route_services.add_absence(by=request.user, **form.cleaned_data),
        done="Đã ghi vắng mặt và người thay.",
        then=lambda row: at_row(DESKS, row),
        page=plain_page(
            request,
            form,
            title="Ghi vắng mặt",
            crumbs=_CRUMBS,
            lead="Hồ sơ vẫn đứng tên người vắng; người thay làm được ngay, không phải giao lại.",
            submit="Ghi vắng mặt",
        ),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The last day of a rule or an absence."""
    row = _row(request, slug, pk)
    form = EndDeskForm(posted(request), initial={"ends_on": clock.today()})
    return form_page(
        request,
        form,
        call=lambda: route_services.end(row, by=request.user, **form.cleaned_data),
        done=lambda ended: f"Có hiệu lực đến hết ngày {ended.ends_on:%d/%m/%Y}.",
        then=at_row(DESKS, row),
        page=plain_page(
            request,
            form,
            title="Kết thúc",
            heading=f"Kết thúc: {row}",
            crumbs=_CRUMBS,
            submit="Ghi ngày cuối",
        ),
    )


@require_POST
def stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ends it at once."""
    row = _row(request, slug, pk)
    take(request, partial(route_services.stop, row, by=request.user), done="Đã kết thúc.")
    return redirect(DESKS)


def _check(user: User) -> None:
    if not route_rules.can_keep_desks(user):
        raise Http404


def _row(request: HttpRequest, slug: str, pk: int) -> Route | Absence:
    _check(request.user)
    if slug not in _KINDS:
        raise Http404
    return get_object_or_404(_KINDS[slug], pk=pk)

"""The Chairman names a dated stand-in where nobody of Phòng Nội vụ is left for a dossier."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.forms.stand_in import StandInForm
from dossiers.queries import queue as queue_queries
from dossiers.services import stand_in as stand_in_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core import clock
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take
from units import rules
from units.models import StandIn, User
from units.services.stand_in import stop_stand_in


STAND_INS = "dossiers:stand_ins"


@require_GET
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Dossiers for which nobody is left, and whoever stands in now or later."""
    _check(request.user)
    named = StandIn.objects.overlapping(clock.today(), None).select_related("person__unit")
    return render(
        request,
        "dossiers/stand_in/stand_ins.html",
        {
            "page": page_of(request, queue_queries.left_alone(request.user).for_list()),
            "named": [(row, rules.span(row), row.starts_on > clock.today()) for row in named],
        },
    )


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, ref: str) -> HttpResponse:
    """Whom, from when to when, and why."""
    _check(request.user)
    dossier = dossier_or_404(request, ref)
    form = StandInForm(posted(request), dossier=dossier)
    return form_page(
        request,
        form,
        call=lambda: stand_in_services.name_for(dossier, by=request.user, **form.cleaned_data),
        done=lambda row: f"Đã cử {row.person.full_name} thay {rules.span(row)}.",
        then=STAND_INS,
        page=plain_page(
            request,
            form,
            title="Cử người thay",
            heading=f"Cử người thẩm định thay, hồ sơ {dossier.ref}",
            crumbs=[("Người thay", STAND_INS)],
            lead="Trong những ngày này người được cử làm việc như một chuyên viên Phòng Nội vụ; "
            "hết ngày cuối, quyền tự hết.",
            submit="Cử người thay",
        ),
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends it at once."""
    _check(request.user)
    row = get_object_or_404(StandIn, pk=pk)
    call = partial(stop_stand_in, row, by=request.user)
    take(request, call, done=f"{row.person.full_name} thôi thay từ bây giờ.")
    return redirect(STAND_INS)


def _check(user: User) -> None:
    if not rules.can_name_stand_in(user):
        raise Http404

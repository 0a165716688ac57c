"""Criteria of the plan, answered on the appraisal page beside the paper that proves them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dossiers.models import Attachment, Dossier
from dossiers.queries.criterion import Criteria
from dossiers.rules import dossier as dossier_rules
from dossiers.services import criterion as criterion_services
from dossiers.views.dossier_page import dossier_page
from dossiers.views.lookup import attachment_or_404, dossier_or_404, line_or_404
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number


@require_POST
def answer(request: HttpRequest, ref: str, pk: int, number: int) -> HttpResponse:
    """Writes the answer to one criterion of one line; a refused one comes back in its place."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    line = line_or_404(dossier, pk)
    asked = Criteria(dossier).number_of(line, number)
    if asked is None:
        raise Http404
    file, page = _evidence(request, dossier)
    typed = {
        "verdict": request.POST.get("verdict", ""),
        "words": request.POST.get("words", ""),
        "is_of_all": "all" in request.POST,
    }
    outcome = take(
        request,
        lambda: criterion_services.answer(
            line, asked=asked.text, by=request.user, file=file, page=page, **typed
        ),
        done="Đã ghi kết quả cho cả hồ sơ." if typed["is_of_all"] else "Đã ghi kết quả tiêu chí.",
    )
    if outcome.is_done:
        return redirect(_back(request, dossier, pk, number))
    typed |= {"number": number, "reasons": outcome.reasons}
    context = dossier_page(request, dossier) | {"typed_criterion": typed}
    return render(request, "dossiers/dossier/dossier.html", context, status=outcome.status)


def _evidence(request: HttpRequest, dossier: Dossier) -> tuple[Attachment | None, int | None]:
    """The page that lay open, where the officer points at it."""
    pk = whole_number(request.POST.get("file", "")) if "proof" in request.POST else None
    if pk is None:
        return None, None
    file = attachment_or_404(dossier, pk)
    page = whole_number(request.POST.get("page", ""), most=file.pictures or 1)
    return file, page or None


def _back(request: HttpRequest, dossier: Dossier, pk: int, number: int) -> str:
    """At the criterion, with the same paper open."""
    file, page = (whole_number(request.POST.get(name, "")) for name in ("file", "page"))
    paper = f"&giay=t{file}&trang={page or 1}" if file else ""
    return f"{dossier.get_absolute_url()}?dong={pk}{paper}#tieu-chi-{number}"

"""Registers a decision that was signed on paper, and hands out its scan."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from decisions.forms.decision import PaperForm
from decisions.models import PaperDecision
from decisions.services import paper_decision as paper_decision_services
from decisions.views.lookup import book_reader
from law import rules
from nganam_awards.core.form_page import SUMMARY, form_page, plain_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.models import Reading


@require_http_methods(["GET", "POST"])
def register_paper(request: HttpRequest) -> HttpResponse:
    """Đăng ký quyết định giấy với bản quét."""
    book_reader(request)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    form = PaperForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        call=lambda: paper_decision_services.register_paper(**form.cleaned_data, by=request.user),
        done=lambda paper: f"Đã đăng ký Quyết định số {paper.entry}.",
        then="decisions:book",
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Đăng ký quyết định giấy",
            crumbs=[("Sổ văn bản", "decisions:book")],
            lead="Quyết định đã ký trên giấy, ngoài cổng: vào cùng dãy số, kèm bản quét.",
            submit="Đăng ký vào sổ",
        ),
    )


@require_GET
def download_paper(request: HttpRequest, pk: int) -> FileResponse:
    """Bản quét của một quyết định giấy."""
    book_reader(request)
    found = get_object_or_404(PaperDecision, pk=pk)
    note_reading(request, found, Reading.How.DOWNLOAD)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response

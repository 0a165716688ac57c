"""The appraisal report (báo cáo thẩm định): its page, the file to sign, the copy for Word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dossiers.models import Dossier
from dossiers.papers import appraisal_report as papers
from dossiers.papers.docx import word_copy
from dossiers.papers.readers import slug
from dossiers.queries import appraisal_report as appraisal_report_queries
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.middleware import note_reading
from nganam_awards.documents import docx, pictures
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document


@require_GET
@never_cache
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """The newest report, page by page; reports before a reopening stand beside it."""
    dossier, found = _found_or_404(request, ref)
    note_reading(request, dossier)
    context = _shown(dossier, found[0]) | {"earlier": found[1:]}
    return render(request, "dossiers/appraisal_report/report.html", context)


@require_GET
@never_cache
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    """What the page asks while the report is being made."""
    dossier, found = _found_or_404(request, ref)
    return render(request, "dossiers/appraisal_report/_progress.html", _shown(dossier, found[0]))


@require_GET
def word_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The same words for Word."""
    dossier, found = _found_or_404(request, ref)
    document = Document.objects.get(pk=found[0].pk)
    return hand_out(
        request,
        word_copy(document),
        name=f"{slug(document.title)}.docx",
        content_type=docx.CONTENT_TYPE,
        reading=dossier,
    )


def _found_or_404(request: HttpRequest, ref: str) -> tuple[Dossier, list[Document]]:
    dossier = dossier_or_404(request, ref)
    found = appraisal_report_queries.all_of(dossier)
    if not found or not papers.may_read_of(request.user, dossier):
        raise Http404
    return dossier, found


def _shown(dossier: Dossier, document: Document) -> dict:
    return {
        "dossier": dossier,
        "document": document,
        "pages": pictures.pages_of(document.sha256, document.page_count or 0),
        "tries_left": max(MAX_TRIES - document.tries, 0),
        "paper_poll": reverse("dossiers:appraisal_report_progress", args=[dossier.ref]),
    }

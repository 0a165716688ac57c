"""The receipt of a dossier (giấy tiếp nhận hồ sơ và hẹn trả kết quả): its pages, its file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dossiers.models import Dossier
from dossiers.queries import receipt as receipt_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.services import receipt as receipt_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.middleware import note_reading
from nganam_awards.documents import pictures
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document


@require_GET
@never_cache
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt with the day of the answer (mẫu 01), to be printed."""
    obj = _received_or_404(request, ref)
    if not dossier_rules.is_of_unit(request.user, obj.unit):
        note_reading(request, obj)
    return render(request, "dossiers/receipt/receipt.html", _shown(obj))


@require_GET
@never_cache
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    """What the page asks while the receipt is being made."""
    return render(
        request, "dossiers/receipt/_progress.html", _shown(_received_or_404(request, ref))
    )


@require_POST
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """Makes the receipt of a dossier that has none for the day it is promised now."""
    obj = _received_or_404(request, ref)
    receipt_services.order_for(obj)
    return redirect("dossiers:receipt", obj.ref)


@require_GET
def file(request: HttpRequest, ref: str) -> HttpResponse:
    """The file in the browser's own reader, which prints it."""
    obj = _received_or_404(request, ref)
    document = receipt_queries.of(obj)
    if document is None or not document.is_ready:
        raise Http404
    return hand_out(
        request,
        document.file.open("rb"),
        shown_as=f"Giấy tiếp nhận {obj.ref}.pdf",
        content_type="application/pdf",
        reading=document,
        tag=document.sha256,
    )


def _received_or_404(request: HttpRequest, ref: str) -> Dossier:
    obj = dossier_or_404(request, ref)
    if not obj.one_stop_code:
        raise Http404
    return obj


def _shown(obj: Dossier) -> dict:
    document: Document | None = receipt_queries.of(obj)
    return {
        "dossier": obj,
        "promised_on": receipt_queries.promised_on(obj),
        "document": document,
        "pages": pictures.pages_of(document.sha256, document.page_count or 0) if document else [],
        "tries_left": max(MAX_TRIES - document.tries, 0) if document else 0,
        "paper_poll": reverse("dossiers:receipt_progress", args=[obj.ref]),
    }

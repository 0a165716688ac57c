"""Papers of the Council for Word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from council.queries.paper import NUMBERED
from dossiers.papers.docx import word_copy
from dossiers.papers.readers import slug
from nganam_awards.core.files.download import hand_out
from nganam_awards.documents import docx, rules as document_rules
from nganam_awards.documents.models import Document


@require_GET
def word_file(request: HttpRequest, code: str) -> HttpResponse:
    """The words of an invitation or of minutes, to be written on in Word."""
    document = get_object_or_404(Document, code=code, kind__in=NUMBERED)
    if not document_rules.can_read(request.user, document):
        raise Http404
    return hand_out(
        request,
        word_copy(document),
        name=f"{slug(document.title)}.docx",
        content_type=docx.CONTENT_TYPE,
        reading=document,
    )

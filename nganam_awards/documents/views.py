"""A paper on screen: its state, its pages as pictures, its file as a download."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nganam_awards.core.files.download import hand_out
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import pictures, registry, rules, services
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document


@require_GET
@never_cache
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one paper."""
    document = _readable(request, code)
    note_reading(request, document)
    return render(request, "documents/detail.html", _shown(document))


@require_GET
@never_cache
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """What the page asks every two seconds while the paper is being made."""
    return render(request, "documents/_progress.html", _shown(_readable(request, code)))


@require_GET
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The file itself: exactly the bytes whose hash is on record."""
    document = _ready(request, code)
    return hand_out(
        request,
        document.file.open("rb"),
        name=registry.kind_of(document).filename(document),
        content_type="application/pdf",
        reading=document,
        tag=document.sha256,
    )


@require_GET
def page_picture(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One page of a paper as a picture."""
    document = _ready(request, code)
    if not 1 <= number <= document.page_count:
        raise Http404
    picture = pictures.of_page(document.sha256, number)
    if picture is None:  # a restored backup has the file alone
        services.order_pictures(document.file.name, document.sha256, "application/pdf")
        return hand_out_stand_in(request, pictures.state_of(document.sha256, number))
    tag = f"{document.sha256}-{number}"
    return hand_out(request, picture.open("rb"), content_type="image/png", tag=tag)


def hand_out_stand_in(request: HttpRequest, state: pictures.PictureState) -> HttpResponse:
    """A sheet with words where a page has no picture, yet or ever."""
    drawn = render_to_string("documents/stand_in.svg", {"is_given_up": state == "given_up"})
    return hand_out(request, drawn.encode(), content_type="image/svg+xml")


@require_POST
def retry(request: HttpRequest, code: str) -> HttpResponse:
    """Render a paper again whose rendering failed."""
    document = _readable(request, code)
    try:
        services.retry(document, by=request.user)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, "Đã đưa văn bản vào hàng chờ kết xuất.")
    return redirect(document)


def _readable(request: HttpRequest, code: str) -> Document:
    """The paper, for those who may open it; for everybody else it does not exist."""
    document = get_object_or_404(Document, code=code)
    if not rules.can_read(request.user, document):
        raise Http404
    return document


def _ready(request: HttpRequest, code: str) -> Document:
    document = _readable(request, code)
    if not document.is_ready:
        raise Http404
    return document


def _shown(document: Document) -> dict:
    kind = registry.kind_of(document)
    return {
        "document": document,
        "kind": kind,
        "origin": kind.origin(document) if kind.origin else None,
        "pages": pictures.pages_of(document.sha256, document.page_count or 0),
        "tries_left": max(MAX_TRIES - document.tries, 0),
    }

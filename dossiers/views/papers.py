"""Văn bản của hồ sơ: written by the portal, worded by the unit, taken away as PDF or Word."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import drafting, rules
from dossiers.enums import PaperType
from dossiers.forms.papers import WordingForm
from dossiers.models import Dossier, DossierPaper
from dossiers.papers import wording
from dossiers.papers.readers import slug
from dossiers.papers.word import word_copy
from dossiers.readiness import Draft, StalePapers
from dossiers.views.autosave import side_by_side, version_in
from dossiers.views.found import dossier_or_404, draft_or_404, line_or_404
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.models import Reading
from nganam_awards.core.steps import CONFLICT, UNPROCESSABLE, take
from nganam_awards.documents import word
from nganam_awards.documents.enums import MAX_TRIES


@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Soạn một văn bản, hoặc báo cáo của một trường hợp."""
    dossier = draft_or_404(request, ref)
    kind, line = request.POST.get("kind", ""), None
    if kind not in PaperType.values:
        raise Http404
    if kind == PaperType.REPORT:
        if not request.POST.get("line", "").isdecimal():
            raise Http404
        line = line_or_404(dossier, int(request.POST["line"]))
    outcome = take(
        request,
        lambda: drafting.write(dossier, kind, line=line, by=request.user),
        done=f"Đã soạn {PaperType(kind).label.lower()}.",
    )
    return redirect(outcome.result if outcome.is_done else reverse("dossiers:papers", args=[ref]))


@require_POST
def renew(request: HttpRequest, ref: str) -> HttpResponse:
    """Soạn lại mọi văn bản đã cũ, from wherever the banner was seen."""
    dossier = draft_or_404(request, ref)
    outcome = take(
        request,
        lambda: drafting.renew(dossier, by=request.user),
        done="Đã soạn lại văn bản theo hồ sơ hiện nay; câu chữ anh/chị sửa được giữ nguyên.",
    )
    for one in outcome.result or []:
        for name in one.still_named:
            messages.warning(
                request,
                f"{one.paper.title}: đoạn anh/chị tự viết còn nhắc «{name}», người không còn tên "
                "như vậy trong danh sách. Bấm «Sửa câu chữ» để xem lại.",
            )
    if pk := request.POST.get("paper", ""):
        return redirect(_paper_or_404(dossier, int(pk) if pk.isdecimal() else 0))
    return redirect(dossier)


@require_GET
def paper(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One paper: its pages, what is old in it, and what may be done with it."""
    dossier = dossier_or_404(request, ref)
    found = _paper_or_404(dossier, pk)
    if not rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier)
    can_write = rules.can_write(request.user, dossier)
    stale = dict(Draft(dossier).stale) if can_write else {}
    changes = stale.get(found)
    return render(
        request,
        "dossiers/paper.html",
        {
            "dossier": dossier,
            "paper": found,
            "can_write": can_write,
            "is_inside": rules.is_of_unit(request.user, dossier.unit),
            "stale": [StalePapers([found], changes)] if changes else [],
            **_pages(found),
        },
    )


@require_GET
@never_cache
def paper_progress(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What the page asks while the paper is being made."""
    found = _paper_or_404(dossier_or_404(request, ref), pk)
    return render(request, "dossiers/_paper_progress.html", {"paper": found, **_pages(found)})


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Sửa câu chữ; what comes from the list is locked in its places."""
    dossier = draft_or_404(request, ref)
    found = _paper_or_404(dossier, pk)
    if request.method == "GET" and not rules.can_write(request.user, dossier):
        return redirect(found)
    context = {"dossier": dossier, "paper": found, "version": found.version, "both": []}
    if request.method == "GET":
        form = WordingForm(paper=found)
        return render(request, "dossiers/paper_wording.html", context | {"form": form})
    if asked := request.POST.get("usual"):
        form = WordingForm(paper=found, initial=_with_usual(request, found, asked))
        return render(request, "dossiers/paper_wording.html", context | {"form": form})
    form, status = WordingForm(request.POST, paper=found), UNPROCESSABLE
    if form.is_valid():
        outcome = take(
            request,
            lambda: drafting.reword(
                found, form.cleaned_data, by=request.user, version=version_in(request)
            ),
            done="Đã lưu câu chữ; văn bản được tạo lại.",
        )
        if outcome.is_done:
            return redirect(found)
        status = outcome.status
        if status == CONFLICT:
            stored = _paper_or_404(dossier, pk)
            context["both"] = side_by_side(form, WordingForm(paper=stored))
            context["version"] = stored.version
    return render(request, "dossiers/paper_wording.html", context | {"form": form}, status=status)


@require_POST
def discard(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Bỏ văn bản cổng soạn."""
    found = _paper_or_404(draft_or_404(request, ref), pk)
    take(
        request,
        lambda: drafting.discard(found, by=request.user),
        done=f"Đã bỏ {found.title[:1].lower()}{found.title[1:]} soạn trên cổng.",
    )
    return redirect("dossiers:papers", ref)


@require_GET
def word_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Bản Word: the same words, to go on writing in Word."""
    dossier = dossier_or_404(request, ref)
    found = _paper_or_404(dossier, pk)
    if not rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier, Reading.How.DOWNLOAD)
    response = HttpResponse(word_copy(found), content_type=word.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slug(found.document.title)}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _paper_or_404(dossier: Dossier, pk: int) -> DossierPaper:
    rows = dossier.written.select_related("line", "document", "written_by")
    found = get_object_or_404(rows, pk=pk)
    found.dossier = dossier
    return found


def _pages(found: DossierPaper) -> dict:
    """What `documents/_paper.html` needs to show the pages inside this page."""
    document = found.document
    return {
        "document": document,
        "pages": range(1, (document.page_count or 0) + 1),
        "tries_left": max(MAX_TRIES - document.tries, 0),
        "paper_poll": reverse("dossiers:paper_progress", args=[found.dossier.ref, found.pk]),
    }


def _with_usual(request: HttpRequest, found: DossierPaper, asked: str) -> dict[str, str]:
    """One sentence as offices usually word it; all else as typed, nothing saved yet."""
    typed = request.POST.dict()
    for one in wording.paragraphs(found.kind, found.source):
        if one.key == asked:
            typed[asked] = one.usual
            messages.info(request, f"«{one.label}» trở lại câu thường dùng; bấm Lưu để giữ.")
    return typed

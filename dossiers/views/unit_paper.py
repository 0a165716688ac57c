"""Papers (văn bản) of a dossier: what may be written, what is, its words, as PDF or Word."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.enums import PaperType
from dossiers.forms.unit_paper import LetterForm, MeetingForm, WordingForm
from dossiers.models import Dossier, DossierPaper, SelectionMeeting
from dossiers.papers import phrases, report_text
from dossiers.papers.docx import word_copy
from dossiers.papers.readers import slug
from dossiers.queries import edition as edition_queries
from dossiers.queries.facts import facts_of
from dossiers.rules import dossier as dossier_rules
from dossiers.rules.readiness import Draft, StalePapers
from dossiers.services import unit_paper as unit_paper_services
from dossiers.views.autosave import side_by_side, version_in
from dossiers.views.draft import WRITTEN, framed
from dossiers.views.lookup import dossier_or_404, draft_or_404, line_or_404
from dossiers.views.report import line_reports
from law.enums import DossierPart
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.pages import NumberedPage
from nganam_awards.core.steps import CONFLICT, take
from nganam_awards.core.text import whole_number
from nganam_awards.documents import docx, pictures
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.leaf import Leaf, leaf_of


@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Writes one paper (văn bản), or the report (báo cáo) of one line."""
    dossier = draft_or_404(request, ref)
    kind, line = request.POST.get("kind", ""), None
    if kind not in PaperType.values:
        raise Http404
    if kind == PaperType.REPORT:
        line = line_or_404(dossier, whole_number(request.POST.get("line", "")))
    outcome = take(
        request,
        lambda: unit_paper_services.write(dossier, kind, line=line, by=request.user),
        done=f"Đã soạn {PaperType(kind).label.lower()}.",
    )
    return redirect(outcome.result if outcome.is_done else reverse("dossiers:papers", args=[ref]))


@require_POST
def renew(request: HttpRequest, ref: str) -> HttpResponse:
    """Writes every outdated paper again, from wherever the banner was seen."""
    dossier = draft_or_404(request, ref)
    outcome = take(
        request,
        lambda: unit_paper_services.renew(dossier, by=request.user),
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
        return redirect(_paper_or_404(dossier, whole_number(pk)))
    return redirect(dossier)


@require_GET
def paper(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One paper: its pages, what is old in it, and what may be done with it."""
    dossier = dossier_or_404(request, ref)
    obj = _paper_or_404(dossier, pk)
    if not dossier_rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier)
    can_write = dossier_rules.can_write(request.user, dossier)
    stale = dict(Draft(dossier).stale) if can_write else {}
    changes = stale.get(obj)
    return render(
        request,
        "dossiers/unit_paper/paper.html",
        {
            "dossier": dossier,
            "paper": obj,
            "can_write": can_write,
            "is_inside": dossier_rules.is_of_unit(request.user, dossier.unit),
            "stale": [StalePapers([obj], changes)] if changes else [],
            **_pages(obj),
        },
    )


@require_GET
@never_cache
def paper_progress(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What the page asks while the paper is being made."""
    obj = _paper_or_404(dossier_or_404(request, ref), pk)
    return render(request, "dossiers/unit_paper/_progress.html", {"paper": obj, **_pages(obj)})


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Changes the wording (câu chữ); what comes from the list is locked in its places."""
    dossier = draft_or_404(request, ref)
    obj = _paper_or_404(dossier, pk)
    if request.method == "GET" and not dossier_rules.can_write(request.user, dossier):
        return redirect(obj)
    form = WordingForm(posted(request), paper=obj)
    context = {"dossier": dossier, "paper": obj, "version": obj.version, "both": []}
    context |= {"form": form, "leaf": _leaf(obj), **_pages(obj)}
    if asked := request.POST.get("usual"):
        context["form"] = WordingForm(paper=obj, initial=_with_usual(request, obj, asked))
        return render(request, "dossiers/unit_paper/sentences.html", context)

    def page(status: int) -> HttpResponse:
        if status == CONFLICT:
            stored = _paper_or_404(dossier, pk)
            context["both"] = side_by_side(form, WordingForm(paper=stored))
            context["version"] = stored.version
        return render(request, "dossiers/unit_paper/sentences.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: unit_paper_services.reword(
            obj, form.cleaned_data, by=request.user, version=version_in(request)
        ),
        done="Đã lưu câu chữ; văn bản được tạo lại.",
        then=f"{request.path}#paper-title" if "stay" in request.POST else obj,
        page=page,
    )


@require_POST
def discard(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Discards a paper that the portal wrote."""
    obj = _paper_or_404(draft_or_404(request, ref), pk)
    take(
        request,
        lambda: unit_paper_services.discard(obj, by=request.user),
        done=f"Đã bỏ {obj.title[:1].lower()}{obj.title[1:]} soạn trên cổng.",
    )
    return redirect("dossiers:papers", ref)


@require_GET
def word_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The Word copy (bản Word): the same words, to go on writing in Word."""
    dossier = dossier_or_404(request, ref)
    obj = _paper_or_404(dossier, pk)
    is_own = dossier_rules.is_of_unit(request.user, dossier.unit)
    return hand_out(
        request,
        word_copy(obj.document),
        name=f"{slug(obj.document.title)}.docx",
        content_type=docx.CONTENT_TYPE,
        reading=None if is_own else dossier,
    )


def _paper_or_404(dossier: Dossier, pk: int | None) -> DossierPaper:
    if dossier.edition is not None:
        sent = {obj.pk: obj for obj in edition_queries.written_of(dossier)}
        if pk not in sent:
            raise Http404
        return sent[pk]
    rows = dossier.written.select_related("line", "document", "written_by")
    obj = get_object_or_404(rows, pk=pk)
    obj.dossier = dossier
    return obj


def _pages(obj: DossierPaper) -> dict:
    """What `documents/_paper.html` needs to show the pages inside this page."""
    document = obj.document
    return {
        "document": document,
        "pages": pictures.pages_of(document.sha256, document.page_count or 0),
        "tries_left": max(MAX_TRIES - document.tries, 0),
        "paper_poll": reverse("dossiers:paper_progress", args=[obj.dossier.ref, obj.pk]),
    }


def _leaf(obj: DossierPaper) -> Leaf:
    """The paper to be read beside the form; what was worded otherwise is marked in it."""
    facts = facts_of(obj)
    values = report_text.values_of(obj.kind, facts)
    said = phrases.said(obj.kind, facts, obj.wording, values)
    return leaf_of(obj.document, said, obj.wording, dict.fromkeys(said, values))


def _with_usual(request: HttpRequest, obj: DossierPaper, asked: str) -> dict[str, str]:
    """One sentence as offices usually word it; all else as typed, nothing saved yet."""
    typed = request.POST.dict()
    for one in phrases.paragraphs(obj.kind, facts_of(obj)):
        if one.key == asked:
            typed[asked] = one.usual
            messages.info(request, f"«{one.label}» trở lại câu thường dùng; bấm Lưu để giữ.")
    return typed


REPORTS_A_PAGE = 40


@require_GET
def papers(request: HttpRequest, ref: str) -> HttpResponse:
    """Papers (văn bản) of a dossier: what is written, what may be, and what they need to know."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier)
    return _hub(request, dossier)


@require_POST
def number_letter(request: HttpRequest, ref: str) -> HttpResponse:
    """Records the number and the day of the letter (tờ trình)."""
    dossier = draft_or_404(request, ref)
    form = LetterForm(request.POST)
    return form_page(
        request,
        form,
        call=lambda: unit_paper_services.number_letter(
            dossier,
            number=form.cleaned_data["letter_number"],
            day=form.cleaned_data["letter_on"],
            by=request.user,
        ),
        done="Đã ghi số, ngày tờ trình.",
        then=f"{reverse('dossiers:papers', args=[ref])}#to-trinh",
        page=lambda status: _hub(
            request, dossier_or_404(request, ref), letter_form=form, status=status
        ),
    )


@require_POST
def record_meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """Records the meeting that considered the list (cuộc họp xét)."""
    dossier = draft_or_404(request, ref)
    form = MeetingForm(request.POST, instance=SelectionMeeting(dossier=dossier))
    return form_page(
        request,
        form,
        call=lambda: unit_paper_services.record_meeting(form.instance, by=request.user),
        done="Đã ghi cuộc họp xét.",
        then=f"{reverse('dossiers:papers', args=[ref])}#cuoc-hop",
        page=lambda status: _hub(
            request, dossier_or_404(request, ref), meeting_form=form, status=status
        ),
    )


def _hub(
    request: HttpRequest,
    dossier: Dossier,
    *,
    letter_form: LetterForm | None = None,
    meeting_form: MeetingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = Draft(dossier)
    can_write = dossier_rules.can_write(request.user, dossier)
    stale = draft.stale_together if can_write else []
    stale_pks = draft.stale_pks if can_write else set()
    parts = {one.part for one in draft.asked}
    mine = {paper.kind: paper for paper in draft.written if paper.line_id is None}
    wanted = [
        (kind, mine.get(kind), getattr(mine.get(kind), "pk", None) in stale_pks)
        for kind in (PaperType.LETTER, PaperType.LIST, PaperType.MINUTES)
        if kind in mine or kind == PaperType.LETTER or kind.part in parts
    ]
    reporting = line_reports(draft)
    asked = whole_number(request.GET.get("page", "")) or 1
    meeting = getattr(dossier, "meeting", None)
    context = {
        "dossier": dossier,
        "can_write": can_write,
        "stale": stale,
        "wanted": wanted,
        "page": NumberedPage(reporting, asked, REPORTS_A_PAGE),
        "reported": sum(one.paper is not None for one in reporting),
        "reporting": len(reporting),
        "has_report": DossierPart.ACHIEVEMENT_REPORT in parts,
        "meeting": meeting,
        "letter_form": letter_form
        or LetterForm(
            initial={
                "letter_number": dossier.letter_number,
                "letter_on": dossier.letter_on,
            }
        ),
        "meeting_form": meeting_form or MeetingForm(instance=meeting),
        "suffices": draft.signed,
        "tabs": [],
    }
    if dossier_rules.can_edit(request.user, dossier):
        context |= framed(request, draft, WRITTEN)
    return render(request, "dossiers/unit_paper/papers.html", context, status=status)

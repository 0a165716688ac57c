"""Văn bản của hồ sơ on one page: what is written, what may be, and what they need to know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns.enums import DossierPart
from dossiers import drafting, readiness, rules
from dossiers.enums import PaperType
from dossiers.forms.papers import LetterForm, MeetingForm
from dossiers.models import Dossier, Nomination, SelectionMeeting
from dossiers.readiness import Draft
from dossiers.views.found import dossier_or_404, draft_or_404
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import UNPROCESSABLE, take


REPORTS_A_PAGE = 100


@require_GET
def papers(request: HttpRequest, ref: str) -> HttpResponse:
    """Văn bản của hồ sơ: what is written, what may be, and what they need to know."""
    dossier = dossier_or_404(request, ref)
    if not rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier)
    return _hub(request, dossier)


@require_POST
def number_letter(request: HttpRequest, ref: str) -> HttpResponse:
    """Ghi số, ngày tờ trình."""
    dossier = draft_or_404(request, ref)
    form = LetterForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        outcome = take(
            request,
            lambda: drafting.number_letter(
                dossier,
                number=form.cleaned_data["letter_number"],
                day=form.cleaned_data["letter_on"],
                by=request.user,
            ),
            done="Đã ghi số, ngày tờ trình.",
        )
        if outcome.is_done:
            return redirect("dossiers:papers", ref)
        status = outcome.status
    return _hub(request, dossier_or_404(request, ref), letter_form=form, status=status)


@require_POST
def record_meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """Ghi cuộc họp xét."""
    dossier = draft_or_404(request, ref)
    form = MeetingForm(request.POST, instance=SelectionMeeting(dossier=dossier))
    status = UNPROCESSABLE
    if form.is_valid():
        outcome = take(
            request,
            lambda: drafting.record_meeting(form.instance, by=request.user),
            done="Đã ghi cuộc họp xét.",
        )
        if outcome.is_done:
            return redirect("dossiers:papers", ref)
        status = outcome.status
    return _hub(request, dossier_or_404(request, ref), meeting_form=form, status=status)


def _hub(
    request: HttpRequest,
    dossier: Dossier,
    *,
    letter_form: LetterForm | None = None,
    meeting_form: MeetingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = Draft(dossier)
    can_write = rules.can_write(request.user, dossier)
    stale = draft.stale_together if can_write else []
    stale_pks = {found.pk for old in stale for found in old.papers}
    parts = {one.part for one in draft.asked}
    mine = {found.kind: found for found in draft.written if found.line_id is None}
    wanted = [
        (kind, mine.get(kind), getattr(mine.get(kind), "pk", None) in stale_pks)
        for kind in (PaperType.LETTER, PaperType.LIST, PaperType.MINUTES)
        if kind in mine or kind == PaperType.LETTER or kind.part in parts
    ]
    reporting = _reporting(draft)
    page = page_of(request, reporting, REPORTS_A_PAGE)
    reports = {found.line_id: found for found in draft.written if found.line_id}
    meeting = SelectionMeeting.objects.filter(dossier=dossier).first()
    context = {
        "dossier": dossier,
        "can_write": can_write,
        "stale": stale,
        "wanted": wanted,
        "page": page,
        "reports": [
            (line, reports.get(line.pk), getattr(reports.get(line.pk), "pk", None) in stale_pks)
            for line in page
        ],
        "reported": len(reports),
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
    }
    return render(request, "dossiers/papers.html", context, status=status)


def _reporting(draft: Draft) -> list[Nomination]:
    """Lines whose award asks a report, in the order of the list."""
    asking = {
        award
        for one in draft.asked
        if one.part == DossierPart.ACHIEVEMENT_REPORT
        for award in one.required_by
    }
    written = {found.line_id for found in draft.written}
    return [
        line
        for line in readiness.as_printed(draft.lines)
        if line.award_type_id in asking or line.pk in written
    ]

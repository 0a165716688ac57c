"""Achievement reports (báo cáo thành tích) of many nominees, written one after another."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dossiers.forms.unit_paper import RESULTS, WordingForm
from dossiers.models import Dossier, DossierPaper, Nomination
from dossiers.rules import dossier as dossier_rules, readiness as readiness_rules
from dossiers.rules.readiness import Draft
from dossiers.services import unit_paper as unit_paper_services
from dossiers.views.autosave import side_by_side, version_in
from dossiers.views.lookup import draft_or_404, line_or_404
from law.enums import DossierPart
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import CONFLICT
from nganam_awards.core.text import whole_number


class LineReport(NamedTuple):
    """One nominee's report in the list."""

    line: Nomination
    paper: DossierPaper | None
    is_old: bool

    @property
    def is_missing(self) -> bool:
        """Not written, or no longer what the list says."""
        return self.paper is None or self.is_old


def _reporting_lines(draft: Draft) -> list[Nomination]:
    """Lines whose award asks a report, in the order of the list."""
    asking = {
        award
        for one in draft.asked
        if one.part == DossierPart.ACHIEVEMENT_REPORT
        for award in one.required_by
    }
    written = {paper.line_id for paper in draft.written}
    return [
        line
        for line in readiness_rules.as_printed(draft.lines)
        if line.award_type_id in asking or line.pk in written
    ]


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, ref: str) -> HttpResponse:
    """The list of who needs a report, one of them open to be written; saving opens the next."""
    dossier = draft_or_404(request, ref)
    if not dossier_rules.can_write(request.user, dossier) and request.method == "GET":
        return redirect("dossiers:papers", ref)
    found = line_reports(Draft(dossier))
    if not found:
        raise Http404
    here = _chosen(request, dossier, found)
    here.line.dossier = dossier
    paper = here.paper or unit_paper_services.unwritten_report(here.line)
    form = WordingForm(posted(request), paper=paper)
    if request.method == "GET":
        form.fields[RESULTS].widget.attrs["autofocus"] = True
    context = {
        "dossier": dossier,
        "reports": found,
        "here": here,
        "missing": sum(one.is_missing for one in found),
        "number": found.index(here) + 1,
        "skip": _after(found, here),
        "form": form,
        "version": paper.version,
        "both": [],
    }

    def page(status: int) -> HttpResponse:
        if status == CONFLICT and (stored := _stored(dossier, here.line)):
            context["both"] = side_by_side(form, WordingForm(paper=stored))
            context["version"] = stored.version
        return render(request, "dossiers/report/reports.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: unit_paper_services.write_report(
            here.line, form.cleaned_data, by=request.user, version=version_in(request)
        ),
        then=lambda _: _on(request, dossier, here),
        page=page,
    )


def line_reports(draft: Draft) -> list[LineReport]:
    """Each line that asks a report, with the one that is written."""
    stale = draft.stale_pks
    papers = {paper.line_id: paper for paper in draft.written if paper.line_id}
    return [
        LineReport(line, papers.get(line.pk), getattr(papers.get(line.pk), "pk", None) in stale)
        for line in _reporting_lines(draft)
    ]


def _chosen(request: HttpRequest, dossier: Dossier, found: list[LineReport]) -> LineReport:
    """Whom the address names; otherwise the first whose report is missing."""
    if asked := request.GET.get("nguoi", ""):
        line = line_or_404(dossier, whole_number(asked))
        for one in found:
            if one.line.pk == line.pk:
                return one
        raise Http404
    return next((one for one in found if one.is_missing), found[0])


def _after(found: list[LineReport], here: LineReport) -> LineReport | None:
    """The next one without a report, from here on and around."""
    place = found.index(here)
    return next((one for one in found[place + 1 :] + found[:place] if one.is_missing), None)


def _on(request: HttpRequest, dossier: Dossier, here: LineReport) -> HttpResponse:
    """To the next one, or back to all papers when none is missing; «Lưu» alone stays."""
    found = line_reports(Draft(dossier))
    saved = next(one for one in found if one.line.pk == here.line.pk)
    left = sum(one.is_missing for one in found)
    told = f"Đã lưu báo cáo của {saved.line.full_name}."
    address = reverse("dossiers:reports", args=[dossier.ref])
    if "stay" in request.POST:
        messages.success(request, told)
        return redirect(f"{address}?nguoi={saved.line.pk}")
    following = _after(found, saved)
    if following is None:
        messages.success(request, f"{told} Đã soạn đủ {len(found)} báo cáo.")
        return redirect("dossiers:papers", dossier.ref)
    messages.success(request, f"{told} Còn {left} báo cáo.")
    return redirect(f"{address}?nguoi={following.line.pk}")


def _stored(dossier: Dossier, line: Nomination) -> DossierPaper | None:
    return dossier.written.filter(line=line).select_related("line", "document").first()

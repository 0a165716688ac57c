"""The count of a paper vote, entered and corrected until the vote is closed."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from council.forms.paper_count import PaperCountForm
from council.models import CouncilCase, PaperCount
from council.queries.count import open_lines
from council.rules import paper_count as paper_count_rules, session as session_rules
from council.services import paper_count as paper_count_services
from council.views import poll
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import seen_from


@require_http_methods(["GET", "POST"])
def paper_count(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of the counting team; sums that do not agree come back beside the figure."""
    case = poll.case_or_404(request, pk)
    if not session_rules.can_keep(request.user):
        raise Http404
    form = _form(request, case)
    return form_page(
        request,
        form,
        call=lambda: paper_count_services.enter(
            case, **form.figures, by=request.user, seen=seen_from(request) or 0
        ),
        done="Đã ghi kết quả kiểm phiếu. Sửa được cho đến khi đóng bỏ phiếu.",
        then=poll.way_back(case),
        page=partial(_page, request, pk, form),
    )


def _form(request: HttpRequest, case: CouncilCase) -> PaperCountForm:
    lines = [] if paper_count_rules.open_blockers(case) else open_lines(case)
    return PaperCountForm(posted(request), lines=lines, there=_there(case))


def _there(case: CouncilCase) -> PaperCount | None:
    rows = PaperCount.objects.filter(case=case.pk).select_related("recorded_by")
    return rows.first()


def _page(request: HttpRequest, pk: int, form: PaperCountForm, *, status: int) -> HttpResponse:
    case = poll.case_or_404(request, pk)
    there, blockers = _there(case), paper_count_rules.open_blockers(case)
    if form.is_bound and not blockers and form.lines != open_lines(case):
        form = _form(request, case)
    context = poll.frame_of(case) | {
        "form": form,
        "there": there,
        "blockers": blockers,
        "voter_count": case.voters.count(),
        "seen": there.mark if there else 0,
    }
    return render(request, "council/paper_count/paper_count.html", context, status=status)

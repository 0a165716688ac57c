"""What follows a decision: answers from above, the bundle for the province, notices to units."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import answers, bundle, result_notices, rules
from decisions.enums import DecisionKind, DecisionState
from decisions.forms import AnswerForm
from decisions.models import ResultNotice
from decisions.views.found import decision_or_404
from dossiers.models import Dossier
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.models import Reading
from nganam_awards.core.pages import capped_count, page_of
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Ghi kết quả của cấp trên về một trường hợp."""
    found = decision_or_404(request, pk)
    row = get_object_or_404(found.lines.select_related("nomination__award_type"), pk=line)
    if not rules.can_answer(request.user, found):
        raise PermissionDenied
    row.decision = found
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            outcome = take(
                request,
                lambda: answers.record(row, **form.cleaned_data, by=request.user),
                done=f"Đã ghi kết quả của {row.nomination.full_name}. Đơn vị đã được báo.",
            )
            if outcome.is_done:
                return redirect(found)
            status = outcome.status
    context = {"decision": found, "line": row, "form": form}
    return render(request, "decisions/answer.html", context, status=status)


@require_GET
@never_cache
def download_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Bộ hồ sơ trình cấp trên: the letter with its list, and the papers of every line."""
    found = decision_or_404(request, pk)
    if not rules.can_compose(request.user):
        raise PermissionDenied
    if found.kind != DecisionKind.FORWARD or found.state != DecisionState.ISSUED:
        return redirect(found)
    note_reading(request, found, Reading.How.DOWNLOAD)
    return FileResponse(
        bundle.of(found),
        as_attachment=True,
        filename=bundle.name_of(found),
        content_type="application/zip",
    )


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Thông báo không khen thưởng: whom to tell still, and what was told."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    waiting = result_notices.waiting(request.user)
    told = ResultNotice.objects.filter(dossier__in=Dossier.objects.visible_to(request.user))
    page = page_of(request, told.select_related("dossier__unit", "document").order_by("-pk"))
    context = {
        "waiting": waiting[:50],
        "waiting_total": capped_count(waiting),
        "can_issue": result_notices.can_issue(request.user),
        "page": page,
        "total": capped_count(told),
    }
    return render(request, "decisions/notices.html", context)


@require_POST
def issue_notice(request: HttpRequest, ref: str) -> HttpResponse:
    """Ra thông báo về một hồ sơ."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), ref=ref)
    take(
        request,
        lambda: result_notices.issue(dossier, by=request.user),
        done=f"Đã ra thông báo về hồ sơ {dossier.ref}. Đơn vị đã được báo.",
    )
    return redirect("decisions:notices")

"""The bin (thùng rác): drafts that a unit's clerks threw away, and the way back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers.models import Dossier
from dossiers.models.dossier import TRASH_DAYS
from dossiers.queries import honouree as honouree_queries, queue as queue_queries
from dossiers.services import dossier as dossier_services
from dossiers.views.lookup import draft_or_404
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take


@require_GET
def trash(request: HttpRequest) -> HttpResponse:
    """What can still be brought back, and until when."""
    if not queue_queries.files_for_some_unit(request.user):
        raise Http404
    rows = Dossier.objects.in_trash_of(request.user)
    page = page_of(request, rows)
    counts = honouree_queries.counted_in(page.object_list)
    context = {
        "page": page,
        "rows": [(row, counts.get(row.pk, "")) for row in page],
        "total": page.total_among(rows),
        "days": TRASH_DAYS,
    }
    return render(request, "dossiers/trash/trash.html", context)


@require_POST
def trash_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Puts a draft (bản nháp) that never left the clerk's desk into the bin."""
    obj = _draft_wherever(request, ref)
    outcome = take(
        request,
        lambda: dossier_services.trash_draft(obj, by=request.user),
        done=f"Đã chuyển bản nháp {ref} vào thùng rác; khôi phục được trong {TRASH_DAYS} ngày.",
    )
    return redirect("dossiers:list") if outcome.is_done else redirect(obj)


@require_POST
def restore(request: HttpRequest, ref: str) -> HttpResponse:
    """Brings a draft back from the bin (khôi phục)."""
    obj = _draft_wherever(request, ref)
    outcome = take(
        request,
        lambda: dossier_services.restore_draft(obj, by=request.user),
        done=f"Đã khôi phục bản nháp {ref} cùng danh sách và tệp đính kèm.",
    )
    return redirect(obj) if outcome.is_done else redirect("dossiers:trash")


def _draft_wherever(request: HttpRequest, ref: str) -> Dossier:
    """In the bin or out of it: the second of two clicks finds it where the first one put it."""
    thrown_away = Dossier.objects.in_trash_of(request.user).filter(ref=ref).first()
    return thrown_away or draft_or_404(request, ref)

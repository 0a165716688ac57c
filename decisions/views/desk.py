"""Chờ ký: everything before the signer in one look; one is put off with a note."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from decisions import desk
from decisions.views.found import decision_or_404
from nganam_awards.core.pages import capped_count, page_of
from nganam_awards.core.steps import take


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The oldest first, what was put off last; totals over all of it."""
    if not request.user.has_perm("decisions.approve_decision"):
        raise PermissionDenied
    rows = desk.waiting(request.user)
    page = page_of(request, rows)
    awards, units = desk.totals(rows)
    context = {
        "page": page,
        "rows": desk.board(list(page)),
        "total": capped_count(rows),
        "awards": awards,
        "units": units,
    }
    return render(request, "decisions/waiting.html", context)


@require_POST
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Để sau, with what he notes for himself."""
    found = decision_or_404(request, pk)
    text = request.POST.get("text", "")
    outcome = take(
        request,
        lambda: desk.put_off(found, by=request.user, text=text),
        done="Đã để sau. Ghi chú của anh/chị ở ngay cạnh quyết định.",
    )
    return redirect("decisions:waiting" if outcome.is_done else found)

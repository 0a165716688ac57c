"""The desk (chờ ký): everything before the signer in one look; one is put off with a note."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from decisions import rules
from decisions.models import Decision, DeskNote
from decisions.queries import fund as fund_queries
from decisions.services import desk as desk_services
from decisions.views.approval import CARRIED, after_refusal, before_him, desk_url, taken_back
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take


AT_ONCE = 20  # of each the whole line-up is weighed; totals and funds are of everything


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The oldest first, what was put off last; totals over all of it."""
    if not rules.can_sign(request.user):
        raise PermissionDenied
    rows = desk_services.waiting(request.user)
    page = page_of(request, rows, AT_ONCE)
    board = desk_services.board(list(page), request.user)
    context = {
        "page": page,
        "rows": board,
        "total": page.total_among(rows),
        "totals": desk_services.totals(rows, board if page.is_all else ()),
        "funds": fund_queries.in_use(),
    }
    return render(request, "decisions/desk/waiting.html", context)


@require_POST
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts one off (để sau), with what he notes for himself."""
    obj = before_him(request, pk)
    if obj is None:
        return taken_back(request)
    done = "Đã để sau, quyết định ở cuối danh sách."
    outcome = take(request, lambda: _note(request, obj, desk_services.put_off), done=done)
    if not outcome.is_done:
        return after_refusal(request, pk, outcome.status)
    return redirect("decisions:waiting")


@require_POST
def keep_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A note to himself (ghi chú), and reading on where he stood."""
    obj = before_him(request, pk)
    if obj is None:
        return taken_back(request)
    done = "Đã lưu ghi chú của anh/chị."
    outcome = take(request, lambda: _note(request, obj, desk_services.keep_note), done=done)
    if not outcome.is_done:
        return after_refusal(request, pk, outcome.status)
    return redirect(desk_url(pk, **{name: request.POST.get(name, "") for name in CARRIED}))


def _note(request: HttpRequest, obj: Decision, write: Callable[..., DeskNote]) -> DeskNote:
    return write(obj, by=request.user, text=request.POST.get("text", ""))

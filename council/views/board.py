"""The Council's own room: what waits for whom, and everything that is under way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.forms.hand_line import HandLineForm
from council.models import CouncilCase
from council.queries import board as board_queries, hand_line as hand_line_queries
from council.queries.board import CouncilDesk
from council.rules import (
    board as board_rules,
    campaign_rule as campaign_rule_rules,
    case as case_rules,
    session as session_rules,
)
from council.services import case as case_services, reminder as reminder_services
from nganam_awards.core import clock
from nganam_awards.core.back import page_before
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take
from nganam_awards.core.text import clean_line


BOARD = "council:board"
VOTED_PER_PAGE = 20


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """A member's: to vote, to come, voted. Whoever keeps the Council: from lines to minutes."""
    user = request.user
    if not board_rules.can_enter(user):
        raise Http404
    context = {
        "board": CouncilDesk(user, clock.today()),
        "page": page_of(request, board_queries.voted_on(user), VOTED_PER_PAGE),
        "is_keeper": session_rules.can_keep(user),
        "can_add": case_rules.can_add_by_hand(user),
        "sees_campaigns": campaign_rule_rules.can_view(user),
    }
    return render(request, "council/board/board.html", context)


@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Makes cases of all lines that wait, grouped by award and form."""
    if not board_rules.can_enter(request.user):
        raise Http404
    outcome = take(request, lambda: case_services.collect(by=request.user))
    if outcome.result:
        count = len(outcome.result)
        messages.success(request, f"Đã lập {count} vụ việc từ các trường hợp chờ Hội đồng.")
    elif outcome.is_done:
        messages.info(request, "Không còn trường hợp nào chờ đưa ra Hội đồng.")
    return redirect(BOARD)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Reminds whoever has not voted yet in an open case."""
    case = get_object_or_404(CouncilCase.objects.visible_to(request.user), pk=pk)
    outcome = take(request, lambda: reminder_services.remind(case, by=request.user))
    if outcome.result:
        messages.success(request, f"Đã nhắc {len(outcome.result)} thành viên chưa bỏ phiếu.")
    return redirect(page_before(request, case.get_absolute_url()))


@require_GET
def hand_lines(request: HttpRequest) -> HttpResponse:
    """Dossiers of which the head may bring lines before the Council, whatever the law asks."""
    _check_head(request)
    rows = hand_line_queries.dossiers_with(request.user)
    return render(request, "council/board/hand_lines.html", {"page": page_of(request, rows)})


@require_http_methods(["GET", "POST"])
def add_by_hand(request: HttpRequest, ref: str) -> HttpResponse:
    """Lines of one dossier, ticked, and how the Council is asked."""
    _check_head(request)
    dossier = get_object_or_404(hand_line_queries.dossiers_with(request.user), ref=ref)
    words = clean_line(request.GET.get("ten", ""))[:100]
    lines = hand_line_queries.lines_of(dossier, words)
    form = HandLineForm(posted(request), lines=lines)
    context = {
        "dossier": dossier,
        "form": form,
        "words": words,
        "is_long": len(lines) >= hand_line_queries.AT_MOST,
        "back_url": resolve_url("council:hand_lines"),
    }
    return form_page(
        request,
        form,
        call=lambda: case_services.add_by_hand(
            form.cleaned_data["lines"], form=form.cleaned_data["form"], by=request.user
        ),
        done=lambda cases: f"Đã đưa {len(form.cleaned_data['lines'])} trường hợp ra Hội đồng.",
        then=BOARD,
        page=lambda status: render(
            request, "council/board/add_by_hand.html", context, status=status
        ),
    )


def _check_head(request: HttpRequest) -> None:
    if not board_rules.can_enter(request.user):
        raise Http404
    if not case_rules.can_add_by_hand(request.user):
        raise PermissionDenied

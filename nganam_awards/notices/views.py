"""A person's own notices; the administrator's outbox (hộp thư đi)."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from nganam_awards.core import clock
from nganam_awards.core.pages import page_of
from nganam_awards.core.refusals import Refused
from nganam_awards.core.templatetags.portal import weekday_day
from nganam_awards.notices import rules, services
from nganam_awards.notices.models import EmailState, Notice, OutgoingEmail


SHOWN_WHOLE = 90  # letters of a notice that two lines of a phone hold


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """Own notices by day, newest first; looking at the list does not mark them read."""
    notices = Notice.objects.visible_to(request.user)
    page = page_of(request, notices)
    days = groupby(page, key=lambda notice: clock.day_of(notice.created_at))
    return render(
        request,
        "notices/notice/list.html",
        {
            "page": page,
            "days": [(_day_words(day), list(rows)) for day, rows in days],
            "has_unread": notices.unread().exists(),
        },
    )


def _day_words(day: date) -> str:
    """«Hôm nay», «Hôm qua», «Thứ Hai, 13/11/2023»."""
    near = {0: "Hôm nay", 1: "Hôm qua"}
    return near.get((clock.today() - day).days) or weekday_day(day)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice read and go where it points; words that the list cut off go along."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(notice, by=request.user)
    if len(notice.text) > SHOWN_WHOLE:
        messages.info(request, notice.text)
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    services.mark_all_read(by=request.user)
    messages.success(request, "Đã đánh dấu đã đọc tất cả thông báo.")
    return redirect("notices:list")


@require_GET
def mail_log(request: HttpRequest) -> HttpResponse:
    """The outbox: what was sent, what waits, what went wrong."""
    _administrator(request)
    letters = OutgoingEmail.objects.visible_to(request.user)
    state = request.GET.get("state", "")
    if state in EmailState.values:
        letters = letters.filter(state=state)
    return render(
        request,
        "notices/mail/log.html",
        {"page": page_of(request, letters), "states": EmailState.choices, "state": state},
    )


@require_POST
def mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one letter again."""
    _administrator(request)
    letter = get_object_or_404(OutgoingEmail.objects.visible_to(request.user), pk=pk)
    try:
        services.send_again(letter, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    else:
        messages.success(request, "Thư đã được xếp vào hàng chờ gửi.")
    return redirect("mail:log")


def _administrator(request: HttpRequest) -> None:
    if not rules.can_manage_mail(request.user):
        raise Http404

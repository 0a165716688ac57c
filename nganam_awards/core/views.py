"""Pages of the platform: its health, the demonstration's clock, a closed door."""

import sys
from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nganam_awards.core import clock, health
from nganam_awards.core.back import page_before
from nganam_awards.core.day import typed_day
from nganam_awards.core.outage import outage_of


@require_GET
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Which machines answer: the one page a part-time officer needs at night."""
    parts = {"database": _database(), **_redis_and_processes()}
    is_well = all(state == "ok" for state in parts.values())
    parts["antivirus"] = health.antivirus_state()
    has_database = parts["database"] == "ok"
    parts |= {sign.name: sign.state for sign in health.signs(has_database=has_database)}
    parts["transport"] = "https" if request.is_secure() else "http, loopback only"
    return JsonResponse(parts, status=200 if is_well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return "down"
    return "ok"


def _redis_and_processes() -> dict[str, str]:
    alive = cache.get_many(["alive:worker", "alive:beat"])
    if not alive and not cache.is_awake():
        return {"redis": "down", "worker": "unknown", "beat": "unknown"}
    return {
        "redis": "ok",
        "worker": alive.get("alive:worker", "silent"),
        "beat": alive.get("alive:beat", "silent"),
    }


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the office clock: a demonstration account sets its day, at 8 o'clock."""
    if not clock.is_movable() or not request.user.is_demonstration:
        raise Http404
    try:
        day = typed_day(request.POST.get("to", ""))
    except ValueError:
        day = None
    if day is None or not 2020 <= day.year <= 2030:
        messages.error(request, "Chọn một ngày từ 01/01/2020 đến 31/12/2030, ví dụ 20/11/2023.")
    else:
        clock.move_to(datetime.combine(day, time(8), tzinfo=clock.OFFICE_ZONE))
        messages.success(request, f"Ngày trình diễn bây giờ là {day:%d/%m/%Y}.")
    return redirect(page_before(request, "/"))


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """A step that this person may not take, on a page that they may see."""
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """An error on the way: a full disk and a part that is away have words of their own.

    Rendered without the request: what is away may be what a page would ask.
    """
    if (outage := outage_of(sys.exception())) is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    page = HttpResponse(render_to_string("outage.html", {"outage": outage}), status=outage.status)
    page["Retry-After"] = "60"
    return page

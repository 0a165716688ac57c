"""Sổ khen thưởng: every award ever, narrowed and read page by page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from honourees.forms.filters import awards_listed
from honourees.rules import award as rules
from nganam_awards.core.pages import page_of


@require_GET
def register_list(request: HttpRequest) -> HttpResponse:
    """The awards this person may read, the newest first."""
    if not rules.can_read(request.user):
        raise Http404
    narrowed = awards_listed(request.GET, request.user)
    rows = narrowed.qs
    page = page_of(request, rows)
    context = {
        "filter": narrowed,
        "page": page,
        "total": page.total_among(rows),
        "reads_all": rules.can_read_all(request.user),
        "can_enter": rules.can_enter(request.user),
    }
    return render(request, "honourees/register/list.html", context)

"""The officers' queues (hàng chờ)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.queries import queue as queue_queries
from dossiers.views import bulk
from dossiers.views.dossier import listed_rows
from nganam_awards.core.pages import page_of


@require_GET
def queue(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What waits for appraisal (thẩm định), oldest due first, a tab for each kind of waiting."""
    if not queue_queries.works_on_queues(request.user):
        raise Http404
    tabs = queue_queries.tabs_for(request.user, slug)
    if not slug:
        slug = next((tab.slug for tab in tabs if tab.count), tabs[0].slug)
    here = next((tab for tab in tabs if tab.slug == slug), None)
    if here is None:
        raise Http404
    rows = queue_queries.rows_of(slug, request.user)
    page = page_of(request, rows.for_list_in_queue())
    return render(
        request,
        "dossiers/queue/queue.html",
        {
            "tabs": tabs,
            "here": here,
            "page": page,
            "rows": listed_rows(request, page),
            **bulk.ticks(request, slug),
        },
    )

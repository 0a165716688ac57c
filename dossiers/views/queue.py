"""The officers' queues (hàng chờ), narrowed by their address, and the views a person keeps."""

from functools import partial
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.forms.queue import QueueFilterForm
from dossiers.forms.queue_view import QueueViewForm
from dossiers.models import QueueView
from dossiers.queries import (
    board as board_queries,
    office as office_queries,
    queue as queue_queries,
)
from dossiers.services import queue_view as queue_view_services
from dossiers.views import bulk
from dossiers.views.dossier import listed_rows
from dossiers.views.queue_place import address_of, came_from
from nganam_awards.core.address import address
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.steps import take
from units.models import User


class QueueTab(NamedTuple):
    """One queue with how much waits in it under the boxes of this page."""

    slug: str
    label: str
    count: int
    url: str


@require_GET
def queue(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What waits for appraisal (thẩm định), oldest due first, a tab for each kind of waiting."""
    narrowed = _narrowed(request, slug)
    return _page(request, narrowed, QueueViewForm(), status=200)


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the queue as it is narrowed under a name of the person's own."""
    narrowed = _narrowed(request, slug)
    form = QueueViewForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: queue_view_services.save_view(
            by=request.user,
            queue=narrowed.slug,
            narrowing=narrowed.query,
            **form.cleaned_data,
        ),
        done=lambda view: f"Đã lưu cách xem «{view.name}».",
        then=address_of(narrowed.slug, narrowed.query),
        page=partial(_page, request, narrowed, form),
    )


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws one of the person's own views away."""
    _only_for_queues(request.user)
    view = get_object_or_404(QueueView.objects.visible_to(request.user), pk=pk)
    call = partial(queue_view_services.delete_view, view, by=request.user)
    take(request, call, done=f"Đã xóa cách xem «{view.name}».")
    return redirect(view)


def _only_for_queues(user: User) -> None:
    if not office_queries.works_on_queues(user):
        raise Http404


def _narrowed(request: HttpRequest, slug: str) -> QueueFilterForm:
    """The queue that the address names, else the first in which something waits."""
    _only_for_queues(request.user)
    board = board_queries.board_of(request.user)
    if not slug:
        slugs = list(queue_queries.labels())
        slug = next((one for one in slugs if board.queues[one]), slugs[0])
    if slug not in board.queues:
        raise Http404
    return QueueFilterForm(request.GET, board=board, slug=slug)


def _page(
    request: HttpRequest, narrowed: QueueFilterForm, form: QueueViewForm, *, status: int
) -> HttpResponse:
    slug, query = narrowed.slug, narrowed.query
    page = numbered_page(request.GET.get("page", ""), narrowed.rows)
    rows = board_queries.rows_of(request.user, (row.pk for row in page))
    here, views = address_of(slug, query), list(QueueView.objects.visible_to(request.user))
    tabs = [
        QueueTab(one, label, len(narrowed.of(one)), address_of(one, query))
        for one, label in queue_queries.labels().items()
        if one not in queue_queries.RARE or one == slug or narrowed.of(one)
    ]
    return render(
        request,
        "dossiers/queue/queue.html",
        {
            "tabs": tabs,
            "here": next(tab for tab in tabs if tab.slug == slug),
            "here_url": here,
            "whole_url": address("dossiers:queue", slug),
            "save_url": f"{address('dossiers:queue_save', slug)}?{query}",
            "narrowed": narrowed,
            "views": views,
            "view": next((view for view in views if view.get_absolute_url() == here), None),
            "view_form": form,
            "page": page,
            "rows": listed_rows(request, rows),
            "came": came_from(slug, query),
            **bulk.ticks(request.user, narrowed),
        },
        status=status,
    )

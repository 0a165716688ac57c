"""Where a dossier stands in the queue from which it was opened, and what comes before and after.

The address of the dossier says which queue it was («?hang=toi-tham-dinh?unit=7»). A step leads back
to the dossier without it, so the browser keeps it for the dossier opened last, for an hour.
"""

from typing import NamedTuple
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from dossiers.forms.queue import QueueFilterForm
from dossiers.models import Dossier
from dossiers.queries import (
    board as board_queries,
    office as office_queries,
    queue as queue_queries,
)
from nganam_awards.core.address import address
from nganam_awards.core.pages import PER_PAGE


CAME = "hang"  # of the address and of the cookie
_KEPT_SECONDS = 3_600
_LONGEST = 200


class QueuePlace(NamedTuple):
    """The dossier in its queue: its number (None once it has left), and the ways on."""

    label: str
    number: int | None
    total: int
    back: str
    before: str  # empty at the top
    after: str  # empty at the end


def address_of(slug: str, query: str) -> str:
    """A queue as it is narrowed."""
    return _joined(address("dossiers:queue", slug), query)


def came_from(slug: str, query: str) -> str:
    """What the address of a dossier says of the queue in which it was found."""
    return f"{CAME}={quote(_joined(slug, query), safe='')}"


def queue_place(request: HttpRequest, dossier: Dossier) -> QueuePlace | None:
    """None where the dossier was not opened from a queue."""
    slug, _, query = _came(request, dossier).partition("?")
    if slug not in queue_queries.labels() or not office_queries.works_on_queues(request.user):
        return None
    if dossier.filed_at is None:
        return None
    board = board_queries.board_of(request.user)
    narrowed = QueueFilterForm(QueryDict(query), board=board, slug=slug)
    rows, came = narrowed.rows, came_from(slug, narrowed.query)
    at, follows = board_queries.beside(rows, dossier)
    before, after = (follows - 1 if at is None else at - 1), follows
    refs = board_queries.refs_of(
        request.user, [rows[n].pk for n in (before, after) if 0 <= n < len(rows)]
    )
    ways = [
        f"{address('dossiers:dossier', refs[rows[n].pk])}?{came}"
        if 0 <= n < len(rows) and rows[n].pk in refs
        else ""
        for n in (before, after)
    ]
    page = (follows if at is None else at) // PER_PAGE + 1
    asked = "&".join(part for part in (narrowed.query, f"page={page}" if page > 1 else "") if part)
    return QueuePlace(
        queue_queries.labels()[slug],
        None if at is None else at + 1,
        len(rows),
        f"{address_of(slug, asked)}#hs-{dossier.pk}",
        *ways,
    )


def keep_place(request: HttpRequest, response: HttpResponse, dossier: Dossier) -> HttpResponse:
    """The browser remembers from which queue this dossier was opened."""
    if CAME in request.GET:
        response.set_cookie(
            CAME,
            quote(f"{dossier.ref}:{request.GET[CAME][:_LONGEST]}", safe=""),
            max_age=_KEPT_SECONDS,
            path=address("dossiers:list"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _came(request: HttpRequest, dossier: Dossier) -> str:
    if CAME in request.GET:
        return request.GET[CAME]
    ref, _, came = unquote(request.COOKIES.get(CAME, "")).partition(":")
    return came if ref == dossier.ref else ""

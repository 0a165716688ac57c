"""Finding the decision an address names; for whoever may not see it, it does not exist."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from decisions import rules
from decisions.models import Decision
from nganam_awards.core import tick
from nganam_awards.core.refusals import Refused


def decision_or_404(request: HttpRequest, pk: int) -> Decision:
    """The decision with what its pages show of it."""
    rows = Decision.objects.visible_to(request.user).for_detail()
    return get_object_or_404(rows, pk=pk)


def desk_or_404(request: HttpRequest, pk: int) -> Decision:
    """The decision for a page on which Phòng Nội vụ writes."""
    decision = decision_or_404(request, pk)
    if not rules.can_compose(request.user):
        raise PermissionDenied
    return decision


def chosen(request: HttpRequest) -> list[int]:
    """Keys of the boxes that were ticked, on whichever page of the list they stand."""
    return tick.ticked(request.POST, "line")


def book_reader(request: HttpRequest) -> None:
    """The book is the town's own; for everybody else it does not exist."""
    if not rules.can_read_book(request.user):
        raise Http404


def refuse(reasons: list[str]) -> None:
    raise Refused(*reasons)

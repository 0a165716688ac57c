"""Sessions, cases and lines by their addresses; for a stranger they do not exist."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from council.models import CaseLine, CouncilCase, CouncilSession
from council.rules import session as session_rules


def session_or_404(request: HttpRequest, pk: int) -> CouncilSession:
    """The session with its people and papers."""
    rows = CouncilSession.objects.visible_to(request.user).select_related(
        "presider", "secretary", "invitation", "minutes"
    )
    return get_object_or_404(rows.defer("invitation__context", "minutes__context"), pk=pk)


def kept_session_or_404(request: HttpRequest, pk: int) -> CouncilSession:
    """The same for those who prepare it."""
    if not session_rules.can_keep(request.user):
        raise Http404
    return session_or_404(request, pk)


def case_or_404(request: HttpRequest, pk: int) -> CouncilCase:
    """The case with its award and session."""
    rows = CouncilCase.objects.visible_to(request.user).select_related(
        "award_type", "session__presider", "count_minutes"
    )
    return get_object_or_404(rows.defer("count_minutes__context"), pk=pk)


def kept_case_or_404(request: HttpRequest, pk: int) -> CouncilCase:
    """The same for those who prepare it."""
    if not session_rules.can_keep(request.user):
        raise Http404
    return case_or_404(request, pk)


def line_or_404(case: CouncilCase, pk: int) -> CaseLine:
    """One line of the case, with its dossier."""
    rows = case.lines.select_related(
        "nomination__dossier__unit", "nomination__dossier__plan", "nomination__award_type"
    )
    return get_object_or_404(rows, pk=pk)

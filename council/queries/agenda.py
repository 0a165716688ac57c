"""Cases that wait for a session, and what a session put off."""

from django.db.models import Count, Q, QuerySet

from council.enums import CaseState
from council.models import CaseEvent, CouncilCase, CouncilSession
from council.workflow import CaseAction
from law.figures import VoteForm


def waiting_cases() -> QuerySet[CouncilCase]:
    """The oldest first, each with `open_lines`; written opinions need no session."""
    open_lines = Count("lines", filter=Q(lines__outcome=""))
    rows = CouncilCase.objects.filter(state=CaseState.WAITING).exclude(form=VoteForm.OPINION)
    return rows.select_related("award_type").annotate(open_lines=open_lines).order_by("pk")


def put_off_in(session: CouncilSession) -> list[CaseEvent]:
    """What the Council left for another session, with its reason; the case has moved on."""
    rows = CaseEvent.objects.filter(action=CaseAction.PUT_OFF, facts__session=session.pk)
    return list(rows.select_related("case__award_type", "by").order_by("pk"))


def last_place() -> str:
    """Where the Council met last, as the form offers it."""
    newest = CouncilSession.objects.order_by("-pk")
    return newest.values_list("place", flat=True).first() or ""

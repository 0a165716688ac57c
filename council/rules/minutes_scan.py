"""Who brings the minutes as they were signed."""

from council.enums import SessionState
from council.models import CouncilSession
from council.rules import session as session_rules
from units.models import User


def can_bring(user: User, obj: CouncilSession) -> bool:
    """Whoever keeps the Council, once the session is over; a better scan may follow."""
    return session_rules.can_keep(user) and obj.state == SessionState.CLOSED

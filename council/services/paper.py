"""Papers of a session, each ordered in the transaction of its step."""

from council.models import CouncilCase, CouncilSession
from nganam_awards.documents.models import Document


def order_invitation(obj: CouncilSession) -> Document | None:
    """The invitation (giấy mời), numbered in the Council's own book."""
    return None


def order_minutes(obj: CouncilSession) -> Document | None:
    """The minutes (biên bản họp) of a session whose cases all have a conclusion."""
    return None


def order_count_minutes(case: CouncilCase) -> Document | None:
    """The minutes of the count (biên bản kiểm phiếu) of a case that has just been closed."""
    return None

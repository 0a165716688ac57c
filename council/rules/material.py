"""What a member may read of a dossier whose lines lie before him."""

from council.models import CaseLine, CouncilCase
from dossiers.models import Dossier
from dossiers.queries import own_line as own_line_queries
from units.models import User
from units.rules import is_of_unit


def can_read_appraisal(user: User, dossier: Dossier) -> bool:
    """The findings and the report of Phòng Nội vụ: nobody about himself, nor on his own unit's."""
    if is_of_unit(user, dossier.unit):
        return False
    return not any(own_line_queries.own_in(user, dossier))


def lies_before(user: User, dossier: Dossier) -> bool:
    """Is one of its lines in a case that this person may see?"""
    cases = CouncilCase.objects.visible_to(user).order_by().values("pk")
    return CaseLine.objects.filter(case__in=cases, nomination__dossier=dossier).exists()

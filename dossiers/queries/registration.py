"""What was filed on the strength of a unit's list of registered titles."""

from dossiers.enums import DossierState as S
from dossiers.models import Dossier
from law.enums import Category
from nganam_awards.core.registry import registration_uses


# Not filed, or as if it never had been.
_NOT_FILED = {S.DRAFT, S.AWAITING_HEAD, S.REFUSED, S.WITHDRAWN}


def uses(unit: int, merit_year: int) -> list[str]:
    """Codes of the unit's merit dossiers of that year that Phòng Nội vụ has or had before it."""
    rows = Dossier.objects.filter(unit=unit, merit_year=merit_year, category=Category.MERIT)
    rows = rows.exclude(state__in=_NOT_FILED).order_by("pk")
    return list(rows.values_list("ref", flat=True))


def register() -> None:
    """Called once when the apps are loaded."""
    registration_uses.add(uses)

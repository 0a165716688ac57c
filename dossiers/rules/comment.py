"""Who reads and writes internal comments: the desk of Phòng Nội vụ, never the filing unit."""

from dossiers.models import Dossier
from dossiers.rules import dossier as dossier_rules
from units.models import User


_WORKS = ("dossiers.receive", "dossiers.assign", "dossiers.appraise_any")


def can_read(user: User, dossier: Dossier) -> bool:
    """Whoever works on dossiers and stands neither on this list nor in its unit."""
    return (
        dossier_rules.can_see_appraisal(user, dossier)
        and any(user.has_perm(right) for right in _WORKS)
        and not dossier_rules.is_of_unit(user, dossier.unit)
    )


def can_write(user: User, dossier: Dossier) -> bool:
    """The same, as long as the dossier lies on some desk."""
    return can_read(user, dossier) and not dossier.trashed_at

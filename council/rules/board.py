"""To whom the rooms of the Council open."""

from units.models import User


SEATS = ("council.vote", "council.keep", "council.preside")


def can_enter(user: User) -> bool:
    """Whoever sits on the Council today, and the head of Phòng Nội vụ, who brings lines."""
    return sits(user) or user.has_perm("dossiers.assign")


def sits(user: User) -> bool:
    """Has any seat on the Council today."""
    return any(user.has_perm(right) for right in SEATS)

"""Who may do what with the register."""

from units.models import User


def can_merge(user: User) -> bool:
    """Officers and the head of Phòng Nội vụ, who see every unit's people."""
    return user.has_perm("honourees.merge_records")

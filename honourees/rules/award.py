"""Who reads the register, who writes into it by hand."""

from honourees.models import Award
from honourees.models.award import UNIT_RIGHTS, reads_all_awards
from units.models import User
from units.rules import units_with


def can_read(user: User) -> bool:
    """Is there a register for this person at all?"""
    return reads_all_awards(user) or bool(units_with(user, *UNIT_RIGHTS))


def can_read_all(user: User) -> bool:
    """The whole town's, not a unit's own part alone."""
    return reads_all_awards(user)


def can_see(user: User, award: Award) -> bool:
    """Twin of `AwardQuerySet.visible_to` for one award."""
    if reads_all_awards(user):
        return True
    record = award.honouree
    places = {award.unit_id, award.unit_then_id, record.main.unit_id if record.main_id else None}
    return not places.isdisjoint(units_with(user, *UNIT_RIGHTS))


def can_enter(user: User) -> bool:
    """Phòng Nội vụ writes what other bodies awarded, and the years before the portal."""
    return user.has_perm("dossiers.appraise_any")


def can_change(user: User, award: Award) -> bool:
    """What somebody entered is put right by hand; a decision of the portal by a decision."""
    return award.is_by_hand and can_enter(user)

"""After which penalty merit counts anew: one rule for an examination and the page of an honouree.

Whether a penalty of the year itself refuses an award is another provision, asked of dossiers.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from law.enums import Penalty
from law.figures import RuleKey
from law.models import RuleValue
from law.queries.provision import LawOfDay


class ToldPenalty(NamedTuple):
    """A penalty that a unit told of an honouree, and its day where the unit said it."""

    penalty: str
    on: date | None


def reaches(penalty: str, floor: RuleValue) -> bool:
    """Is a penalty at least as heavy as the figure says?"""
    return bool(penalty) and Penalty(penalty).grade >= floor.read.grade


def restarted_on(told: Iterable[ToldPenalty], law: LawOfDay, merit_year: int) -> date | None:
    """The latest penalty up to the end of the merit year that is heavy enough; None: none known.

    One of a later year takes nothing from this one: whoever appraises is told of it by itself.
    """
    if law.rules is None:
        return None
    floor = law.figure(RuleKey.FORM_PENALTY)
    return max(
        (
            one.on
            for one in told
            if one.on is not None and one.on.year <= merit_year and reaches(one.penalty, floor)
        ),
        default=None,
    )

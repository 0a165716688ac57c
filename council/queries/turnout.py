"""Who has voted and who has not, while a vote is open; how, nobody reads."""

from collections.abc import Iterable
from typing import NamedTuple

from council.models import CouncilCase
from council.queries.count import voted_in
from units.models import User


STEP, MIDDLE = 14, 7  # from dot to dot, and the middle of the first


class Turnout(NamedTuple):
    """Everybody on the roll, and the ids of those who have voted."""

    people: list[User]
    voted: frozenset[int]

    @property
    def missing(self) -> list[User]:
        """Whose ballot is not there yet."""
        return [person for person in self.people if person.pk not in self.voted]

    @property
    def cast(self) -> int:
        """How many ballots there are."""
        return len(self.people) - len(self.missing)

    @property
    def dots(self) -> list[tuple[int, bool]]:
        """(middle, is it cast?), cast ones first, as they are drawn."""
        return [(MIDDLE + STEP * n, n < self.cast) for n in range(len(self.people))]

    @property
    def width(self) -> int:
        """Of the drawing."""
        return STEP * len(self.people)


def turnout_of(case: CouncilCase) -> Turnout:
    """Of one case, in two queries; asked while its page is open."""
    voters = case.voters.select_related("member__person")
    return turnout([voter.member.person for voter in voters], voted_in(case))


def turnout(people: Iterable[User], voted: Iterable[int]) -> Turnout:
    """By the names they are called by."""
    return Turnout(sorted(people, key=lambda one: (one.sort_key, one.pk)), frozenset(voted))

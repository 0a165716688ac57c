"""What waits for a person, gathered from every app, oldest due first."""

from dataclasses import dataclass, field
from datetime import date

from nganam_awards.core import health
from nganam_awards.core.context import HomeList, HomeTask
from nganam_awards.core.health import Sign
from nganam_awards.core.registry import home_cards
from units import rules as unit_rules
from units.models import User


@dataclass
class Desk:
    """A person's morning: the lists that are not empty, and the one thing to open first."""

    lists: list[HomeList]
    today: date
    signs: list[Sign] = field(default_factory=list)  # of the machine, for the administrator

    @property
    def waiting(self) -> int:
        """How many things wait in all."""
        return sum(found.total or len(found.tasks) for found in self.lists)

    @property
    def late(self) -> int:
        """How many shown things are past their day."""
        return sum(1 for task in self._dated if task.due_on < self.today)

    @property
    def most_urgent(self) -> HomeTask | None:
        """The oldest due thing; without any dates the first of the first list."""
        if self._dated:
            return min(self._dated, key=lambda task: task.due_on)
        return next((task for found in self.lists for task in found.tasks), None)

    @property
    def _dated(self) -> list[HomeTask]:
        return [task for found in self.lists for task in found.tasks if task.due_on]


def desk_of(user: User, today: date) -> Desk:
    """Ask every app what waits for this person."""
    found = [answer for ask in home_cards if (answer := ask(user)) and answer.tasks]
    signs = health.signs() if unit_rules.can_manage_units(user) else []
    return Desk(sorted(found, key=lambda answer: answer.order), today, signs)

"""One line of a dossier's list, with what stands beside it on the page of whoever reads it."""

from typing import NamedTuple

from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.queries import columns as columns_queries
from dossiers.rules.line_note import LineNote, standing
from nganam_awards.core.steps import StepButton


_SIGNS = {
    NominationState.PROPOSED: "open",
    NominationState.RECOMMENDED: "yes",
    NominationState.NOT_RECOMMENDED: "no",
    NominationState.SUSPENDED: "wait",
    NominationState.REMOVED: "off",
}


class Shown(NamedTuple):
    """A line with what the officer needs beside it."""

    key: str
    place: int  # its number among honourees of its kind, as the list is printed
    line: Nomination
    notes: list[LineNote]
    verdict: str
    reason: str
    can_judge: bool
    steps: list[StepButton]  # what this person may do with it, each on a page of its own
    usual: list[str] | tuple = ()  # reasons that are often written, for one press
    asks_why: bool = False  # recommended with a reason only
    is_why_inside: bool = False  # and the unit does not read that one
    lacking: str = ""  # what the word on it lacks

    @property
    def sign(self) -> str:
        """Its word as a class of the list: «yes», «no», «wait», «open»."""
        return _SIGNS.get(self.line.state, "open" if self.can_judge else "none")

    @property
    def short(self) -> str:
        """What stands under the name: the gravest finding, else who it is."""
        if not self.notes:
            return self.line.position or self.line.working_unit or self.line.award_type.name
        note = min(self.notes, key=lambda note: note.verdict != "fail")
        return note.short or note.label

    @property
    def standing(self) -> str:
        """«fail», «ask» or «pass»."""
        return standing(self.notes)

    @property
    def stated(self) -> str:
        """What the unit stated of it, in one line."""
        return columns_queries.stated(self.line)

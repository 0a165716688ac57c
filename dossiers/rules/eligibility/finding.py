"""What one provision says of one nominee or dossier, with what a person needs to act."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from dossiers.enums import Verdict
from law.enums import ProvisionKey
from law.models import Sourced


class Answer(NamedTuple):
    """What a provision's function says; the engine adds its text, citation and verification."""

    verdict: Verdict
    text: str  # one plain sentence
    fact: str = ""  # the fact used: «vào làm 15/04/2023»
    mend: str = ""  # where it is mended: a column's key, or «members», «papers», «plan», «lines»
    rows: tuple[Sourced, ...] = ()  # of the law that it used besides its own text
    part: str = ""  # which of several, where one provision says several things
    short: str = ""  # under a name in a list
    reason: str = ""  # to the unit, where this is why not
    url: str = ""  # what it was compared with
    can_overrule: bool | None = None  # None: as its text says


class Finding(NamedTuple):
    """An answer with its source. `fail` of what nobody verified comes as `warning`.

    A tuple, because a frozen dataclass takes ten times as long.
    """

    key: ProvisionKey
    verdict: Verdict
    text: str
    citation: str
    fact: str = ""
    mend: str = ""
    part: str = ""
    short: str = ""
    reason: str = ""
    url: str = ""
    is_verified: bool = True
    can_overrule: bool = False
    overruled: str = ""  # the officer's reason
    day: date | None = None  # whose law it goes by

    @property
    def law_url(self) -> str:
        """The provision on the page of the rules that were in force on its day."""
        asked = f"?ngay={self.day:%d/%m/%Y}" if self.day else ""
        return f"{reverse('law:page', args=['dang-ap-dung'])}{asked}#{self.key}"

    @property
    def code(self) -> str:
        """Its name among the findings of one line: «needed_award:1»."""
        return f"{self.key}:{self.part}" if self.part else str(self.key.value)

    @property
    def title(self) -> str:
        """What it is about."""
        return str(self.key.label)

    @property
    def is_failed(self) -> bool:
        """Failed, and nobody went on in spite of it."""
        return self.verdict == Verdict.FAIL and not self.overruled

    @property
    def blocks_unit(self) -> bool:
        """Failed for good: the unit cannot file it, no officer can overrule it."""
        return self.is_failed and not self.can_overrule

    @property
    def is_open(self) -> bool:
        """Wants a look: it did not pass, and no officer has answered it."""
        return self.verdict != Verdict.PASS and not self.overruled

    @property
    def sign(self) -> str:
        """The drawing beside it."""
        return self.verdict.sign

    @property
    def word(self) -> str:
        """The drawing in words."""
        return "Vẫn đề nghị" if self.overruled else str(self.verdict.label)

    @property
    def tone(self) -> str:
        """As a colour."""
        return "info" if self.overruled else self.verdict.tone

    @property
    def css(self) -> str:
        """Its class in a list of findings."""
        return {Verdict.FAIL: "fail", Verdict.PASS: "pass"}.get(self.verdict, "ask")

    @property
    def rank(self) -> tuple[int, int, str]:
        """What weighs most first, then in reading order."""
        return (self.verdict.weight, _PLACES[self.key], self.part)


_PLACES = {key: place for place, key in enumerate(ProvisionKey)}


@dataclass(frozen=True)
class Findings:
    """Of a dossier and of each of its lines, by the line's key or its place in the list."""

    of_dossier: tuple[Finding, ...] = ()
    of_lines: dict[int, tuple[Finding, ...]] = field(default_factory=dict)

    def of(self, line: int) -> tuple[Finding, ...]:
        """Of one line, what weighs most first."""
        return self.of_lines.get(line, ())


def worst(findings: Iterable[Finding]) -> Verdict:
    """One word for all; what an officer answered counts as passed."""
    said = (Verdict.PASS if one.overruled else one.verdict for one in findings)
    return min(said, key=lambda verdict: verdict.weight, default=Verdict.PASS)

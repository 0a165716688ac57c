"""Who stands in a decision now, with the money each would get, and what identifies that list."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from campaigns.enums import HonoureeKind
from campaigns.law import Prizes, prizes_on
from decisions.enums import DecisionState
from decisions.models import Decision, DecisionLine
from dossiers.enums import NominationState
from dossiers.models import Nomination


# Where a nomination must stand to count in a decision that stands so.
COUNTS_AS = {
    DecisionState.DRAFTED: (NominationState.RECOMMENDED,),
    DecisionState.RETURNED: (NominationState.RECOMMENDED,),
    DecisionState.SUBMITTED: (NominationState.WITH_CHAIRMAN,),
    DecisionState.APPROVED: (NominationState.DECIDED,),
    DecisionState.ISSUED: (NominationState.AWARDED,),
    DecisionState.DISCARDED: (),
}
KIND_ORDER = (HonoureeKind.COLLECTIVE, HonoureeKind.PERSON, HonoureeKind.HOUSEHOLD)


class Entry(NamedTuple):
    """One honouree of the line-up."""

    line: DecisionLine
    nomination: Nomination
    prize_vnd: int


class LineUp:
    """The entries that count, in the order of the annex, and what they add up to."""

    def __init__(self, decision: Decision, entries: list[Entry], left_out: list[DecisionLine]):
        self.decision = decision
        self.entries = entries
        self.left_out = left_out

    def of(self, kind: str) -> list[Entry]:
        """Entries of one kind, by Vietnamese order."""
        return [entry for entry in self.entries if entry.nomination.honouree_kind == kind]

    @property
    def nominations(self) -> list[Nomination]:
        """The nominations that count."""
        return [entry.nomination for entry in self.entries]

    @property
    def total_vnd(self) -> int:
        """What the decision costs."""
        return sum(entry.prize_vnd for entry in self.entries)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """«03 tập thể, 02 cá nhân»: kinds that occur, in the order of the paper."""
        return [(kind, len(found)) for kind in KIND_ORDER if (found := self.of(kind))]

    @property
    def fingerprint(self) -> str:
        """What the Chairman saw: every name, award and amount, and the words around them."""
        decision = self.decision
        seen = [
            decision.reason,
            decision.fund_line,
            decision.letter_number,
            str(decision.letter_on),
            [
                [e.line.pk, e.nomination.full_name, e.nomination.honouree_kind, e.prize_vnd]
                for e in self.entries
            ],
        ]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


def read(decision: Decision, day: date) -> LineUp:
    """The line-up as it stands, with prizes of the day (or those fixed at issue)."""
    rows = list(
        decision.lines.select_related(
            "nomination__dossier__unit", "nomination__award_type", "nomination__quota"
        ).order_by("nomination__name_key", "nomination_id")
    )
    counting = COUNTS_AS[decision.state]
    prizes = None if decision.state == DecisionState.ISSUED else prizes_on(day)
    entries = [
        Entry(row, row.nomination, _prize(row, prizes))
        for row in rows
        if row.nomination.state in counting
    ]
    entries.sort(key=lambda e: KIND_ORDER.index(e.nomination.honouree_kind))
    return LineUp(decision, entries, [r for r in rows if r.nomination.state not in counting])


def _prize(row: DecisionLine, prizes: Prizes | None) -> int:
    if prizes is None:
        return row.prize_vnd or 0
    return prizes.of(row.nomination.award_type, row.nomination.honouree_kind)


def available() -> "Iterable[Nomination]":
    """Recommended nominations of finished dossiers that stand in no live decision yet."""
    taken = DecisionLine.objects.exclude(decision__state=DecisionState.DISCARDED)
    return (
        Nomination.objects.filter(state=NominationState.RECOMMENDED, dossier__state="appraised")
        .exclude(pk__in=taken.values("nomination"))
        .select_related("dossier__unit", "dossier__plan__campaign", "award_type")
    )

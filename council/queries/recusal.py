"""Who has no vote on a line (tránh bỏ phiếu), and which heads of filing units vote all the same."""

from collections.abc import Iterable
from typing import NamedTuple

from council.enums import BarReason
from council.models import CaseLine
from dossiers.queries import own_line as own_line_queries
from honourees.queries.account import read_said_of
from units.models import User
from units.rules import holders_of_all


NAMESAKE = "trùng họ tên trong đơn vị, chưa xác nhận là ai"


class Recusal(NamedTuple):
    """One member who has no vote on one line, and why."""

    line: CaseLine
    person: User
    reason: BarReason
    words: str = ""


def found(lines: Iterable[CaseLine], people: Iterable[User], *, bars_heads: bool) -> list[Recusal]:
    """Nobody votes on himself; where the rule says so, nor on his own unit's people.

    A namesake of the member's own unit bars him until somebody has said who it is. Lines come with
    nomination, dossier and unit.
    """
    lines, people = list(lines), list(people)
    if unread := [one for one in people if getattr(one, "records_memo", None) is None]:
        read_said_of(unread)
    barred = []
    for person in people:
        for line in lines:
            if own_line_queries.is_own(person, line.nomination):
                barred.append(Recusal(line, person, BarReason.NOMINEE))
            elif own_line_queries.is_asked(person, line.nomination):
                barred.append(Recusal(line, person, BarReason.NOMINEE, NAMESAKE))
    if bars_heads:
        own = {(one.line.pk, one.person.pk) for one in barred}
        heads = heads_among(lines, people)
        barred += [
            Recusal(line, person, BarReason.HEAD)
            for line in lines
            for person in heads.get(line.nomination.dossier.unit_id, ())
            if (line.pk, person.pk) not in own
        ]
    return barred


def heads_among(lines: Iterable[CaseLine], people: Iterable[User]) -> dict[int, list[User]]:
    """{filing unit: those of these people who head it today}; the minutes name them."""
    units = {line.nomination.dossier.unit for line in lines}
    wanted = {person.pk: person for person in people}
    heads = holders_of_all(sorted(units, key=lambda unit: unit.pk), "confirm_dossiers")
    return {
        unit: [wanted[one.pk] for one in some if one.pk in wanted]
        for unit, some in heads.items()
        if any(one.pk in wanted for one in some)
    }

"""What was awarded, as decisions of the portal write it: entered at issue, ended by a later one."""

from collections.abc import Iterable
from datetime import date

from honourees.models import Award


def end_awards(award_ids: Iterable[int], *, symbol: str, on: date) -> None:
    """The awards of lines that a later decision revokes; history stays, the end is written."""
    Award.objects.filter(pk__in=list(award_ids), revoked_on=None).update(
        revoked_symbol=symbol, revoked_on=on
    )


def enter_awards(awards: list[Award]) -> list[Award]:
    """Write the awards of a decision that is being issued, in one statement."""
    return Award.objects.bulk_create(awards)

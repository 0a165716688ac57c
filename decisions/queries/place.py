"""The quota (chỉ tiêu) on which a line-up draws, and where it asks for more than there is."""

from collections.abc import Iterable, Mapping

from campaigns.models import Quota
from campaigns.queries import meter as meter_queries
from campaigns.queries.meter import Meter
from decisions.queries.lineup import LineUp
from dossiers.models import Nomination


def drawn_by(lineup: LineUp) -> list[Meter]:
    """The rows of the plan on which this line-up draws, its own names apart from all others."""
    return meters_of(lineup.nominations)


def drawn_by_all(lineups: Mapping[int, LineUp]) -> dict[int, list[Meter]]:
    """The same for a page of decisions, in one query."""
    rows = _rows(line for lineup in lineups.values() for line in lineup.nominations)
    return {pk: _beside(rows, lineup.nominations) for pk, lineup in lineups.items()}


def meters_of(lines: list[Nomination]) -> list[Meter]:
    """The same for a decision that is being composed of these lines."""
    return _beside(_rows(lines), lines)


def _rows(lines: Iterable[Nomination]) -> list[Quota]:
    return list(Quota.objects.filter(pk__in={line.quota_id for line in lines}).for_meter())


def _beside(rows: list[Quota], lines: list[Nomination]) -> list[Meter]:
    asked = {line.quota_id for line in lines}
    here = [row for row in rows if row.pk in asked]
    return meter_queries.beside(here, [(line.quota_id, line.counter) for line in lines])


def over(row: Meter) -> int:
    """How many names of this very decision find no place beside what was awarded."""
    return min(max(row.awarded + row.own - row.limit, 0), row.own)


def crowded(rows: list[Meter]) -> list[str]:
    """What stands against an approval today: more names than places."""
    return [
        f"{row.label}: chỉ tiêu {row.limit}, đã khen {row.awarded}, quyết định này {row.own}; "
        f"vượt {over(row)}."
        for row in rows
        if over(row)
    ]

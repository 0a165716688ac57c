"""In which position, and where, the newest list of a unit names an honouree of the register."""

from collections.abc import Collection

from dossiers.models import Nomination
from nganam_awards.core.registry import honouree_positions


def newest_of(records: Collection[int]) -> dict[int, tuple[str, str]]:
    """{record: (position, place of work)}, in one query."""
    rows = Nomination.objects.filter(honouree__in=list(records)).order_by("honouree", "-pk")
    rows = rows.distinct("honouree").values_list("honouree", "position", "working_unit")
    return {record: (position, place) for record, position, place in rows}


def register() -> None:
    """Called once when the apps are loaded."""
    honouree_positions.add(newest_of)

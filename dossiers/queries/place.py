"""The quota (chỉ tiêu) on which a dossier draws, its own lines told apart from all others."""

from collections.abc import Iterable

from campaigns.models import Quota
from campaigns.queries import meter as meter_queries, quota as quota_queries
from campaigns.queries.meter import Meter
from dossiers.models import Dossier, Nomination


def meters_of(dossier: Dossier, rows: Iterable[Quota], lines: Iterable[Nomination]) -> list[Meter]:
    """The rows on which this unit's lines draw; until they are filed no counter has them."""
    rows = list(rows)
    if dossier.is_in_unit:
        places = {(row.award_type_id, row.honouree_kind, row.unit_id): row for row in rows}
        asked = (
            quota_queries.row_for(places, line.award_type_id, line.honouree_kind, dossier.unit_id)
            for line in lines
        )
        own = [(row.pk, None) for row in asked if row]
    else:
        own = [(line.quota_id, line.counter) for line in lines if line.counter]
    return meter_queries.beside(rows, own)

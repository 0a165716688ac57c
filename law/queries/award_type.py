"""The catalogue of awards, read once for as long as it stands."""

from django.db import DEFAULT_DB_ALIAS

from law.models import AwardType
from law.queries.stamp import kept


_COLUMNS = tuple(field.attname for field in AwardType._meta.concrete_fields)


def by_key() -> dict[int, AwardType]:
    """Every award by its key, in the order of the catalogue; rows of the caller's own."""
    awards = (AwardType.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row) for row in _rows())
    return {award.pk: award for award in awards}


@kept
def _rows() -> list[tuple]:
    return list(AwardType.objects.values_list(*_COLUMNS))

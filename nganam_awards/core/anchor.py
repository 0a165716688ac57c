"""Where a row stands on its page: its id there, and the address that leads to it."""

from django.db.models import Model
from django.shortcuts import resolve_url


def anchor(row: Model) -> str:
    """The id of a row's element, one for each row of the portal."""
    return f"{row._meta.model_name}-{row.pk}"


def at_row(place: object, row: Model | None) -> str:
    """An address (or an object with one), at the row; at its top where nothing was written."""
    address = resolve_url(place)
    return address if row is None else f"{address}#{anchor(row)}"

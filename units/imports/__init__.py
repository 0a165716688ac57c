"""Lists of clusters, units and people from Excel, in the order in which they lean on each other."""

from nganam_awards.core.registry import import_kinds
from units.imports.bodies import UnitList
from units.imports.clusters import ClusterList
from units.imports.people import PeopleList


def register() -> None:
    """Offer the lists on the administrator's page."""
    for order, kind in enumerate((ClusterList, UnitList, PeopleList), start=10):
        import_kinds.add(kind, order=order)

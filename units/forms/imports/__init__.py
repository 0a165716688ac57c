"""Lists of clusters, units and people from Excel, in the order in which they lean on each other."""

from nganam_awards.core.registry import import_kinds
from units.forms.imports.body import UnitList
from units.forms.imports.cluster import ClusterList
from units.forms.imports.person import PeopleList


def register() -> None:
    """Offer the lists on the administrator's page."""
    for order, kind in enumerate((ClusterList, UnitList, PeopleList), start=10):
        import_kinds.add(kind, order=order)

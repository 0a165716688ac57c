"""Lists of clusters, units, people, reforms from Excel, each leaning on those before it."""

from nganam_awards.core.registry import import_kinds
from units.forms.imports.body import UnitList
from units.forms.imports.cluster import ClusterList
from units.forms.imports.person import PeopleList
from units.forms.imports.succession import SuccessionList


def register() -> None:
    """Offer the lists on the administrator's page."""
    for order, kind in enumerate((ClusterList, UnitList, PeopleList, SuccessionList), start=10):
        import_kinds.add(kind, order=order)

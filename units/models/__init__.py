"""Bodies of the town, the people who sit in them, and their dated rights."""

from units.models.audit import AdminAct
from units.models.grant import (
    DatedGrant,
    DatedGrantManager,
    DatedGrantQuerySet,
    UnitUserPermission,
    grant_model_of,
)
from units.models.unit import HOME_AFFAIRS_CODE, Cluster, ClusterHead, Unit
from units.models.user import User


__all__ = [
    "HOME_AFFAIRS_CODE",
    "AdminAct",
    "Cluster",
    "ClusterHead",
    "DatedGrant",
    "DatedGrantManager",
    "DatedGrantQuerySet",
    "Unit",
    "UnitUserPermission",
    "User",
    "grant_model_of",
]

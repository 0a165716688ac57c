"""Bodies of the town, the people who sit in them, and their dated rights."""

from units.models.act import AdminAct
from units.models.body import HOME_AFFAIRS_CODE, Cluster, ClusterHead, Unit
from units.models.former_name import FormerName
from units.models.grant import (
    DatedGrant,
    DatedGrantManager,
    DatedGrantQuerySet,
    UnitUserPermission,
    grant_model_of,
)
from units.models.person import User
from units.models.stand_in import StandIn
from units.models.succession import UnitSuccession


__all__ = [
    "HOME_AFFAIRS_CODE",
    "AdminAct",
    "Cluster",
    "ClusterHead",
    "DatedGrant",
    "DatedGrantManager",
    "DatedGrantQuerySet",
    "FormerName",
    "StandIn",
    "Unit",
    "UnitSuccession",
    "UnitUserPermission",
    "User",
    "grant_model_of",
]

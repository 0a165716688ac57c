"""Delivery: a unit's first download of a decision that names its people delivers the dossier.

The access log is the truth: a download is a row there, and what it delivers is read off it. The
road can be walked again at any time and changes nothing twice.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.models import DecisionLine, UnitExtract
from dossiers.enums import DossierState
from dossiers.models import Dossier
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core.models import Reading
from nganam_awards.documents.models import Document
from units.models import UnitUserPermission
from units.rules import CLERK_RIGHT, HEAD_RIGHT


def fetched() -> QuerySet[Dossier]:
    """Concluded dossiers whose unit has downloaded a decision, or its extract, about them."""
    own_extract = UnitExtract.objects.filter(
        document=OuterRef("subject_id"), unit=OuterRef(OuterRef("unit"))
    )
    names_it = DecisionLine.objects.filter(
        decision__document=OuterRef("subject_id"), nomination__dossier=OuterRef(OuterRef("pk"))
    )
    of_the_unit = UnitUserPermission.objects.filter(
        user=OuterRef("user"),
        content_object=OuterRef(OuterRef("unit")),
        permission__codename__in=[CLERK_RIGHT, HEAD_RIGHT],
    )
    downloads = Reading.objects.filter(
        Exists(of_the_unit),
        Q(Exists(own_extract)) | Q(Exists(names_it)),
        subject=Document._meta.label_lower,
        how=Reading.How.DOWNLOAD,
    )
    return Dossier.objects.filter(Exists(downloads), state=DossierState.CONCLUDED).order_by("pk")


def deliver_fetched() -> int:
    """Mark each as delivered, one by one; how many."""
    return sum(dossier_transitions.deliver_fetched(dossier) for dossier in fetched())

"""An ended body's dossiers, taken over by the head of the body that goes on with its work."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Dossier, Takeover
from dossiers.queries import takeover as takeover_queries
from dossiers.rules import takeover as takeover_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone
from units.models import User


def take_over(dossier: Dossier, *, by: User) -> Takeover:
    """The head of the successor stands for the list from now on.

    A dossier still inside the unit moves to the successor, whose head confirms it later; a filed
    one keeps its unit, code and receipt. «Back» are the usual steps: send back, recall, withdraw,
    take a line off.
    """
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if takeover_queries.takeover_of(locked, clock.today()) is not None:
            raise AlreadyDone("Hồ sơ này đã được đơn vị kế thừa nhận.")
        heirs = takeover_rules.heirs_of(by, locked)
        if not heirs:
            raise PermissionDenied
        row = Takeover.objects.create(dossier=locked, old=locked.unit, new=heirs[0], by=by)
        if locked.is_in_unit:
            locked.unit = heirs[0]
            locked.save(update_fields=["unit"])
    return row

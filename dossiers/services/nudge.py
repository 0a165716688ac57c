"""A reminder out of many: whoever has the next step, as the dry run named them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import BulkAct
from dossiers.models import Dossier
from dossiers.rules import bulk as bulk_rules
from dossiers.rules.bulk import Bulk
from dossiers.services import reminder as reminder_services
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused
from units.models import User


def nudge(dossier: Dossier, *, by: User, note: str = "", to: str = "") -> str:
    """Reminds whoever has the next step; `to` are the names that were shown before.

    They are told within half a minute, each of all dossiers in one message. Returns the names.
    """
    if not bulk_rules.can_act(by, BulkAct.NUDGE):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        [fate] = Bulk(BulkAct.NUDGE, [locked], by, note=note).fates()
        if fate.is_left:
            raise Refused(fate.why)
        if to and fate.facts["to"] != to:
            raise Refused(f"Người được nhắc nay là {fate.facts['to']}, không phải {to}.")
        reminder_services.note_by_hand(locked, by=by, words=note)
    return fate.facts["to"]

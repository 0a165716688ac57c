"""A dated stand-in for a dossier for which nobody of Phòng Nội vụ is left."""

from datetime import date

from django.db import transaction

from dossiers.models import Dossier
from dossiers.notifications.stand_in import tell_of_stand_in
from dossiers.rules import stand_in as stand_in_rules
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused
from units.models import StandIn, User
from units.services.stand_in import name_stand_in


def name_for(
    dossier: Dossier, *, person: User, starts_on: date, ends_on: date, reason: str, by: User
) -> StandIn:
    """The Chairman names who receives and appraises in the officers' place, on these days."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if blockers := stand_in_rules.stand_in_blockers(person, locked):
            raise Refused(*blockers)
        row = name_stand_in(person, starts_on=starts_on, ends_on=ends_on, reason=reason, by=by)
        tell_of_stand_in(row, locked)
    return row

"""Apology: said once and in time, with a new day; the on-time figures go by that day."""

from datetime import date

from django.db import transaction

from dossiers.models import Apology, Dossier
from dossiers.rules import apology as apology_rules
from dossiers.services import slip as slip_services
from dossiers.transitions.dossier import taking
from dossiers.workflow import DossierAction
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, require_note
from units.models import User


def apologise(
    dossier: Dossier, *, reason: str, until: date, by: User, seen: int | None = None
) -> Apology:
    """Apologises and promises another day (xin lỗi, hẹn lại); the slip is ordered with it.

    Raises Refused where it was done before, is too late, or the day is none to promise.
    """
    facts = {"until": f"{until:%d/%m/%Y}"}
    with transaction.atomic():
        with taking(
            dossier, DossierAction.APOLOGISE, by=by, note=reason, seen=seen, facts=facts
        ) as locked:
            if blockers := apology_rules.blockers(locked):
                raise Refused(*blockers)
            require_note(reason)
            if blockers := apology_rules.day_blockers(locked, until):
                raise Refused(*blockers)
            apology = Apology.objects.create(
                dossier=locked,
                reason=reason,
                old_due_on=locked.due_on,
                new_due_on=until,
                by=by,
                happened_at=clock.now(),
            )
            locked.due_on = until
        slip_services.order_apology(apology)
    return apology

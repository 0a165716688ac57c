"""Taking over the dossier of a unit that ended: one button of the successor's head."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dossiers.models import Dossier
from dossiers.queries import takeover as takeover_queries
from dossiers.rules import takeover as takeover_rules
from dossiers.services import takeover as takeover_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core import clock
from nganam_awards.core.steps import take
from units.models import User


@require_POST
def take_over(request: HttpRequest, ref: str) -> HttpResponse:
    """The head of the successor stands for the list."""
    dossier = dossier_or_404(request, ref)
    call = partial(takeover_services.take_over, dossier, by=request.user)
    take(request, call, done="Đơn vị anh/chị đã nhận hồ sơ này.")
    return redirect(dossier)


def context(user: User, dossier: Dossier) -> dict:
    """Its unit ended: who goes on, and whether this person is the head who may take it over."""
    today = clock.today()
    if not dossier.unit.has_ended(today):
        return {"is_ended": False}
    return {
        "is_ended": True,
        "takeover": takeover_queries.takeover_of(dossier, today),
        "successors": takeover_queries.successors(dossier.unit, today),
        "heirs": takeover_rules.heirs_of(user, dossier),
    }

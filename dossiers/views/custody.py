"""Who held a dossier from when to when (phiếu kiểm soát quá trình): its page and its paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers.models import Dossier
from dossiers.papers.custody import hours
from dossiers.queries import custody as custody_queries, outcome as outcome_queries
from dossiers.queries.timeline import Deadlines
from dossiers.rules import dossier as dossier_rules
from dossiers.services import custody as custody_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.steps import take


@require_GET
def custody(request: HttpRequest, ref: str) -> HttpResponse:
    """As things stand now, with the paper of it where one was made."""
    obj = _dossier_or_404(request, ref)
    note_reading(request, obj)
    found = custody_queries.of(obj)
    context = {
        "dossier": obj,
        "custody": found,
        "rows": [(one, hours(one.minutes)) for one in found.holdings],
        "total": hours(found.minutes),
        "outcome": outcome_queries.said_of(obj, outcome_queries.day_of(obj)),
        "deadline": Deadlines().of(obj),
        "slip": custody_queries.slip_of(obj, found) if found.holdings else None,
    }
    return render(request, "dossiers/custody/custody.html", context)


@require_POST
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """Makes the paper of it."""
    obj = _dossier_or_404(request, ref)
    outcome = take(request, lambda: custody_services.order_for(obj))
    return redirect(outcome.result if outcome.is_done else obj)


def _dossier_or_404(request: HttpRequest, ref: str) -> Dossier:
    obj = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, obj):
        raise Http404
    return obj

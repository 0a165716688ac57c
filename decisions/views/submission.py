"""Submission (trình Chủ tịch): a decision leaves Phòng Nội vụ with its letter."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from council.rules import verdict as council_rules
from decisions import rules, transitions
from decisions.enums import EDITABLE_STATES
from decisions.forms.decision import SubmitForm
from decisions.queries import (
    fund as fund_queries,
    lineup as lineup_queries,
    place as place_queries,
)
from decisions.views.decision import decision_page
from decisions.views.lookup import decision_or_404
from dossiers.rules import posting as posting_rules
from nganam_awards.core import clock
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import seen_from
from nganam_awards.core.workflow import seen_mark


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The number and date of the letter, and what is being put before the Chairman."""
    obj = decision_or_404(request, pk)
    if not rules.can_submit(request.user):
        raise PermissionDenied
    if request.method == "GET" and obj.state not in EDITABLE_STATES:
        return redirect(obj)
    initial = {
        "letter_number": obj.letter_number,
        "letter_on": obj.letter_on or clock.today(),
    }
    form = SubmitForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        call=lambda: transitions.submit(
            obj,
            **form.cleaned_data,
            by=request.user,
            seen=seen_from(request),
            fingerprint=request.POST.get("fingerprint", ""),
        ),
        done="Đã trình Chủ tịch. Chủ tịch đã được báo.",
        then=obj,
        page=lambda status: _page(request, pk, form, status),
    )


def _page(request: HttpRequest, pk: int, form: SubmitForm, status: int) -> HttpResponse:
    """What is being put before him, as it stands now."""
    obj = decision_or_404(request, pk)
    if obj.state not in EDITABLE_STATES:
        return decision_page(request, obj, status=status)
    lineup = lineup_queries.read(obj, clock.today())
    places = place_queries.drawn_by(lineup)
    composed_on = clock.day_of(obj.composed_at)
    council = council_rules.decision_blockers(lineup.nominations, composed_on)
    context = {
        "decision": obj,
        "form": form,
        "lineup": lineup,
        "places": places,
        "crowded": place_queries.crowded(places),
        "budget": fund_queries.check(obj, lineup.total_vnd),
        "blockers": [
            *lineup.problems,
            *rules.composition_blockers(lineup.nominations),
            *posting_rules.decision_blockers(lineup.nominations),
            *council,
            *rules.law_blockers(lineup),
            *rules.standards_missing(lineup),
            *rules.glyph_blockers(lineup),
        ],
        "waits_for_council": bool(council),
        "seen": seen_mark(obj),
        "fingerprint": lineup.fingerprint,
    }
    return render(request, "decisions/submission/form.html", context, status=status)

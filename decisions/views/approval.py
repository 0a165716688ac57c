"""The Chairman's one screen: what lies before him, and his word on it."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from decisions import rules, transitions
from decisions.enums import DecisionState
from decisions.forms.decision import SignForm
from decisions.models import Decision
from decisions.queries import (
    diff as diff_queries,
    fund as fund_queries,
    lineup as lineup_queries,
    place as place_queries,
)
from decisions.queries.lineup import LineUp, LineUpEntry
from decisions.services import decision as decision_services, desk as desk_services
from decisions.views import decision as decision_views, flags
from decisions.views.decision import decision_page
from decisions.views.lookup import decision_or_404
from decisions.workflow import DecisionAction
from nganam_awards.core import clock, tick
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.money import in_words
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.steps import keep_words, seen_from
from units.models import Unit


# A reason travels as «ly-do-12» of the nomination it belongs to.
REASON = "ly-do-"


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Signing (ký ban hành): what he sees, the password again, one press."""
    obj = before_him(request, pk)
    if obj is None:
        return taken_back(request)
    if request.method == "GET":
        if obj.state != DecisionState.SUBMITTED:
            return redirect(obj)
        note_reading(request, obj)
    form = SignForm(posted(request), signer=request.user)

    def page(status: int) -> HttpResponse:
        if form.is_bound and not form.errors:
            return after_refusal(request, pk, status)
        return _sign_page(request, obj, signing=form if form.is_bound else None, status=status)

    return form_page(
        request,
        form,
        call=lambda: transitions.approve(
            obj,
            by=request.user,
            fingerprint=form.cleaned_data["fingerprint"],
            seen=seen_from(request),
        ),
        done=_told,
        then=obj,
        page=page,
    )


def _told(decision: Decision) -> str:
    if decision.state == DecisionState.APPROVED:
        return "Đã duyệt. Văn thư vào số để ban hành."
    return f"Đã ký ban hành {decision.title} ngày {decision.issued_on:%d/%m/%Y}."


def before_him(request: HttpRequest, pk: int) -> Decision | None:
    """The decision on the signer's desk; None where Phòng Nội vụ has taken it back."""
    signs = rules.can_sign(request.user)
    if signs and not Decision.objects.visible_to(request.user).filter(pk=pk).exists():
        return None if Decision.objects.filter(pk=pk).exists() else decision_or_404(request, pk)
    obj = decision_or_404(request, pk)
    if not signs:
        raise PermissionDenied
    return obj


def taken_back(request: HttpRequest) -> HttpResponse:
    """Nothing to sign any more; what was typed is told, to be copied."""
    messages.info(request, "Phòng Nội vụ đã rút quyết định này về sửa nên chưa ký được.")
    keep_words(request, *typed_in(request))
    return redirect("decisions:list")


def typed_in(request: HttpRequest) -> list[str]:
    """Fields of the desk in which words were typed: to Nội vụ, to himself, reasons by name."""
    reasons = [name for name in request.POST if name.startswith(REASON)]
    return ["note", "text", *reasons]


def after_refusal(request: HttpRequest, pk: int, status: int) -> HttpResponse:
    """The page as it stands now; a note typed for himself is still in its box."""
    again = before_him(request, pk)
    if again is None:
        return taken_back(request)
    if again.state != DecisionState.SUBMITTED:
        keep_words(request, *typed_in(request))
        return decision_page(request, again, status=status)
    return _sign_page(request, again, status=status)


def _sign_page(
    request: HttpRequest,
    obj: Decision,
    *,
    signing: SignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Who puts what before him, red flags first; `signing`: what was refused."""
    lineup = lineup_queries.read(obj, clock.today())
    places = place_queries.drawn_by(lineup)
    signatory = rules.signatory_today(request.user, obj.category)
    notes = dict(desk_services.waiting(request.user).values_list("pk", "note_text"))
    waiting = list(notes)
    events = list(obj.events.select_related("by").order_by("pk"))
    context = {
        "decision": obj,
        "lineup": lineup,
        "submitted": next(e for e in reversed(events) if e.action == DecisionAction.SUBMIT),
        "total_in_words": in_words(lineup.total_vnd),
        "places": places,
        "budget": fund_queries.check(obj, lineup.total_vnd),
        "flags": flags.against(request.user, lineup, places, signatory),
        "warnings": flags.beside(lineup, signatory),
        "is_numbered_here": flags.is_numbered_here(signatory, obj),
        "check": decision_services.check_draft(lineup),
        "position": waiting.index(obj.pk) + 1 if obj.pk in waiting else 1,
        "waiting": max(len(waiting), 1),
        "seen": events[-1].pk,
        "sign_form": SignForm(initial={"fingerprint": lineup.fingerprint}, auto_id="ky-%s"),
        "signing": _with_fingerprint(signing, lineup.fingerprint),
        "changes": diff_queries.since_return(obj, events),
        "note": notes.get(obj.pk) or "",
        "typed": request.POST.get("text", ""),
        "awards": [
            (f"{award.name}, {kind.noun}", len(entries)) for award, kind, entries in lineup.by_award
        ],
        "groups": desk_services.composition(lineup.groups),
        **_names(request, lineup),
        **decision_views.paper(obj, obj.draft),
    }
    return render(request, "decisions/approval/sign.html", context, status=status)


class UnitShown(NamedTuple):
    """Whom a unit proposed: how many, and those of this page."""

    unit: Unit
    count: int
    entries: list[LineUpEntry]


def _names(request: HttpRequest, lineup: LineUp) -> dict:
    """The list unit by unit, a page at a time; whom he ticked on other pages goes along."""
    units = lineup.by_unit
    page = numbered_page(
        request.GET.get("page", ""), [entry for _, entries in units for entry in entries]
    )
    ticked = set(tick.ticked(request.GET, "chon"))
    here = {entry.nomination.pk for entry in page}
    kept = [n.pk for n in lineup.nominations if n.pk in ticked and n.pk not in here]
    shown = [
        UnitShown(unit, len(entries), [e for e in entries if e.nomination.pk in here])
        for unit, entries in units
    ]
    return {
        "page": page,
        "units": [named for named in shown if named.entries],
        "all_units": shown,
        "ticked": ticked,
        "kept": tick.kept(kept),
        "kept_count": len(kept),
    }


def _with_fingerprint(form: SignForm | None, fingerprint: str) -> SignForm | None:
    """A wrong password is asked again for what the page shows now, never for what it showed."""
    if form is not None:
        form.data = {**form.data.dict(), "fingerprint": fingerprint}
        form.fields["password"].widget.attrs["autofocus"] = True
    return form

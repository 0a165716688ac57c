"""The Chairman's one screen: what lies before him, and his word on it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from council.papers.result import Heard
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
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import (
    CHANGED_BETWEEN_PAGES,
    CONFLICT,
    is_outdated,
    keep_words,
    seen_from,
)
from units.models import Unit, User


# A reason travels as «ly-do-12» of the nomination it belongs to.
REASON = "ly-do-"
# What his forms carry along: whom he ticked, where he reads, and what he read.
CARRIED = (tick.KEPT, "page", "seen", "fingerprint")
TICKED_AT_MOST = 500  # they travel in an address, which holds no more
# Ticked names are signed with all others, by a button that says so.
WITH_TICKED = "ca-nguoi-da-chon"


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

    def write() -> Decision:
        if WITH_TICKED not in request.POST:
            _stop_on_ticked(request)
        return transitions.approve(
            obj,
            by=request.user,
            fingerprint=form.cleaned_data["fingerprint"],
            seen=seen_from(request),
        )

    return form_page(
        request,
        form,
        call=write,
        done=_told,
        then=obj,
        page=page,
    )


def _stop_on_ticked(request: HttpRequest) -> None:
    """Names ticked for «không duyệt» are not signed by a press that forgot them."""
    if count := len(tick.ticked(request.POST, "chon")):
        raise Refused(
            f"Chưa ký: anh/chị đang chọn {count} trường hợp để không duyệt. Bấm «Không duyệt những "
            "người đã chọn», hoặc bỏ chọn, hoặc ký cả những người đã chọn."
        )


def _told(decision: Decision) -> str:
    if decision.state == DecisionState.APPROVED:
        return "Đã duyệt. Văn thư vào số để ban hành."
    return f"Đã ký ban hành {decision.title} ngày {decision.issued_on:%d/%m/%Y}."


def before_him(request: HttpRequest, pk: int) -> Decision | None:
    """The decision on the signer's desk; None where Phòng Nội vụ has taken it back."""
    if not rules.can_sign(request.user):
        decision_or_404(request, pk)
        raise PermissionDenied
    found = Decision.objects.visible_to(request.user).for_detail().filter(pk=pk).first()
    if found is None and not Decision.objects.filter(pk=pk).exists():
        raise Http404
    return found


def has_changed(request: HttpRequest, lineup: LineUp, now: int) -> bool:
    """Is the list another than the one of the page from which he comes? `now`: its newest step."""
    data = request.POST if request.method == "POST" else request.GET
    read = data.get("fingerprint") or lineup.fingerprint
    return read != lineup.fingerprint or is_outdated(request, now)


def read_again(request: HttpRequest, pk: int, ticked: Iterable[int]) -> HttpResponse:
    """The list from its first page: it changed while he read it. Whom he ticked stays ticked."""
    messages.warning(request, CHANGED_BETWEEN_PAGES)
    return redirect(desk_url(pk, **{tick.KEPT: tick.kept(ticked)}))


def desk_url(pk: int, **carried: str) -> str:
    """The screen with what he ticked and read so far (`CARRIED`)."""
    words = urlencode({name: value for name, value in carried.items() if value})
    return f"{reverse('decisions:sign', args=[pk])}{words and '?'}{words}"


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
    events = list(obj.events.select_related("by").order_by("pk"))
    changed = has_changed(request, lineup, events[-1].pk)
    if changed and request.method == "GET":
        return read_again(request, obj.pk, tick.ticked(request.GET, "chon"))
    if changed and signing is not None:
        messages.warning(request, CHANGED_BETWEEN_PAGES)
        signing, status = None, CONFLICT
    names = _names(request, lineup, from_first=changed)
    context = {
        "decision": obj,
        "lineup": lineup,
        "submitted": next(e for e in reversed(events) if e.action == DecisionAction.SUBMIT),
        "seen": events[-1].pk,
        "sign_form": SignForm(auto_id="ky-%s"),
        "signing": _with_focus(signing),
        "with_ticked": WITH_TICKED,
        "desk_url": desk_url(
            obj.pk,
            **{tick.KEPT: names["all_ticked"]},
            page=names["page"].asked,
            seen=str(events[-1].pk),
            fingerprint=lineup.fingerprint,
        ),
        "changes": diff_queries.since_return(obj, events),
        "typed": request.POST.get("text", ""),
        "awards": [
            (f"{award.name}, {kind.noun}", len(entries)) for award, kind, entries in lineup.by_award
        ],
        "groups": lineup.groups,
        "heard": Heard(lineup.nominations, lineup.council).sentences(),
        **names,
        **_weighed(request.user, obj, lineup),
        **_on_the_desk(request.user, obj),
        **decision_views.paper(obj, obj.draft),
    }
    return render(request, "decisions/approval/sign.html", context, status=status)


def _weighed(user: User, obj: Decision, lineup: LineUp) -> dict:
    """What it costs, how many places it takes, what speaks against a signature."""
    places = place_queries.drawn_by(lineup)
    signatory = rules.signatory_today(user, obj.category, lineup)
    return {
        "total_in_words": in_words(lineup.total_vnd),
        "places": places,
        "budget": fund_queries.check(obj, lineup.total_vnd),
        "flags": flags.against(user, lineup, places, signatory),
        "warnings": flags.beside(lineup, signatory),
        "is_numbered_here": flags.is_numbered_here(signatory, obj),
        "check": decision_services.check_draft(lineup),
    }


def _on_the_desk(user: User, obj: Decision) -> dict:
    """Where it lies among what waits for him, and what he noted on it."""
    notes = dict(desk_services.waiting(user).values_list("pk", "note_text"))
    waiting = list(notes)
    return {
        "position": waiting.index(obj.pk) + 1 if obj.pk in waiting else 1,
        "waiting": max(len(waiting), 1),
        "note": notes.get(obj.pk) or "",
    }


class UnitShown(NamedTuple):
    """Whom a unit proposed: how many, and those of this page."""

    unit: Unit
    count: int
    entries: list[tuple[LineUpEntry, str]]  # each with what the Council said of it


def _names(request: HttpRequest, lineup: LineUp, *, from_first: bool) -> dict:
    """The list unit by unit, a page at a time; whom he ticked on other pages goes along."""
    heard = Heard(lineup.nominations, lineup.council)
    units, data = lineup.by_unit, request.POST if request.method == "POST" else request.GET
    asked = "" if from_first else data.get("page", "")
    page = numbered_page(asked, [entry for _, entries in units for entry in entries])
    ticked = set(_held(request, tick.ticked(data, "chon")))
    here = {entry.nomination.pk for entry in page}
    kept = [n.pk for n in lineup.nominations if n.pk in ticked and n.pk not in here]
    shown = [
        UnitShown(
            unit,
            len(entries),
            [(e, heard.votes(e.nomination)) for e in entries if e.nomination.pk in here],
        )
        for unit, entries in units
    ]
    return {
        "page": page,
        "units": [named for named in shown if named.entries],
        "all_units": shown,
        "ticked": ticked,
        "kept": tick.kept(kept),
        "kept_count": len(kept),
        "all_ticked": tick.kept(n.pk for n in lineup.nominations if n.pk in ticked),
    }


def _held(request: HttpRequest, ticked: list[int]) -> list[int]:
    """As many as an address holds; he is told of the others."""
    if over := len(ticked[TICKED_AT_MOST:]):
        messages.warning(
            request,
            f"Mỗi lần chọn được nhiều nhất {TICKED_AT_MOST} trường hợp nên {over} trường hợp chọn "
            "trước đó không giữ được. Nếu nhiều người không được duyệt, anh/chị trả lại cả danh "
            "sách để Phòng Nội vụ sửa.",
        )
    return ticked[:TICKED_AT_MOST]


def _with_focus(form: SignForm | None) -> SignForm | None:
    """A wrong password is asked again, and typed at once."""
    if form is not None:
        form.fields["password"].widget.attrs["autofocus"] = True
    return form

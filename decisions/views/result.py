"""The signer's word on single names, and what follows a decision."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import rules, transitions
from decisions.enums import DecisionKind, DecisionState, ForwardOutcome
from decisions.forms.decision import ForwardAnswerForm, SendBackForm, SignForm
from decisions.models import Decision, ResultAnnouncement
from decisions.queries import lineup as lineup_queries, place as place_queries
from decisions.queries.lineup import LineUp, LineUpEntry
from decisions.services import (
    announcement as announcement_services,
    answer as answer_services,
    bundle as bundle_services,
)
from decisions.views import flags
from decisions.views.announcement import told_rows, unclosed_rows, untold_rows
from decisions.views.approval import (
    REASON,
    after_refusal,
    before_him,
    desk_url,
    has_changed,
    read_again,
    taken_back,
    typed_in,
)
from decisions.views.lookup import decision_or_404
from decisions.workflow import DecisionAction
from dossiers.models import Dossier
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock, tick
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.form_page import SecondLook, form_page, plain_page, posted
from nganam_awards.core.money import in_words
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import (
    CONFLICT,
    UNPROCESSABLE,
    is_outdated,
    keep_words,
    seen_from,
    take,
)
from nganam_awards.core.templatetags.portal import day, weekday
from nganam_awards.core.text import clean_text
from nganam_awards.core.workflow import seen_mark


AT_ONCE = 50  # dossiers of each list that waits


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Declines the chosen (không duyệt): their reasons, and exactly what is signed without them."""
    obj = before_him(request, pk)
    if obj is None:
        return taken_back(request)
    if obj.state != DecisionState.SUBMITTED:
        _tell_late(request, obj)
        return redirect(obj)
    lineup = lineup_queries.read(obj, clock.today())
    chosen = _chosen(request, lineup)
    if request.method == "GET" and has_changed(request, lineup, seen_mark(obj)):
        return read_again(request, pk, _keys(chosen))
    if not chosen:
        messages.error(request, "Chọn ít nhất một trường hợp không duyệt.")
        keep_words(request, *typed_in(request))
        return redirect("decisions:sign", pk)
    reasons = {e.nomination.pk: _reason(request, e) for e in chosen}
    missing = ", ".join(e.nomination.full_name for e in chosen if not reasons[e.nomination.pk])
    if request.method == "POST" and missing:
        typed = SignForm(request.POST)
        return _strike_page(
            request, lineup, chosen, form=typed, missing=missing, status=UNPROCESSABLE
        )
    form = SignForm(posted(request), signer=request.user)

    def page(status: int) -> HttpResponse:
        if form.is_bound and not form.errors:
            return _strike_again(request, pk, status)
        again = form if form.is_bound else None
        return _strike_page(request, lineup, chosen, form=again, status=status)

    return form_page(
        request,
        form,
        call=lambda: transitions.approve(
            obj,
            by=request.user,
            fingerprint=form.cleaned_data["fingerprint"],
            seen=seen_from(request),
            struck=reasons,
        ),
        done=lambda decision: _told(decision, len(chosen)),
        then=obj,
        page=page,
    )


def _strike_again(request: HttpRequest, pk: int, status: int) -> HttpResponse:
    """What would happen now, with every reason that was typed."""
    again = before_him(request, pk)
    if again is None or again.state != DecisionState.SUBMITTED:
        return after_refusal(request, pk, status)
    lineup = lineup_queries.read(again, clock.today())
    chosen = _chosen(request, lineup)
    if not chosen:
        return after_refusal(request, pk, status)
    if is_outdated(request, seen_mark(again)):  # put before him anew: the others want to be read
        keep_words(request, *typed_in(request))
        return after_refusal(request, pk, status)
    kept = {f"{REASON}{entry.nomination.pk}" for entry in chosen}
    keep_words(request, *[name for name in typed_in(request) if name not in kept])
    return _strike_page(request, lineup, chosen, status=status)


def _tell_late(request: HttpRequest, obj: Decision) -> None:
    """Somebody else had the last word; the same click twice needs no words."""
    decided = [DecisionAction.APPROVE, DecisionAction.DECLINE]
    if request.method == "GET":
        return
    if not obj.events.filter(by=request.user, action__in=decided).exists():
        state = obj.get_state_display().lower()
        messages.info(request, f"Quyết định {state}, không còn chờ ký: không ghi gì thêm.")
        keep_words(request, *typed_in(request))


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends it back (trả lại); named ones are appraised again. What was written is never lost."""
    obj = before_him(request, pk)
    if obj is None:
        return taken_back(request)
    if request.method == "GET" and obj.state != DecisionState.SUBMITTED:
        return redirect(obj)
    form = SendBackForm(posted(request))

    def write() -> Decision:
        lineup = lineup_queries.read(obj, clock.today())
        return transitions.send_back(
            obj,
            by=request.user,
            note=form.cleaned_data["note"],
            seen=seen_from(request),
            fingerprint=request.POST.get("fingerprint", ""),
            questioned=[entry.nomination.pk for entry in _chosen(request, lineup)],
        )

    def page(status: int) -> HttpResponse:
        again = before_him(request, pk)
        if again is None:
            return taken_back(request)
        if again.state != DecisionState.SUBMITTED:
            return after_refusal(request, pk, status)
        now = lineup_queries.read(again, clock.today())
        return _return_page(request, now, _chosen(request, now), form, status=status)

    return form_page(
        request,
        form,
        call=write,
        done="Đã trả lại Phòng Nội vụ kèm ý kiến của anh/chị.",
        then="decisions:waiting",
        page=page,
    )


def _keys(entries: list[LineUpEntry]) -> list[int]:
    return [entry.nomination.pk for entry in entries]


def _chosen(request: HttpRequest, lineup: LineUp) -> list[LineUpEntry]:
    """The ticked names that still stand in the line-up."""
    data = request.POST if request.method == "POST" else request.GET
    wanted = set(tick.ticked(data, "chon"))
    return [entry for entry in lineup.entries if entry.nomination.pk in wanted]


def _reason(request: HttpRequest, entry: LineUpEntry) -> str:
    return clean_text(request.POST.get(f"{REASON}{entry.nomination.pk}", ""))


def _told(decision: Decision, count: int) -> str:
    if decision.state == DecisionState.DECLINED:
        return "Không khen thưởng ai; quyết định đã kết thúc, các đơn vị được báo lý do."
    if decision.state == DecisionState.APPROVED:
        return f"Đã duyệt, không duyệt {count} trường hợp. Văn thư vào số để ban hành."
    day = f"{decision.issued_on:%d/%m/%Y}"
    return f"Đã ký ban hành {decision.title} ngày {day}, không duyệt {count} trường hợp."


def _strike_page(
    request: HttpRequest,
    whole: LineUp,
    chosen: list[LineUpEntry],
    *,
    form: SignForm | None = None,
    missing: str = "",
    status: int = 200,
) -> HttpResponse:
    """Shows exactly what will happen. A form with a mistake stays one about the list he read."""
    decision, rest = whole.decision, whole.without({entry.nomination.pk for entry in chosen})
    signatory = rules.signatory_today(request.user, decision.category, whole)
    bound = SignForm(initial={"fingerprint": whole.fingerprint})
    seen = seen_mark(decision)
    if form is not None:
        read = form.data.get("fingerprint") or whole.fingerprint
        form.data = {**form.data.dict(), "fingerprint": read}
        bound, seen = form, seen_from(request) or seen
    context = {
        "decision": decision,
        "struck": [(entry, _reason(request, entry)) for entry in chosen],
        "rest": rest,
        "awards": _by_award(rest),
        "total_in_words": in_words(rest.total_vnd),
        "flags": flags.against(request.user, rest, place_queries.drawn_by(rest), signatory),
        "warnings": flags.beside(rest, signatory) if status == CONFLICT else [],
        "is_numbered_here": flags.is_numbered_here(signatory, decision),
        "form": bound,
        "missing": missing,
        "seen": seen,
        "back_url": _back(whole, chosen, seen_mark(decision)),
    }
    return render(request, "decisions/result/strike.html", context, status=status)


def _return_page(
    request: HttpRequest,
    lineup: LineUp,
    chosen: list[LineUpEntry],
    form: SendBackForm,
    *,
    status: int = 200,
) -> HttpResponse:
    seen = seen_mark(lineup.decision)
    context = {
        "decision": lineup.decision,
        "chosen": chosen,
        "form": form,
        "seen": seen,
        "fingerprint": lineup.fingerprint,
        "back_url": _back(lineup, chosen, seen),
    }
    return render(request, "decisions/result/send_back.html", context, status=status)


def _back(lineup: LineUp, chosen: list[LineUpEntry], seen: int) -> str:
    """To the screen, where they are still ticked."""
    kept = {tick.KEPT: tick.kept(_keys(chosen)), "seen": str(seen)}
    return desk_url(lineup.decision.pk, **kept, fingerprint=lineup.fingerprint)


def _by_award(lineup: LineUp) -> list[tuple[str, int]]:
    """«Giấy khen, cá nhân»: 38, as Điều 1 will say."""
    return [
        (f"{award.name}, {kind.noun}", len(entries)) for award, kind, entries in lineup.by_award
    ]


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Records what the higher authority (cấp trên) answered about one case."""
    obj = decision_or_404(request, pk)
    row = get_object_or_404(obj.lines.select_related("nomination__award_type"), pk=line)
    if not rules.can_answer(request.user, obj):
        raise PermissionDenied
    row.decision = obj
    form = ForwardAnswerForm(posted(request))
    name = row.nomination.full_name
    return form_page(
        request,
        form,
        call=lambda: answer_services.record(row, **form.cleaned_data, by=request.user),
        done=f"Đã ghi kết quả của {name}. Đơn vị đã được báo.",
        then=f"{obj.get_absolute_url()}?dong={line}#ket-qua",
        look=lambda: _answer_look(name, **form.cleaned_data),
        page=plain_page(
            request,
            form,
            title="Kết quả của cấp trên",
            crumbs=[("Quyết định", "decisions:list"), (obj.title, obj)],
            lead=f"{name}, đề nghị {row.nomination.award_type.full_name}",
            submit="Ghi kết quả",
        ),
    )


def _answer_look(
    name: str, outcome: str, symbol: str, decided_on: date | None, note: str
) -> SecondLook:
    """What the unit is told, before it is told."""
    told = ForwardOutcome(outcome).label.lower()
    if outcome == ForwardOutcome.AWARDED:
        told += f", Quyết định số {symbol} ngày {day(decided_on)} ({weekday(decided_on)})"
    else:
        told += f", lý do: {note}"
    return SecondLook(
        f"Sẽ ghi kết quả của {name}: {told}. Đơn vị được báo ngay; ghi xong không sửa lại được.",
        "Đúng, ghi kết quả",
    )


@require_GET
def download_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """The bundle for the province: the letter with its list, and the papers of every line."""
    obj = decision_or_404(request, pk)
    if not rules.can_compose(request.user):
        raise PermissionDenied
    if obj.kind != DecisionKind.FORWARD or obj.state != DecisionState.ISSUED:
        return redirect(obj)
    return hand_out(
        request,
        bundle_services.of(obj),
        name=bundle_services.name_of(obj),
        content_type="application/zip",
        reading=obj,
    )


@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    """Notices of no award (thông báo): whom to tell still, and what was told."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    waiting = announcement_services.waiting(request.user)
    told = ResultAnnouncement.objects.filter(dossier__in=Dossier.objects.visible_to(request.user))
    told = told.select_related("dossier__unit", "document").defer("document__context")
    page = page_of(request, told.order_by("-pk"))
    unclosed = announcement_services.unclosed(request.user)
    can_issue = rules.can_submit(request.user)
    to_close = announcement_services.to_close(unclosed[:AT_ONCE], request.user)
    to_tell = announcement_services.to_tell(waiting[:AT_ONCE])
    context = {
        "unclosed": unclosed_rows(request, to_close, can_issue=can_issue),
        "unclosed_total": len(unclosed),
        "waiting": untold_rows(request, to_tell, can_issue=can_issue),
        "waiting_total": len(waiting),
        "can_issue": can_issue,
        "page": page,
        "told": told_rows(page),
        "total": page.total_among(told),
    }
    return render(request, "decisions/result/announcements.html", context)


@require_POST
def close_and_announce(request: HttpRequest, ref: str) -> HttpResponse:
    """Closes what was not recommended in one dossier and tells the unit, by one press."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), ref=ref)
    is_own = rules.can_submit(request.user) and not dossier_rules.is_free(request.user, dossier)
    if is_own:
        messages.error(
            request,
            f"Hồ sơ {ref} có người là anh/chị hoặc có thể là anh/chị nên chưa kết thúc được ở đây. "
            "Mở hồ sơ để xem ai làm tiếp.",
        )
        return redirect("decisions:announcements")
    take(
        request,
        lambda: announcement_services.close_and_issue(
            dossier, by=request.user, seen=seen_from(request)
        ),
        done=f"Đã kết thúc các trường hợp không đề nghị của hồ sơ {ref} và ra thông báo; "
        "đơn vị đã được báo.",
    )
    return redirect("decisions:announcements")


@require_POST
def issue_announcement(request: HttpRequest, ref: str) -> HttpResponse:
    """Issues the notice (thông báo) about one dossier."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), ref=ref)
    take(
        request,
        lambda: announcement_services.issue(dossier, by=request.user),
        done=f"Đã ra thông báo về hồ sơ {dossier.ref}. Đơn vị đã được báo.",
    )
    return redirect("decisions:announcements")

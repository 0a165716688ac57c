"""What Phòng Nội vụ says of the lines of a dossier, many in one form."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dossiers.enums import NominationState
from dossiers.forms.appraisal import LONGEST_NAME, NOT_SAID, LineFilter, typed_verdicts
from dossiers.models import Dossier, Nomination
from dossiers.services.verdict import Unexplained, Verdicts, Wanting
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    verdict as verdict_transitions,
)
from dossiers.transitions.verdict import RestOutcome
from dossiers.views import appraisal
from dossiers.views.dossier_page import dossier_page
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.lookup import dossier_or_404
from dossiers.workflow import DossierAction
from nganam_awards.core.steps import UNPROCESSABLE, keep_words, seen_from, take
from nganam_awards.core.text import clean_line, whole_number


NAMED_AT_MOST = 3


@require_POST
def give_verdicts(request: HttpRequest, ref: str) -> HttpResponse:
    """Saves the verdicts (ý kiến) of the form; whatever was pressed follows in the same press.

    Narrowing the list and turning its pages are presses of this form, so that nothing that was
    chosen is lost on the way.
    """
    dossier = dossier_or_404(request, ref)
    typed = _typed(request, dossier)
    lacking: dict[int, Wanting] = {}
    then = request.POST.get("then", "")
    if not typed and not then and "go" in request.POST:  # nothing to write, whatever the state
        return _list_of(dossier, _asked(request), is_told=False)
    outcome = take(request, lambda: _written(request, dossier, typed, lacking))
    if lacking or not outcome.is_done:
        fresh = dossier_or_404(request, ref)
        context = dossier_page(request, fresh, typed=typed, lacking=lacking)
        _keep_reasons(request, context, typed)
        status = UNPROCESSABLE if lacking else outcome.status
        return render(request, "dossiers/dossier/dossier.html", context, status=status)
    if then == "rest" and outcome.result:
        return _after_rest(request, dossier, outcome.result)
    if then == "finish":
        return _finish(request, dossier)
    count = len(outcome.result or [])
    is_told = count > 0 or "go" not in request.POST
    if is_told:
        messages.success(request, f"Đã lưu ý kiến, {count} trường hợp thay đổi.")
    asked = _asked(request)
    if "line" in request.POST and "go" not in request.POST:
        return _next_case(request, dossier, asked)
    return _list_of(dossier, asked, is_told=is_told)


@require_POST
def take_back_rest(request: HttpRequest, ref: str) -> HttpResponse:
    """Takes back what «Đề nghị tất cả còn lại» said, as long as the appraisal goes on."""
    dossier = dossier_or_404(request, ref)
    kept = appraisal.recall(request, dossier)
    if kept is None:
        messages.info(request, "Không còn ý kiến nào để lấy lại.")
        return redirect(dossier)
    outcome = take(
        request,
        lambda: verdict_transitions.take_back_rest(
            dossier, by=request.user, since=kept["since"], until=kept["until"]
        ),
    )
    if outcome.result:
        moved, others = outcome.result
        told = f"Đã lấy lại ý kiến về {len(moved)} trường hợp; chưa ai trong số đó có ý kiến."
        if others:
            told += f" {others} trường hợp đã có ý kiến khác sau đó nên giữ nguyên."
        messages.success(request, told)
    return redirect(dossier)


@require_POST
def decline_lines(request: HttpRequest, ref: str) -> HttpResponse:
    """No award (không khen thưởng): the head of Nội vụ closes every line not recommended."""
    dossier = dossier_or_404(request, ref)
    lines = list(dossier.nominations.filter(state=NominationState.NOT_RECOMMENDED))
    take(
        request,
        lambda: nominee_transitions.decline_lines(lines, by=request.user),
        done=f"Đã kết thúc {len(lines)} trường hợp không khen thưởng, kèm lý do.",
    )
    return redirect(dossier)


def _typed(request: HttpRequest, dossier: Dossier) -> Verdicts:
    """What the form says; a reason that stood there before, with no choice beside it, is none."""
    typed = typed_verdicts(request.POST)
    unsaid = [pk for pk, (action, _) in typed.items() if not action]
    rows = dossier.nominations.filter(pk__in=unsaid)
    stood = dict(rows.values_list("pk", "verdict_reason"))
    return {pk: word for pk, word in typed.items() if word != ("", stood.get(pk))}


def _keep_reasons(request: HttpRequest, context: dict, typed: Verdicts) -> None:
    """Reasons of lines whose fields the page no longer has stay on the screen, to be copied."""
    there = {item.line.pk for item in context["shown"] if context["can_judge"] and item.can_judge}
    rows = context["dossier"].nominations.filter(pk__in=typed.keys() - there)
    for pk, stands in rows.values_list("pk", "verdict_reason"):
        if typed[pk][1] != stands:
            keep_words(request, f"reason-{pk}")


def _written(
    request: HttpRequest, dossier: Dossier, typed: Verdicts, lacking: dict[int, Wanting]
) -> list[Nomination] | RestOutcome | None:
    """What was written; where words lack their reason nothing is, and `lacking` says which."""
    seen = seen_from(request, "seen_lines")
    try:
        if request.POST.get("then") != "rest":
            return nominee_transitions.give_verdicts(dossier, typed, by=request.user, seen=seen)
        mark = request.POST.get("rest", "")
        return verdict_transitions.recommend_rest(
            dossier, typed, by=request.user, mark=mark, seen=seen
        )
    except Unexplained as refusal:
        lacking.update(refusal.at)
    return None


def _after_rest(request: HttpRequest, dossier: Dossier, done: RestOutcome) -> HttpResponse:
    if done.taken:
        told = f"Đã đề nghị {len(done.taken)} trường hợp còn lại."
        appraisal.remember(request, dossier, done.since, done.until, len(done.taken))
    else:
        told = f"Đã lưu ý kiến, {len(done.typed)} trường hợp thay đổi."
    if done.taken and done.typed:
        told += f" {len(done.typed)} ý kiến vừa chọn cũng đã lưu."
    if done.held:
        names = ", ".join(line.full_name for line in done.held[:NAMED_AT_MOST])
        more = "…" if len(done.held) > NAMED_AT_MOST else ""
        told += f" Giữ lại {len(done.held)} trường hợp cần xem: {names}{more}."
    messages.success(request, told)
    return _list_of(dossier, LineFilter(verdict=NOT_SAID if done.held else ""))


def _finish(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Where somebody has no word yet, the page shows who."""
    outcome = take(
        request,
        lambda: dossier_transitions.finish(dossier, by=request.user, seen=seen_from(request)),
        done=DOSSIER_STEPS.of(DossierAction.FINISH).done,
    )
    if outcome.status == UNPROCESSABLE:
        return _list_of(dossier, LineFilter(verdict=NOT_SAID))
    return redirect(dossier)


def _next_case(request: HttpRequest, dossier: Dossier, asked: LineFilter) -> HttpResponse:
    """To whoever waits next on that list; after the last to the whole list, at the one read."""
    wanted = whole_number(request.POST.get("next", ""))
    if wanted is None:
        wanted, asked = whole_number(request.POST["line"]), LineFilter()
    query = f"{asked.query}&" * bool(asked.query)
    return redirect(f"{dossier.get_absolute_url()}?{query}dong={wanted or ''}")


def _asked(request: HttpRequest) -> LineFilter:
    """Where the press leads: the pressed chip or page, with the name that stands in its box."""
    go = request.POST.get("go")
    stays = LineFilter.read(request.GET)
    asked = stays if go in {None, "find"} else LineFilter.read(QueryDict(go))
    name = clean_line(request.POST.get("ten", stays.name))[:LONGEST_NAME]
    return replace(asked, name=name, page=asked.page if name == stays.name else 1)


def _list_of(dossier: Dossier, asked: LineFilter, *, is_told: bool = True) -> HttpResponse:
    """At its top where the page says what was done, otherwise at the list."""
    query = f"?{asked.query}" if asked.query else ""
    return redirect(f"{dossier.get_absolute_url()}{query}{'' if is_told else '#danh-sach'}")

"""A case: its page, who has no vote on which line, how it is counted, who has voted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from council.enums import BarReason, CaseState
from council.forms.case import BarForm
from council.models import CaseEvent, CouncilCase, LineBar
from council.queries import recusal as recusal_queries
from council.queries.outlook import Outlook, outlooks
from council.queries.turnout import turnout_of
from council.rules import case as case_rules
from council.services import case as case_services
from council.views.case_step import CASE_STEPS
from council.views.lookup import case_or_404, kept_case_or_404, line_or_404
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.steps import StepButton, step_view, take


@require_GET
@never_cache
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a case."""
    return case_page(request, case_or_404(request, pk))


def case_page(
    request: HttpRequest,
    obj: CouncilCase,
    *,
    status: int = 200,
    typed: StepButton | None = None,
) -> HttpResponse:
    """Drawn also after a refused step, with the words written for it (`typed`)."""
    user = request.user
    outlook = outlooks([obj])[obj.pk]
    events = list(obj.events.select_related("by").order_by("pk"))
    is_mine = user.pk in {person.pk for person in outlook.turnout.missing}
    waits_for_me = obj.state == CaseState.VOTING and not obj.on_paper and is_mine
    context = {
        "case": obj,
        "outlook": outlook,
        "turnout": outlook.turnout,
        "page": numbered_page(request.GET.get("page", ""), outlook.lines),
        "heads": _voting_heads(outlook),
        "journey": [_told(event) for event in events],
        "can_keep": case_rules.can_keep(user, obj),
        "waits_for_me": waits_for_me,
        "buttons": CASE_STEPS.buttons(
            obj, case_rules.actions_for(user, obj), is_calling=not waits_for_me
        ),
        "typed": typed,
        "seen": events[-1].pk if events else 0,
    }
    return render(request, "council/case/case.html", context, status=status)


step = step_view(CASE_STEPS, case_page)


@require_GET
@never_cache
def voted(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has voted, asked by open pages every few seconds; once it is closed, the whole page."""
    obj = case_or_404(request, pk)
    if obj.state != CaseState.VOTING:
        return HttpResponseClientRefresh() if request.htmx else redirect(obj)
    context = {"case": obj, "turnout": turnout_of(obj)}
    return render(request, "council/case/_voted.html", context)


@require_http_methods(["GET", "POST"])
def bar(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """A member has no vote on one line, with the reason that the minutes print."""
    obj = kept_case_or_404(request, pk)
    row = line_or_404(obj, line)
    form = BarForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: case_services.bar(row, by=request.user, **form.cleaned_data),
        done=lambda found: f"{found.person.full_name} không bỏ phiếu về {row}.",
        then=lambda _: redirect(at_row(obj, row)),
        page=plain_page(
            request,
            form,
            title="Tránh bỏ phiếu",
            heading=f"Ai tránh bỏ phiếu về {row}?",
            lead=str(obj),
            crumbs=[("Hội đồng", "council:board"), (str(obj), obj)],
            submit="Ghi tránh bỏ phiếu",
        ),
    )


@require_POST
def unbar(request: HttpRequest, pk: int, bar: int) -> HttpResponse:
    """Takes it back before the vote opens."""
    obj = kept_case_or_404(request, pk)
    row = get_object_or_404(
        LineBar.objects.select_related("line", "person").filter(line__case=obj), pk=bar
    )
    done = f"{row.person.full_name} lại bỏ phiếu ở dòng này."
    return _done(request, obj, lambda: case_services.unbar(row, by=request.user), done)


@require_POST
def drop_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Takes a line out of the case before the vote opens."""
    obj = kept_case_or_404(request, pk)
    row = line_or_404(obj, line)
    done = f"Đã đưa {row} ra khỏi vụ việc."
    return _done(request, obj, lambda: case_services.drop_line(row, by=request.user), done)


@require_POST
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Ballots on paper, or in the portal again."""
    obj = kept_case_or_404(request, pk)
    wants = request.POST.get("on_paper") == "1"
    done = "Vụ việc này bỏ phiếu giấy." if wants else "Vụ việc này bỏ phiếu trên cổng."
    return _done(
        request,
        obj,
        lambda: case_services.count_on_paper(obj, on_paper=wants, by=request.user),
        done,
    )


def _done(request: HttpRequest, obj: CouncilCase, call: object, done: str) -> HttpResponse:
    outcome = take(request, call, done=done)
    if outcome.is_done:
        return redirect(obj)
    return case_page(request, case_or_404(request, obj.pk), status=outcome.status)


def _voting_heads(outlook: Outlook) -> list[str]:
    """«Trần Văn A (UBND Phường 1)»: heads of filing units who vote on their people's lines."""
    lines = [one.line for one in outlook.standing]
    barred = {
        (one.line.nomination.dossier.unit_id, bar.person.pk)
        for one in outlook.standing
        for bar in one.barred
        if bar.reason == BarReason.HEAD
    }
    units = {line.nomination.dossier.unit_id: line.nomination.dossier.unit for line in lines}
    heads = recusal_queries.heads_among(lines, outlook.people)
    return [
        f"{head.full_name} ({units[unit].short_name})"
        for unit, some in sorted(heads.items())
        for head in some
        if (unit, head.pk) not in barred
    ]


def _told(event: CaseEvent) -> dict:
    """A step of the timeline."""
    return {
        "label": event.case.FLOW.told(event.action),
        "status": "done",
        "when": event.happened_at,
        "who": event.by.full_name if event.by else "",
        "note": event.note,
    }

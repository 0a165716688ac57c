"""The signed opinion of an absent member, written down by the secretary; never in a secret vote."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from council.forms.ballot import WrittenOpinionForm
from council.models import CouncilCase, Voter
from council.queries.count import bars_of, open_lines, voted_in
from council.rules import ballot as ballot_rules, session as session_rules
from council.services import ballot as ballot_services
from council.views import poll
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import keep_words, seen_from
from nganam_awards.core.workflow import seen_mark


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, pk: int, voter: int) -> HttpResponse:
    """The lines of the ballot and the member's words, as they stand on the paper."""
    case = poll.case_or_404(request, pk)
    if not session_rules.can_keep(request.user):
        raise Http404
    rows = case.voters.select_related("member__person__unit")
    absent = get_object_or_404(rows, pk=voter)
    form = _form(request, case, absent)
    if "rest" in request.POST:
        return _page(request, pk, absent, _form(request, case, absent, agreed=form), status=200)
    name = absent.member.person.full_name
    return form_page(
        request,
        form,
        call=lambda: ballot_services.record_written(
            case,
            absent,
            form.choices,
            words=form.cleaned_data["words"],
            by=request.user,
            seen=seen_from(request) or 0,
        ),
        done=f"Đã ghi ý kiến bằng văn bản của {name}.",
        then=poll.way_back(case),
        page=partial(_page, request, pk, absent, form),
    )


def _form(
    request: HttpRequest,
    case: CouncilCase,
    voter: Voter,
    agreed: WrittenOpinionForm | None = None,
) -> WrittenOpinionForm:
    lines, bars = [], {}
    if not ballot_rules.written_blockers(case, voter):
        lines, bars = open_lines(case), bars_of(case, voter.member.person_id)
    if agreed is None:
        return WrittenOpinionForm(posted(request), lines=lines, bars=bars)
    return WrittenOpinionForm(lines=lines, bars=bars, initial=agreed.agreed_rest())


def _page(
    request: HttpRequest, pk: int, voter: Voter, form: WrittenOpinionForm, *, status: int
) -> HttpResponse:
    case = poll.case_or_404(request, pk)
    blockers = ballot_rules.written_blockers(case, voter)
    has_voted = not case.is_secret and voter.member.person_id in voted_in(case)
    can_write = not blockers and not has_voted
    if can_write and form.is_bound and form.lines != open_lines(case):
        form = _form(request, case, voter)
    if request.method == "POST" and not can_write and not case.is_secret:
        keep_words(request, "words")
    context = poll.frame_of(case) | {
        "form": form,
        "voter": voter,
        "person": voter.member.person,
        "has_voted": has_voted,
        "blockers": blockers,
        "can_write": can_write,
        "rows": poll.rows_of(case, form),
        "seen": seen_mark(case),
        "has_help": len(form.names) > 1,
    }
    return render(request, "council/opinion/opinion.html", context, status=status)

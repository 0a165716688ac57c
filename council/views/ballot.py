"""One member's ballot: all lines of a case on one page, cast once."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from council.forms.ballot import BallotForm
from council.models import CouncilCase
from council.queries.count import bars_of, open_lines, voted_in
from council.rules import ballot as ballot_rules
from council.services import ballot as ballot_services
from council.views import poll
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import seen_from
from nganam_awards.core.workflow import seen_mark


DONE = {
    True: "Đã bỏ phiếu. Cổng ghi là anh/chị đã bỏ phiếu, không ghi anh/chị chọn gì.",
    False: "Đã bỏ phiếu. Phiếu đứng tên anh/chị và không sửa được nữa.",
}
HELP_FROM = 4  # lines from which on «Đồng ý cho các dòng còn lại» saves a hand


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose and cast. A refused ballot comes back as it was; nothing of it is kept."""
    case = poll.open_case_or_404(request, pk)
    form = _form(request, case)
    page = partial(_page, request, pk, form)
    if "rest" in request.POST:
        return _page(request, pk, _form(request, case, agreed=form), status=200)
    return form_page(
        request,
        form,
        call=lambda: ballot_services.cast(
            case, form.choices, by=request.user, seen=seen_from(request) or 0
        ),
        done=DONE[case.is_secret],
        then=poll.way_back(case),
        page=page,
    )


def _form(request: HttpRequest, case: CouncilCase, agreed: BallotForm | None = None) -> BallotForm:
    lines, bars = [], {}
    if not ballot_rules.cast_blockers(request.user, case):
        lines, bars = open_lines(case), bars_of(case, request.user.pk)
    if agreed is None:
        return BallotForm(posted(request), lines=lines, bars=bars)
    return BallotForm(lines=lines, bars=bars, initial=agreed.agreed_rest())


@sensitive_variables()
def _page(request: HttpRequest, pk: int, form: BallotForm, *, status: int) -> HttpResponse:
    """Drawn from the case as it stands now; what was chosen of its lines stays chosen."""
    case = poll.open_case_or_404(request, pk)
    has_voted = request.user.pk in voted_in(case)
    blockers = [] if has_voted else ballot_rules.cast_blockers(request.user, case)
    can_vote = not has_voted and not blockers
    if can_vote and form.is_bound and form.lines != open_lines(case):
        form = _form(request, case)
    context = poll.frame_of(case) | {
        "form": form,
        "has_voted": has_voted,
        "blockers": blockers,
        "can_vote": can_vote,
        "rows": poll.rows_of(case, form),
        "seen": seen_mark(case),
        "has_help": len(form.names) >= HELP_FROM,
    }
    return render(request, "council/ballot/ballot.html", context, status=status)

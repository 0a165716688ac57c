"""The composition of the Council: everybody reads it, the administrator keeps it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_GET, require_http_methods

from council.forms.member import EndSeatForm, RenewForm, SeatForm
from council.models import CouncilMember
from council.queries import board as board_queries, member as member_queries
from council.rules import board as board_rules, member as member_rules
from council.services import member as member_services
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from units.models import User


LIST = "council:member_list"
FORMER_PER_PAGE = 20
_CRUMBS = [("Quản trị", ""), ("Thành phần Hội đồng", LIST)]


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Who sits on the Council today; for everybody with an account."""
    rows = list(member_queries.members_on(clock.today()))
    context = {
        "rows": rows,
        "voting": sum(row.has_vote for row in rows),
        "decisions": list(dict.fromkeys(row.named_in for row in rows)),
        "can_enter": board_rules.can_enter(request.user),
        "can_compose": member_rules.can_compose(request.user),
    }
    return render(request, "council/member/members.html", context)


@require_GET
def member_list(request: HttpRequest) -> HttpResponse:
    """Who sits there, who will, who did, and by which decision."""
    _check(request.user)
    today = clock.today()
    standing = member_queries.standing_on(today)
    context = {
        "now": [row for row in standing if row.starts_on <= today],
        "later": [row for row in standing if row.starts_on > today],
        "page": page_of(request, member_queries.former_on(today), FORMER_PER_PAGE),
        "voting": sum(row.has_vote for row in standing if row.starts_on <= today),
    }
    return render(request, "council/member/list.html", context)


@require_http_methods(["GET", "POST"])
def member_name(request: HttpRequest) -> HttpResponse:
    """Names one person."""
    _check(request.user)
    form = SeatForm(posted(request))

    def name() -> CouncilMember:
        data = dict(form.cleaned_data)
        return member_services.name(data.pop("person"), by=request.user, **data)

    return form_page(
        request,
        form,
        call=name,
        done=lambda row: f"{row.person.full_name}: {row.spoken}, từ {row.starts_on:%d/%m/%Y}.",
        then=lambda row: at_row(LIST, row),
        page=plain_page(
            request,
            form,
            title="Cử thành viên Hội đồng",
            crumbs=_CRUMBS,
            here="Cử thành viên",
            lead="Quyền bỏ phiếu, chủ trì, ghi biên bản có từ ngày đầu và tự hết sau ngày cuối.",
            submit="Cử thành viên",
        ),
    )


@require_http_methods(["GET", "POST"])
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one seat on a day."""
    _check(request.user)
    row = get_object_or_404(CouncilMember.objects.select_related("person__unit"), pk=pk)
    form = EndSeatForm(posted(request), initial={"ends_on": clock.today()})
    context = {
        "form": form,
        "row": row,
        "open_votes": board_queries.open_votes(),
        "back_url": resolve_url(LIST),
    }
    return form_page(
        request,
        form,
        call=lambda: member_services.end(row, by=request.user, **form.cleaned_data),
        done=lambda ended: (
            f"{ended.person.full_name} là thành viên Hội đồng đến hết {ended.ends_on:%d/%m/%Y}."
        ),
        then=lambda ended: at_row(LIST, ended),
        page=partial(render, request, "council/member/end.html", context),
    )


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """A decision on the whole Council: all old seats end, the new ones begin, in one form."""
    _check(request.user)
    standing = member_queries.standing_on(clock.today())
    form = RenewForm(posted(request), standing=standing)
    context = {
        "form": form,
        "seen": member_queries.mark_of(standing),
        "open_votes": board_queries.open_votes(),
    }
    return form_page(
        request,
        form,
        call=lambda: member_services.renew(
            form.seats,
            named_in=form.cleaned_data["named_in"],
            starts_on=form.cleaned_data["starts_on"],
            seen=request.POST.get("seen"),
            by=request.user,
        ),
        done=lambda rows: f"Đã cử {len(rows)} thành viên theo {rows[0].named_in}.",
        then=LIST,
        page=partial(render, request, "council/member/renew.html", context),
    )


def _check(user: User) -> None:
    if not member_rules.can_compose(user):
        raise Http404

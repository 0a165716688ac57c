"""Tài khoản và sổ khen thưởng: the administrator says which record of the register is whom."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from honourees.models import AccountRecord, Honouree
from honourees.queries import account as account_queries
from honourees.services.account import link_account, unlink_account
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take
from nganam_awards.core.text import clean_line
from units.models import User
from units.views.guard import administrators_only


@require_GET
@administrators_only
def account_list(request: HttpRequest) -> HttpResponse:
    """Every account with its record; where a namesake is not settled first."""
    words = clean_line(request.GET.get("q", ""))
    people = User.objects.visible_to(request.user).matching(words)
    page = page_of(request, account_queries.waiting_first(people.select_related("unit")))
    records = account_queries.records_of(page)
    return render(
        request,
        "honourees/account/list.html",
        {
            "q": words,
            "page": page,
            "rows": [(person, records[person.pk]) for person in page],
            "total": page.total_among(people),
        },
    )


@require_GET
@administrators_only
def account(request: HttpRequest, username: str) -> HttpResponse:
    """One account: what was said, who may be meant, and a search of the register."""
    person = _person(request, username)
    said = AccountRecord.objects.filter(user=person).select_related("honouree__unit", "said_by")
    words = clean_line(request.GET.get("q", ""))
    settled = {row.honouree_id for row in said if row.is_same}
    found = account_queries.found(words) if words else []
    return render(
        request,
        "honourees/account/account.html",
        {
            "person": person,
            "said": said,
            "proposed": account_queries.proposed(person),
            "q": words,
            "found": [row for row in found if row.pk not in settled],
        },
    )


@require_POST
@administrators_only
def link(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """Nối."""
    person, honouree = _person(request, username), get_object_or_404(Honouree, pk=pk)
    call = partial(link_account, person, honouree, by=request.user)
    take(request, call, done=f"Đã nối tài khoản {person.username} với {honouree.full_name}.")
    return redirect("honourees:account", username=username)


@require_POST
@administrators_only
def unlink(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """Bỏ nối, or let the person be asked again."""
    person = _person(request, username)
    row = get_object_or_404(AccountRecord.objects.filter(user=person), honouree=pk)
    take(request, partial(unlink_account, row, by=request.user), done="Đã bỏ; cổng sẽ hỏi lại.")
    return redirect("honourees:account", username=username)


def _person(request: HttpRequest, username: str) -> User:
    people = User.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(people, username=username)

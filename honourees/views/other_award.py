"""Ghi khen thưởng nơi khác: entered with its paper, put right, withdrawn, its paper read."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honourees.forms.other_award import (
    AwardChangeForm,
    NewHonoureeForm,
    OtherAwardForm,
    WithdrawForm,
    told,
)
from honourees.models import Award
from honourees.rules import award as rules
from honourees.services import other_award as other_award_services
from honourees.views.honouree import standing_or_404
from nganam_awards.core.anchor import at_row
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import form_page, plain_page, posted
from units.models import User


DONE = "Đã ghi lần khen vào sổ."


@require_http_methods(["GET", "POST"])
def award_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """For an honouree of the register."""
    standing = standing_or_404(request, pk)
    check_may_enter(request.user)
    honouree = standing.main
    start = {"unit_then": honouree.unit_id}
    form = OtherAwardForm(posted(request), request.FILES or None, kind=honouree.kind, initial=start)
    return form_page(
        request,
        form,
        call=lambda: other_award_services.enter(
            honouree, form.facts, upload=form.cleaned_data["upload"], by=request.user
        ),
        done=DONE,
        then=partial(_at, honouree),
        page=plain_page(
            request,
            form,
            title="Ghi khen thưởng nơi khác",
            crumbs=[("Sổ khen thưởng", "honourees:list"), (honouree.full_name, honouree)],
            lead=f"Khen thưởng do cơ quan khác quyết định, của {honouree.full_name}.",
            submit="Ghi vào sổ",
        ),
    )


@require_http_methods(["GET", "POST"])
def award_new(request: HttpRequest) -> HttpResponse:
    """For somebody whom the register may not know yet."""
    if not rules.can_read(request.user):
        raise Http404
    check_may_enter(request.user)
    who = NewHonoureeForm(posted(request))
    form = OtherAwardForm(posted(request), request.FILES or None)

    def call() -> Award:
        return other_award_services.enter_new(
            who.candidate,
            form.facts,
            unit=who.cleaned_data["unit"],
            upload=form.cleaned_data["upload"],
            by=request.user,
        )

    def page(status: int) -> HttpResponse:
        context = {"form": form, "who": who, "known": [told(one) for one in who.known]}
        return render(request, "honourees/other_award/new.html", context, status=status)

    return form_page(
        request,
        who,
        form,
        call=call,
        done=DONE,
        then=lambda award: _at(award.honouree, award) if award else "honourees:list",
        page=page,
    )


@require_http_methods(["GET", "POST"])
def award_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa: what somebody entered by hand, with the reason."""
    award = _award_or_404(request, pk)
    check_may_change(request.user, award)
    form = AwardChangeForm(posted(request), request.FILES or None, award=award)
    honouree = award.honouree
    context = {"form": form, "award": award, "honouree": honouree, "withdrawing": WithdrawForm()}
    return form_page(
        request,
        form,
        call=lambda: other_award_services.change(
            award,
            form.facts,
            reason=form.cleaned_data["reason"],
            upload=form.cleaned_data["upload"],
            by=request.user,
        ),
        done="Đã sửa lần khen; bản trước được giữ trong nhật ký.",
        then=partial(_at, honouree),
        page=partial(render, request, "honourees/other_award/edit.html", context),
    )


@require_POST
def award_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Rút: taken out of the register, the log keeps it."""
    award = _award_or_404(request, pk)
    check_may_change(request.user, award)
    form, honouree = WithdrawForm(request.POST), award.honouree
    context = {
        "form": AwardChangeForm(award=award),
        "award": award,
        "honouree": honouree,
        "withdrawing": form,
    }
    return form_page(
        request,
        form,
        call=lambda: other_award_services.withdraw(
            award, reason=form.cleaned_data["reason"], by=request.user
        ),
        done="Đã rút lần khen khỏi sổ.",
        then=lambda _: redirect(honouree),
        page=partial(render, request, "honourees/other_award/edit.html", context),
    )


@require_GET
def award_paper(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """The paper that proves an award, for whoever sees the award."""
    award = _award_or_404(request, pk)
    row = get_object_or_404(award.papers.select_related("uploaded_by"), pk=paper)
    back = award.honouree.get_absolute_url()
    return hand_out_stored(request, row, back=back, reading=award.honouree)


def check_may_enter(user: User) -> None:
    """Whoever reads the register and does not keep it is told so."""
    if not rules.can_enter(user):
        raise PermissionDenied


def check_may_change(user: User, award: Award) -> None:
    """A decision of the portal is no handwork."""
    if not rules.can_change(user, award):
        raise PermissionDenied


def _award_or_404(request: HttpRequest, pk: int) -> Award:
    rows = Award.objects.visible_to(request.user).select_related("honouree", "award_type")
    return get_object_or_404(rows, pk=pk)


def _at(honouree: object, award: Award | None) -> object:
    return at_row(honouree, award) if award is not None else honouree

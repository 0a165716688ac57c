"""Correcting the catalogue and rules: the forms of whoever keeps the catalogue."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from law import rules
from law.forms.correction import BaseSalaryForm, BasisForm, CorrectionForm, EndBasisForm
from law.forms.office import (
    AuthorityForm,
    DropForm,
    HolidayForm,
    SignatoryChangeForm,
    SignatoryForm,
    ThemeForm,
)
from law.models import Authority, CampaignTheme, Holiday, LegalBasis, Signatory, SignaturePicture
from law.queries.table import TABLES, name_of, same_subject
from law.services import correction as correction_services, office as office_services
from law.views.regime import KEEPERS, PAGES, aftermath, keepers_only, show
from law.views.row import sections
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.steps import take


GET_OR_POST = ["GET", "POST"]
_FOLLOWED = "Hạn của hồ sơ đang xử lý tính lại theo lịch mới."


class Adding(NamedTuple):
    """What can be added: its heading, its form, the write, and the word when it is done."""

    title: str
    form: Callable[..., BaseForm]
    add: Callable[..., models.Model]
    done: str
    lead: str = ""


ADDING = {
    "can-cu": Adding(
        "Thêm căn cứ pháp lý", BasisForm, correction_services.add_basis, "Đã thêm căn cứ."
    ),
    "luong-co-so": Adding(
        "Thêm mức lương cơ sở",
        BaseSalaryForm,
        correction_services.add_base_salary,
        "Đã thêm mức lương cơ sở; mức trước kết thúc vào hôm trước ngày áp dụng.",
    ),
    "ngay-nghi": Adding(
        "Thêm ngày nghỉ, làm bù",
        HolidayForm,
        office_services.add_holiday,
        f"Đã thêm vào lịch. {_FOLLOWED}",
        "Hạn của hồ sơ đang xử lý sẽ tính lại theo lịch mới; người giữ hồ sơ và đơn vị được báo.",
    ),
    "nguoi-ky": Adding(
        "Thêm người ký", SignatoryForm, office_services.add_signatory, "Đã thêm người ký."
    ),
    "chu-de": Adding(
        "Thêm chủ đề phong trào", ThemeForm, office_services.add_theme, "Đã thêm chủ đề."
    ),
}


@require_http_methods(GET_OR_POST)
@keepers_only
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Corrects a rule: the form, or why it is not corrected here, with its whole history."""
    if slug not in TABLES:
        raise Http404
    table = TABLES[slug]
    row = get_object_or_404(table.rows(), pk=pk)
    blockers = rules.correction_blockers(row)
    form = CorrectionForm(posted(request), row=row, column=table.column)
    history = [("Các thời kỳ của mục này", same_subject(row))]
    context = {
        "row": row,
        "where": name_of(row).removeprefix(row.title).removeprefix(" · "),
        "form": form,
        "blockers": blockers,
        "sections": sections(history, clock.today(), keeps=False),
        "back_url": _page_of(row, table.page),
        "back_label": PAGES[table.page].label,
        "day": clock.today(),
        "can_end": slug == "can-cu" and not blockers,
    }
    return form_page(
        request,
        form,
        call=lambda: correction_services.correct(row, by=request.user, **form.cleaned_data),
        done="Đã ghi giá trị mới.",
        then=lambda new: at_row(context["back_url"], new),
        page=partial(render, request, "law/correction/correct.html", context),
    )


@require_http_methods(GET_OR_POST)
@keepers_only
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a row."""
    if slug not in ADDING:
        raise Http404
    adding = ADDING[slug]
    form = adding.form(posted(request), request.FILES or None)
    return _answer(
        request,
        form,
        call=lambda: adding.add(by=request.user, **form.cleaned_data),
        done=adding.done,
        slug=slug,
        title=adding.title,
        lead=adding.lead,
    )


@require_http_methods(GET_OR_POST)
@keepers_only
def basis_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a legal basis (căn cứ) after the given day."""
    row = get_object_or_404(LegalBasis, pk=pk)
    form = EndBasisForm(posted(request))
    return _answer(
        request,
        form,
        call=lambda: correction_services.end_basis(row, by=request.user, **form.cleaned_data),
        done="Căn cứ này thôi dùng từ sau ngày đã ghi.",
        slug="can-cu",
        title="Thôi dùng một căn cứ",
        lead=row.text,
    )


@require_POST
@keepers_only
def holiday_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drops a day from the calendar."""
    row = get_object_or_404(Holiday, pk=pk)
    form = DropForm(request.POST)
    reason = form.cleaned_data["note"] if form.is_valid() else ""
    call = partial(office_services.drop_holiday, row, reason=reason, by=request.user)
    outcome = take(request, call, done=f"Đã bỏ {row} khỏi lịch. {_FOLLOWED}")
    if not outcome.is_done:
        return show(request, "ngay-nghi", KEEPERS, status=outcome.status)
    return redirect(f"{KEEPERS.url('ngay-nghi')}?nam={row.day.year}")


@require_GET
@keepers_only
def calendar_progress(request: HttpRequest) -> HttpResponse:
    """How far the limits of open dossiers have followed the calendar."""
    return render(request, "law/regime/_aftermath.html", {"aftermath": aftermath()})


@require_http_methods(GET_OR_POST)
@keepers_only
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a theme of campaigns."""
    theme = get_object_or_404(CampaignTheme, pk=pk)
    # The form writes into the row it is given; the write locks a row of its own.
    form = ThemeForm(posted(request), instance=CampaignTheme.objects.get(pk=pk))
    return _answer(
        request,
        form,
        call=lambda: office_services.change_theme(theme, by=request.user, **form.cleaned_data),
        done="Đã lưu chủ đề.",
        slug="chu-de",
        title=f"Sửa chủ đề «{theme.name}»",
    )


@require_http_methods(GET_OR_POST)
@keepers_only
def signatory_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes scope, last day and signature picture of a signatory."""
    row = get_object_or_404(Signatory.objects.select_related("authority"), pk=pk)
    form = SignatoryChangeForm(posted(request), request.FILES or None, row=row)
    return _answer(
        request,
        form,
        call=lambda: office_services.change_signatory(row, by=request.user, **form.cleaned_data),
        done="Đã lưu người ký.",
        slug="nguoi-ky",
        title=f"{row.full_name}, {row.authority.name}",
    )


@require_http_methods(GET_OR_POST)
@keepers_only
def authority_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes an issuing authority nobody has verified yet."""
    row = get_object_or_404(Authority, pk=pk)
    # The form writes into the row it is given; the write locks a row of its own.
    form = AuthorityForm(posted(request), instance=Authority.objects.get(pk=pk))
    return _answer(
        request,
        form,
        call=lambda: office_services.change_authority(row, by=request.user, **form.cleaned_data),
        done="Đã lưu cơ quan ban hành.",
        slug="nguoi-ky",
        title=row.name,
        lead="Văn bản đã ban hành giữ nguyên; văn bản sau này in theo nội dung mới.",
    )


@require_GET
@keepers_only
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a signature, for whoever keeps it."""
    obj = get_object_or_404(SignaturePicture, signatory=pk)
    back, name = KEEPERS.url("nguoi-ky"), f"chu-ky-{pk}.png"
    return hand_out_stored(request, obj, back=back, name=name, is_kept=False)


def _answer(
    request: HttpRequest,
    form: BaseForm,
    *,
    call: Callable[[], object],
    done: str,
    slug: str,
    title: str,
    lead: str = "",
) -> HttpResponse:
    """The form, or the page it belongs to once the write is done; what was typed stays."""
    back = KEEPERS.url(slug)
    crumbs = [("Quản trị", ""), ("Danh mục, quy định", back)]
    page = plain_page(request, form, title=title, crumbs=crumbs, lead=lead)
    return form_page(request, form, call=call, done=done, then=partial(_in_list, back), page=page)


def _in_list(back: str, row: models.Model | None) -> str:
    """The row on its page: a day of the calendar on that of its year, or what it set going."""
    if not isinstance(row, Holiday):
        return at_row(back, row)
    of_year, followed = f"{back}?nam={row.day.year}", aftermath()
    if followed is not None and followed.percent is not None:
        return f"{of_year}#tinh-lai-han"
    return at_row(of_year, row)


def _page_of(row: models.Model, page: str) -> str:
    """Where the row stands on the keeper's side: its award, its regime, or its page."""
    if page == "danh-hieu":
        return f"{KEEPERS.url(page)}{row.award_type.code}/"
    if hasattr(row, "rule_set"):
        return f"{KEEPERS.url(page)}?thoi-ky={row.rule_set.code}"
    return KEEPERS.url(page)

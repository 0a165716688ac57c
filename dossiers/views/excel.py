"""Nhập danh sách từ Excel: the check first, then all rows or none."""

from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import imports, listing, readiness
from dossiers.forms.files import SheetForm
from dossiers.models import Dossier
from dossiers.views.found import draft_or_404
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.steps import take


KEPT_SECONDS = 3600  # a checked list waits an hour for «Nhập»
SHOWN_ROWS = 100
_UNREAD = {"sheet": None, "token": ""}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Kiểm tra tệp: every problem by row; nothing is written yet."""
    dossier = draft_or_404(request, ref)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict = {"form": form, "dossier": dossier, "titles": imports.TITLES.values()}
    if request.method == "GET":
        return render(request, "dossiers/import.html", context | _UNREAD)
    status = 422
    if form.is_valid():
        try:
            sheet = imports.read(form.cleaned_data["file"], dossier)
        except Refused as refusal:
            form.add_error("file", list(refusal.reasons))
        else:
            context |= _report(dossier, sheet)
            context["file_name"] = form.cleaned_data["file"].name
            if sheet.is_good:
                status = 200
                context["token"] = _keep(request, dossier, sheet)
    return render(request, "dossiers/import.html", _UNREAD | context, status=status)


@require_POST
def import_save(request: HttpRequest, ref: str) -> HttpResponse:
    """Nhập: the checked rows, all of them; the second click finds nothing left to do."""
    dossier = draft_or_404(request, ref)
    key = _key(request, dossier, request.POST.get("token", ""))
    outcome = take(request, lambda: _save(request, dossier, key))
    if outcome.result:
        count = len(outcome.result)
        take(request, lambda: None, done=f"Đã nhập {count} dòng vào danh sách.")
    return redirect(f"{dossier.get_absolute_url()}#danh-sach")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """danh-sach-mau.xlsx."""
    response = HttpResponse(imports.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-mau.xlsx"'
    return response


def _report(dossier: Dossier, sheet: imports.Sheet) -> dict:
    return {
        "sheet": sheet,
        "good_count": sheet.row_count - sheet.bad_row_count,
        "preview": sheet.lines[:SHOWN_ROWS] if sheet.is_good else [],
        "unseen_count": max(len(sheet.lines) - SHOWN_ROWS, 0),
        "over": readiness.quota_excess_with(dossier, sheet.lines) if sheet.is_good else [],
    }


def _keep(request: HttpRequest, dossier: Dossier, sheet: imports.Sheet) -> str:
    token = uuid4().hex
    plain = [imports.as_plain(line) for line in sheet.lines]
    cache.set(_key(request, dossier, token), plain, KEPT_SECONDS)
    return token


def _key(request: HttpRequest, dossier: Dossier, token: str) -> str:
    return f"sheet:{dossier.pk}:{request.user.pk}:{token[:32]}"


def _save(request: HttpRequest, dossier: Dossier, key: str) -> list:
    plain = cache.get(key)
    if plain == "saved":
        raise AlreadyDone("Danh sách này đã được nhập rồi.")
    if plain is None:
        raise Refused("Lần kiểm tra đã quá một giờ. Tải tệp lên kiểm tra lại rồi nhập.")
    if not cache.add(f"{key}:saving", 1, 60):
        raise AlreadyDone("Danh sách này đang được nhập.")
    try:
        lines = [imports.from_plain(kept) for kept in plain]
        saved = listing.add_lines(dossier, lines, by=request.user)
        cache.set(key, "saved", KEPT_SECONDS)
    finally:
        cache.delete(f"{key}:saving")
    return saved

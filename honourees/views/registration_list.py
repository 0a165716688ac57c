"""Many lines at once into a list of registered titles: checked first, then written as shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honourees.forms.registration import RegistrationSheetForm
from honourees.forms.registration_list import RegistrationList
from honourees.queries import registration as registration_queries
from honourees.rules import registration as registration_rules
from honourees.views.registration import address_of, unit_to_write
from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import Outcome
from nganam_awards.core.steps import take
from units.services import list_import as list_import_services
from units.services.list_import import CheckedList


CHECK = "lan"  # which check the page shows


@require_http_methods(["GET", "POST"])
def sheet_check(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Checks an Excel file or pasted lines; nothing is written yet."""
    unit = unit_to_write(request, code, year)
    kind = RegistrationList(unit, year)
    form = RegistrationSheetForm(posted(request), request.FILES or None)

    def bring() -> str:
        data = form.cleaned_data
        upload = data["file"] or kind.of_pasted(data["pasted"])
        token, file = list_import_services.bring(kind, upload, by=request.user)
        list_import_services.check(kind, token, file, by=request.user)
        return token

    def page(status: int) -> HttpResponse:
        row = registration_queries.list_of(unit, year)
        context = {"kind": kind, "form": form, "unit": unit, "year": year, "lines": None}
        context["blockers"] = registration_rules.writing_blockers(row, year)
        if request.method == "GET" and (token := request.GET.get(CHECK, "")):
            context |= _checked(request, kind, token)
        return render(request, "honourees/registration/sheet.html", context, status=status)

    return form_page(
        request,
        form,
        call=bring,
        then=lambda token: f"{request.path}?{urlencode({CHECK: token})}",
        at="file",
        page=page,
    )


@require_POST
def sheet_save(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Writes every good row; the second click finds nothing left to do."""
    unit = unit_to_write(request, code, year)
    kind, token = RegistrationList(unit, year), request.POST.get("token", "")
    outcome = take(request, lambda: list_import_services.write(kind, token, by=request.user))
    if not outcome.is_done:
        return redirect(reverse("honourees:sheet_check", args=[unit.code, year]))
    if outcome.result:
        counts = imports.counts(outcome.result)
        messages.success(
            request, f"Đã thêm {counts[Outcome.ADD]} dòng, sửa {counts[Outcome.CHANGE]} dòng."
        )
    return redirect(address_of(unit, year))


@require_GET
def sheet_template(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The sheet to fill."""
    kind = RegistrationList(unit_to_write(request, code, year), year)
    content, name = kind.template(), f"mau-dang-ky-thi-dua-{year}.xlsx"
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


def _checked(request: HttpRequest, kind: RegistrationList, token: str) -> dict:
    """What came of a check, or why there is nothing to show."""
    found = list_import_services.state_of(kind, token, by=request.user)
    if found is None:
        messages.error(request, "Lần kiểm tra đã quá một giờ. Tải tệp lên kiểm tra lại.")
    if not isinstance(found, CheckedList):
        return {}
    if found.reasons:
        return {"reasons": found.reasons, "file_name": found.name}
    told = imports.report(found.lines) | {"file_name": found.name}
    return told | ({"token": token} if told["to_write"] else {})

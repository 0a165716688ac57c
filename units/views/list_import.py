"""Import from Excel: the administrator's lists. Checked first, then written as they were shown."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nganam_awards.core.commit import after_commit
from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.registry import import_kinds
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import ListKind, Outcome
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.steps import take
from units.forms.list_import import ListForm
from units.models import User
from units.services import list_import as list_import_services, person as person_services
from units.services.list_import import WAITING, CheckedList
from units.tasks import check_list
from units.views.guard import administrators_only


CHECK = "lan"  # which check the page shows


@require_GET
@administrators_only
def index(request: HttpRequest) -> HttpResponse:
    """Which lists can be brought in, in the order in which they lean on each other."""
    return render(
        request,
        "units/list_import/index.html",
        {
            "kinds": [kind for kind in (ask() for ask in import_kinds) if kind.may(request.user)],
            "without_password": User.objects.visible_to(request.user).without_password().count(),
            "at_once": person_services.FIRST_PASSWORDS,
        },
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Checks the file: what each row would do; nothing is written yet."""
    kind = _kind(request, slug)
    token = request.GET.get(CHECK, "") if request.method == "GET" else ""
    form = ListForm(posted(request), request.FILES or None)

    def bring() -> str:
        token, file = list_import_services.bring(kind, form.cleaned_data["file"], by=request.user)
        after_commit(check_list.delay, slug, token, str(file), request.user.pk)
        return token

    def page(status: int) -> HttpResponse:
        context = {"kind": kind, "form": form, "lines": None}
        if token:
            context |= _checked(request, kind, token)
        return render(request, "units/list_import/check.html", context, status=status)

    return form_page(
        request,
        form,
        call=bring,
        then=lambda token: f"{request.path}?{urlencode({CHECK: token})}",
        at="file",
        page=page,
    )


@require_GET
@administrators_only
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the worker has read it; the page draws itself anew then."""
    kind, token = _kind(request, slug), request.GET.get(CHECK, "")
    if list_import_services.state_of(kind, token, by=request.user) == WAITING:
        return render(request, "_working.html", _working(kind, token))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


@require_POST
@administrators_only
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes every good row; the second click finds nothing left to do."""
    kind, token = _kind(request, slug), request.POST.get("token", "")
    outcome = take(request, lambda: list_import_services.write(kind, token, by=request.user))
    if outcome.result:
        counts = imports.counts(outcome.result)
        done = f"{kind.title}: thêm {counts[Outcome.ADD]}, sửa {counts[Outcome.CHANGE]} dòng."
        take(request, lambda: None, done=done)
        return redirect("units:imports")
    return redirect("units:import_check", slug=slug)


@require_GET
@administrators_only
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet to fill."""
    content, name = _kind(request, slug).template(), f"mau-{slug}.xlsx"
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


@require_POST
@administrators_only
@never_cache
def first_passwords(request: HttpRequest) -> HttpResponse:
    """Issues first passwords: a sheet to hand out, told once in this very answer."""
    issued = person_services.issue_first_passwords(by=request.user)
    if not issued:
        take(request, lambda: None, done="Mọi tài khoản đều đã có mật khẩu.")
        return redirect("units:imports")
    titles = ["Họ và tên", "Đơn vị", "Tên đăng nhập", "Mật khẩu dùng một lần"]
    rows = [
        (person.full_name, person.unit.short_name if person.unit else "", person.username, password)
        for person, password in issued
    ]
    sheet = Table("Mật khẩu lần đầu", titles, rows, [30, 40, 22, 28])
    content, name = write_workbook([sheet]), "mat-khau-lan-dau.xlsx"
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


def _kind(request: HttpRequest, slug: str) -> ListKind:
    if kind := list_import_services.kind_of(slug, request.user):
        return kind
    raise Http404


def _checked(request: HttpRequest, kind: ListKind, token: str) -> dict:
    """What the page shows of a check: that it runs, what came of it, or why there is nothing."""
    found = list_import_services.state_of(kind, token, by=request.user)
    if found == WAITING:
        return {"working": _working(kind, token)}
    if found is None:
        messages.error(request, "Lần kiểm tra đã quá một giờ. Tải tệp lên kiểm tra lại.")
    if not isinstance(found, CheckedList):
        return {}
    if found.reasons:
        return {"reasons": found.reasons, "file_name": found.name}
    report = imports.report(found.lines) | {"file_name": found.name}
    return report | ({"token": token} if report["to_write"] else {})


def _working(kind: ListKind, token: str) -> dict:
    where = reverse("units:import_progress", args=[kind.slug])
    return {
        "id": "dang-kiem-tra",
        "text": "Đang đọc và kiểm tra danh sách",
        "poll_url": f"{where}?{urlencode({CHECK: token})}",
    }

"""Import from Excel: the administrator's lists. Checked first, then written as they were shown."""

from uuid import uuid4

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.registry import import_kinds
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import ImportLine, ListKind, Outcome
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.steps import take
from units.forms.list_import import ListForm
from units.models import User
from units.services import person as person_services
from units.views.guard import administrators_only


KEPT_SECONDS = 3600  # a checked list waits an hour for «Nhập»


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
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict = {"kind": kind, "form": form, "lines": None}
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            rows = imports.read(kind, form.cleaned_data["file"])
            lines = imports.dry_run(kind, rows, by=request.user)
        except Refused as refusal:
            form.add_error("file", list(refusal.reasons))
        else:
            counts = imports.counts(lines)
            context |= _report(lines, counts) | {"file_name": form.cleaned_data["file"].name}
            if counts[Outcome.ADD] or counts[Outcome.CHANGE]:
                context["token"] = _keep(request, kind, rows, lines)
            status = 422 if counts[Outcome.WRONG] else 200
    return render(request, "units/list_import/check.html", context, status=status)


@require_POST
@administrators_only
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes every good row; the second click finds nothing left to do."""
    kind = _kind(request, slug)
    key = _key(request, kind, request.POST.get("token", ""))
    outcome = take(request, lambda: _write(request, kind, key))
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
    for ask in import_kinds:
        kind = ask()
        if kind.slug == slug and kind.may(request.user):
            return kind
    raise Http404


def _report(lines: list[ImportLine], counts: dict[Outcome, int]) -> dict:
    wrong = [line for line in lines if line.outcome == Outcome.WRONG]
    return {
        "lines": lines,
        "wrong": wrong,
        "good": [line for line in lines if line.outcome != Outcome.WRONG],
        "to_write": counts[Outcome.ADD] + counts[Outcome.CHANGE],
        "counts": [
            (outcome, imports.TONES[outcome], n)
            for outcome, n in counts.items()
            if n and outcome != Outcome.WRONG
        ],
    }


def _keep(request: HttpRequest, kind: ListKind, rows: list[dict], lines: list[ImportLine]) -> str:
    token = uuid4().hex
    cache.set(_key(request, kind, token), (rows, lines), KEPT_SECONDS)
    return token


def _key(request: HttpRequest, kind: ListKind, token: str) -> str:
    return f"list:{kind.slug}:{request.user.pk}:{token[:32]}"


def _write(request: HttpRequest, kind: ListKind, key: str) -> list[ImportLine]:
    kept = cache.get(key)
    if kept == "written":
        raise AlreadyDone("Danh sách này đã được nhập rồi.")
    if kept is None:
        raise Refused("Lần kiểm tra đã quá một giờ. Tải tệp lên kiểm tra lại rồi nhập.")
    if not cache.add(f"{key}:writing", 1, 60):
        raise AlreadyDone("Danh sách này đang được nhập.")
    try:
        rows, shown = kept
        lines = imports.write(kind, rows, shown, by=request.user)
        cache.set(key, "written", KEPT_SECONDS)
    finally:
        cache.delete(f"{key}:writing")
    return lines

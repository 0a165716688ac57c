"""A list from Excel: brought, checked, mended on the page, taken; nothing before the word."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.enums import ImportStage
from dossiers.forms.attachment import SheetForm
from dossiers.models import Dossier, ListImport
from dossiers.queries import award_type as award_type_queries, columns as columns_queries
from dossiers.rules import readiness as readiness_rules
from dossiers.services import list_import as list_import_services
from dossiers.sheets import template
from dossiers.sheets.heading import LABELS, Key
from dossiers.tasks import check_list, mark_list
from dossiers.views.lookup import draft_or_404
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.files.stored_file import Scan
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import take
from nganam_awards.core.text import plain_words, whole_number


SHOWN_ROWS = 50
SHOWN_PROBLEMS = 100
_MEANINGS = {"", *(key.value for key in Key)}


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The chosen file is kept and checked; nothing is written into the draft yet."""
    dossier = draft_or_404(request, ref)
    form = SheetForm(posted(request), request.FILES or None)

    def bring() -> ListImport:
        brought = list_import_services.bring(dossier, form.cleaned_data["file"], by=request.user)
        _start(brought)
        return brought

    unfinished = dossier.imports.exclude(stage=ImportStage.SAVED).filter(uploaded_by=request.user)
    context = {"form": form, "dossier": dossier, "unfinished": unfinished[:5]}
    return form_page(
        request,
        form,
        call=bring,
        then=_address,
        at="file",
        page=partial(render, request, "dossiers/list_import/upload.html", context),
    )


@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What the check found; a POST says how the file is meant, and it is checked again."""
    brought = _import_or_404(request, ref, pk)
    status = 200
    if request.method == "POST":
        call = partial(
            list_import_services.choose, brought, by=request.user, **_said(brought, request.POST)
        )
        outcome = take(request, call)
        if outcome.is_done:
            _start(brought)
            return redirect(_address(brought))
        status = outcome.status
        brought = _import_or_404(request, ref, pk)
    return render(request, "dossiers/list_import/list.html", _context(brought), status=status)


@require_GET
def import_progress(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """How far the check has come; the page draws itself anew when it is done."""
    brought = _import_or_404(request, ref, pk)
    if brought.is_under_way:
        return render(request, "_working.html", _progress(brought))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


@require_POST
def import_save(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Imports the checked rows, all of them or the good ones; the second click finds it done."""
    brought = _import_or_404(request, ref, pk)
    call = partial(
        list_import_services.save,
        brought,
        by=request.user,
        good_only=request.POST.get("rows") == "good",
        turn=whole_number(request.POST.get("turn", "")) or 0,
    )
    outcome = take(request, call)
    if not outcome.is_done:
        return redirect(_address(brought))
    if merged := outcome.result:
        done = f"Đã nhập: {merged.added} dòng mới, {merged.changed} dòng cập nhật, "
        take(request, lambda: None, done=f"{done}{merged.same} dòng đã có sẵn.")
    return redirect(f"{brought.dossier.get_absolute_url()}#danh-sach")


@require_GET
def import_marked(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The file back, with its problems marked where they stand."""
    brought = _import_or_404(request, ref, pk)
    is_wrong = brought.stage == ImportStage.CHECKED and brought.report.get("problems")
    if brought.is_shut or not is_wrong:
        raise Http404
    try:
        content = list_import_services.marked(brought)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
        return redirect(_address(brought))
    if content is None:
        mark_list.delay(brought.pk)
        messages.info(request, "Tệp đánh dấu đang được tạo. Chờ vài giây rồi bấm tải lại.")
        return redirect(_address(brought))
    name = f"{brought.name.rpartition('.')[0]} - cần sửa.xlsx"
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


@require_GET
def import_template(request: HttpRequest, ref: str) -> HttpResponse:
    """A workbook made for this dossier, with its awards to choose from."""
    dossier = draft_or_404(request, ref)
    types = list(award_type_queries.award_types_for(dossier))
    content, name = template.workbook(types), f"danh-sach-{dossier.ref}.xlsx"
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


def _import_or_404(request: HttpRequest, ref: str, pk: int) -> ListImport:
    dossier = draft_or_404(request, ref)
    brought = get_object_or_404(dossier.imports, pk=pk)
    brought.dossier = dossier
    return brought


def _address(brought: ListImport) -> str:
    return reverse("dossiers:import_list", args=[brought.dossier.ref, brought.pk])


def _start(brought: ListImport) -> None:
    """Read by a worker only; the page tells how far it is."""
    after_commit(check_list.delay, brought.pk)


def _said(brought: ListImport, data: QueryDict) -> dict:
    """What the page's form says: meanings of columns, mended cells, an award, a word on fonts."""
    said: dict = {}
    columns = {}
    for place, (_, title, key) in enumerate(brought.report.get("columns", [])):
        chosen = data.get(f"cot-{place}", key)
        if chosen != key and chosen in _MEANINGS:
            columns[plain_words(title)] = chosen
    if columns:
        said["columns"] = columns
    edits: dict[str, dict[str, str]] = {}
    for place, problem in enumerate(list_import_services.problems_of(brought)):
        typed = data.get(f"sua-{place}")
        if problem.meant and data.get("dung") == str(place):
            typed = problem.meant
        if typed is not None and typed.strip() != problem.value:
            edits.setdefault(problem.place, {})[problem.key] = typed.strip()
    if edits:
        said["edits"] = edits
    if (award := whole_number(data.get("award", ""))) is not None:
        said["award"] = award
    if data.get("converts") in {"yes", "no"}:
        said["converts"] = data["converts"] == "yes"
    return said


def _progress(brought: ListImport) -> dict:
    doing = "Đang quét vi-rút" if brought.scan == Scan.WAITING else "Đang kiểm tra"
    return {
        "id": "dang-kiem-tra",
        "text": f"{doing} «{brought.name}»",
        "percent": brought.percent,
        "poll_url": reverse("dossiers:import_progress", args=[brought.dossier.ref, brought.pk]),
    }


def _context(brought: ListImport) -> dict:
    dossier: Dossier = brought.dossier
    context = {"dossier": dossier, "brought": brought, "working": _progress(brought)}
    if brought.stage != ImportStage.CHECKED:
        return context
    report, problems = brought.report, list_import_services.problems_of(brought)
    bad = {problem.place for problem in problems}
    good = [line for place, line in list_import_services.lines_of(brought) if place not in bad]
    types = {award.pk: award for award in award_type_queries.award_types_for(dossier)}
    for line in good[:SHOWN_ROWS]:
        line.award_type = types[line.award_type_id]
    return context | {
        "problems": list(enumerate(problems))[:SHOWN_PROBLEMS],
        "more_problems": max(len(problems) - SHOWN_PROBLEMS, 0),
        "bad_count": len(bad),
        "good_count": len(good),
        "row_count": len(report["lines"]),
        "preview": [(line, columns_queries.stated(line)) for line in good[:SHOWN_ROWS]],
        "unseen_count": max(len(good) - SHOWN_ROWS, 0),
        "columns": [
            (place, sheet, title, key)
            for place, (sheet, title, key) in enumerate(report["columns"])
        ],
        "meanings": [(key.value, label) for key, label in LABELS.items()],
        "passed": report["passed"],
        "hidden": report["hidden"],
        "font": report["font"],
        "sample": report["sample"],
        "awards": list(types.values()) if report["lacks_award"] else [],
        "over": readiness_rules.quota_excess_with(dossier, good),
    }

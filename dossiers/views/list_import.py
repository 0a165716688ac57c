"""A list from Excel: brought, checked, mended on the page, taken; nothing before the word."""

from collections import defaultdict
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
from dossiers.sheets.font import KEEP
from dossiers.sheets.heading import LABELS, Key
from dossiers.sheets.problem import RowProblem, grouped, twins
from dossiers.tasks import check_list, mark_list
from dossiers.views.draft import standing_at_new
from dossiers.views.list_report import HEADINGS, Report
from dossiers.views.lookup import draft_or_404
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.files.stored_file import Scan
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.old_fonts import OldFont
from nganam_awards.core.steps import take
from nganam_awards.core.text import plain_words, whole_number


SHOWN_ROWS = 50
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
    if said := _said(brought, request.POST):
        return _mend(request, brought, said)
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
    new = []
    if merged := outcome.result:
        new = merged.new
        done = f"Đã nhập: {merged.added} dòng mới, {merged.changed} dòng cập nhật, "
        take(request, lambda: None, done=f"{done}{merged.same} dòng đã có sẵn.")
    return redirect(standing_at_new(brought.dossier, new))


def _mend(request: HttpRequest, brought: ListImport, said: dict) -> HttpResponse:
    """Typed, and then the button to take the rows: what was typed is looked at first."""
    done = "Đã ghi các ô vừa sửa và kiểm tra lại. Xem kết quả rồi bấm nhập."
    call = partial(list_import_services.choose, brought, by=request.user, **said)
    if take(request, call, done=done).is_done:
        _start(brought)
    return redirect(_address(brought))


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
    """What the page's form says: cells, rows not wanted, columns, an award, a word on fonts.

    Boxes carry the name of their cell, so that a page that was drawn before another check writes
    into no other row.
    """
    said: dict = {
        "columns": _columns_said(brought, data),
        "edits": _edits_said(list_import_services.problems_of(brought), data),
        "award": whole_number(data.get("award", "")),
        "font": data["font"] if data.get("font") in {*OldFont, KEEP} else "",
        "dropped": _dropped_said(list_import_services.problems_of(brought), data),
        "restored": [place for place in [data.get("lay-lai")] if place],
    }
    return {name: value for name, value in said.items() if value not in ({}, [], "", None)}


def _dropped_said(problems: list[RowProblem], data: QueryDict) -> list[str]:
    """Rows that are not wanted: one by one, or all that say the same as the one kept."""
    dropped = [place for place in [data.get("bo")] if place]
    kept = data.get("giu")
    for places in twins(problems).values():
        if kept in places:
            dropped += [place for place in places if place != kept]
    return dropped


def _columns_said(brought: ListImport, data: QueryDict) -> dict[str, str]:
    columns = {}
    for place, (_, title, key) in enumerate(brought.report.get("columns", [])):
        chosen = data.get(f"cot-{place}", key)
        if chosen != key and chosen in _MEANINGS:
            columns[plain_words(title)] = chosen
    return columns


def _edits_said(problems: list[RowProblem], data: QueryDict) -> dict[str, dict[str, str]]:
    """Cells that were typed or chosen, one by one or for a whole group."""
    edits: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for group in grouped(problems):
        typed = data.get(f"nhom:{group.first.cell}", group.first.value).strip()
        if group.is_one_value and typed != group.first.value:
            for problem in group.problems:
                edits[problem.place][problem.key] = typed
        for number, _ in group.offers:
            if data.get("ca-nhom") == f"{number}:{group.first.cell}":
                for problem in group.problems:
                    edits[problem.place][problem.key] = problem.offers[number].value
    for problem in problems:
        typed = data.get(f"sua:{problem.cell}", problem.value).strip()
        if typed != problem.value:
            edits[problem.place][problem.key] = typed
        for number, offer in enumerate(problem.offers):
            if data.get("dung") == f"{number}:{problem.cell}":
                edits[problem.place][problem.key] = offer.value
        kind = data.get(f"sua:{problem.place}:kind", "")
        if kind and problem.key == "full_name" and kind != data.get(f"cu:{problem.place}:kind"):
            edits[problem.place]["kind"] = kind
    return dict(edits)


def _progress(brought: ListImport) -> dict:
    doing = "Đang quét vi-rút" if brought.scan == Scan.WAITING else "Đang kiểm tra"
    return {
        "id": "dang-kiem-tra",
        "text": f"{doing} «{brought.name}»",
        "percent": brought.percent,
        "poll_url": reverse("dossiers:import_progress", args=[brought.dossier.ref, brought.pk]),
    }


def _taken_before(brought: ListImport) -> ListImport | None:
    """The same file, where it was imported into this draft already."""
    same = brought.dossier.imports.filter(sha256=brought.sha256, stage=ImportStage.SAVED)
    return same.exclude(pk=brought.pk).first()


def _context(brought: ListImport) -> dict:
    dossier: Dossier = brought.dossier
    context = {
        "dossier": dossier,
        "brought": brought,
        "working": _progress(brought),
        "question": brought.report.get("question"),
    }
    if brought.stage != ImportStage.CHECKED:
        return context
    kept = brought.report
    types = list(award_type_queries.award_types_for(dossier))
    report = Report(brought, types)
    groups, good = report.groups(), report.good
    return context | {
        "groups": groups,
        "headings": HEADINGS.values(),
        "kinds_of_mistake": len(groups),
        "unseen_problems": report.unseen,
        "bad_count": len(report.bad),
        "sheets": len({sheet for sheet, *_ in kept["columns"]}) > 1,
        "good_count": len(good),
        "row_count": report.row_count,
        "preview": [(line, columns_queries.stated(line)) for line in good[:SHOWN_ROWS]],
        "unseen_count": max(len(good) - SHOWN_ROWS, 0),
        "columns": [
            (place, sheet, title, key) for place, (sheet, title, key) in enumerate(kept["columns"])
        ],
        "meanings": [(key.value, label) for key, label in LABELS.items()],
        "passed": kept["passed"],
        "left_out": kept["left_out"],
        "left_out_count": kept["left_out_count"],
        "dropped": kept["dropped"][:SHOWN_ROWS],
        "hidden": kept["hidden"],
        "awards": types,
        "over": readiness_rules.quota_excess_with(dossier, good),
        "taken_before": _taken_before(brought),
    }
